package org.openprepaid.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.openprepaid.card.Pan;
import org.openprepaid.card.PanHash;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.MacAlgorithm;
import org.openprepaid.key.PinFormat;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.routing.Route;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.Transmission;

/** A shop's request on its way to a host: the edge as it runs, between a gateway and two hosts. */
final class Edge {
  static final String CUPNET = "CUPNET";
  static final String ALTNET = "ALTNET";
  static final String INSTITUTION = "48721234";
  static final String MERCHANT = "898110000000001";
  static final String TERMINAL = "POS00001";
  static final Pan CARD = pan("622848000000001");
  static final Pan OTHER_CARD = pan("622848000000002");
  static final String PIN = "4271";
  static final Duration PATIENCE = Duration.ofSeconds(25);
  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** 11:30 in Shanghai, and a bit. */
  static final Instant NOON = Instant.parse("2026-11-22T03:30:00.750Z");

  static final LocalDateTime TRANSMITTED = LocalDateTime.of(2026, 11, 22, 3, 30);
  static final LocalDateTime LOCAL_TIME = LocalDateTime.of(2026, 11, 22, 11, 29, 58);

  final List<String> story = new ArrayList<>();
  final TestZone zone = TestZone.withKeysOf(CUPNET, ALTNET);
  final ScriptedGateway gateway = new ScriptedGateway(story);
  final FakeHost cupnet = new FakeHost(story);
  final FakeHost altnet = new FakeHost(story);
  final StrayTable strays = new StrayTable();
  final Counted counted = new Counted();
  final ZoneKeys keys = new ZoneKeys(zone.security);
  final HostLinks links;
  final AnswerReading answers;
  final UpstreamSwitch requests;
  private Route route = new Route.Upstream(List.of(CUPNET, ALTNET));
  private boolean routingFails;
  private int trace;

  Edge() {
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    FakeHosts hosts = new FakeHosts();
    hosts.put(CUPNET, cupnet);
    hosts.put(ALTNET, altnet);
    links = new HostLinks(hosts, host -> new NetworkDesk(host, null), keys);
    links.follow(Map.of(CUPNET, host(CUPNET), ALTNET, host(ALTNET)));
    answers = new AnswerReading(keys, strays.book, counted.counters, clock);
    Inquirer inquirer =
        new Inquirer(
            links, keys, zone.security, answers, counted.counters, Runnable::run, PATIENCE, clock);
    requests =
        new UpstreamSwitch(
            gateway,
            this::routed,
            new UpstreamSwitch.Surroundings(links, inquirer, strays.book, () -> {}),
            new TraceNumbers(1, clock),
            Runnable::run,
            SHANGHAI,
            clock);
  }

  static UpstreamHost host(String name) {
    return new UpstreamHost(name, INSTITUTION, MacAlgorithm.X9_19);
  }

  static Pan pan(String withoutCheckDigit) {
    return Pan.of(withoutCheckDigit + Pan.checkDigit(withoutCheckDigit));
  }

  static Money yuan(int yuan) {
    return Money.of(yuan * 100L, Currency.CNY);
  }

  // -- circumstances

  void routes(Route next) {
    route = next;
  }

  void routingFails() {
    routingFails = true;
  }

  private Route routed(Pan card, String kind, String merchantId, LocalDateTime at) {
    if (routingFails) {
      throw new IllegalStateException("the test broke the routing");
    }
    return route;
  }

  // -- what a cashier does

  CompletionStage<Outcome> submit(Request request) {
    return requests.submit(request);
  }

  /** To the end, which must have come. */
  Outcome ask(Request request) {
    return ended(submit(request));
  }

  static Outcome ended(CompletionStage<Outcome> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  Origin next() {
    trace++;
    return new Origin(
        RequestKey.ofTerminal(TERMINAL, 1, trace),
        Channel.POS,
        MERCHANT,
        TERMINAL,
        1,
        trace,
        LOCAL_TIME,
        "0200");
  }

  Request.Purchase purchase() {
    return purchase(PresentedCard.of(CARD));
  }

  Request.Purchase purchase(PresentedCard card) {
    return new Request.Purchase(next(), card, yuan(30));
  }

  Request.Purchase purchaseWithPin() {
    return purchase(withPin(ClearCrypto.pinBlock(PIN, CARD.digits())));
  }

  Request.Reversal reversalOf(Request.Purchase purchase) {
    return new Request.Reversal(
        next(), purchase.card(), purchase.amount(), purchase.origin().key(), purchase.kind());
  }

  /**
   * @param block in clear, as the terminal's PIN pad makes it before it encrypts
   */
  PresentedCard withPin(byte[] block) {
    KeyRef key = zone.pinKey(TERMINAL);
    byte[] encrypted = ClearCrypto.encrypted(TestZone.PIK, block);
    return new PresentedCard(
        CARD, "2912", new PresentedCard.EncryptedPin(key, PinFormat.ISO_0, encrypted));
  }

  /** An earlier message to the host about the same card. */
  static Exchange earlier(String mti, String authCode) {
    Transmission sent =
        new Transmission(CUPNET, mti, 4711, LocalDateTime.of(2026, 11, 21, 23, 59, 1));
    return new Exchange(
        42, sent, new PanHash(new byte[32]), Exchange.Status.ANSWERED, "00", authCode);
  }
}
