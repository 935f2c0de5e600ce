package org.openprepaid.upstreamhost.network;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jpos.iso.ISOMsg;
import org.openprepaid.upstreamhost.journal.JournalWriter;
import org.openprepaid.upstreamhost.key.PinBlock;
import org.openprepaid.upstreamhost.key.Zone;
import org.openprepaid.upstreamhost.wire.Dialect;
import org.openprepaid.upstreamhost.wire.Link;
import org.openprepaid.upstreamhost.wire.MessageLines;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** Sends requests to the acquirer, as the network that others' terminals are behind. */
public final class NetworkDesk {
  private static final DateTimeFormatter SENT =
      DateTimeFormatter.ofPattern("MMddHHmmss", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMdd", Locale.ROOT);
  private static final int TRACES = 1_000_000;

  private final Dialect dialect = new Dialect();
  private final Awaited awaited = new Awaited();
  private final Zone zone;
  private final JournalWriter journal;
  private final String institution;
  private final AtomicInteger trace =
      new AtomicInteger((int) (System.currentTimeMillis() / 100 % TRACES));

  public NetworkDesk(Zone zone, JournalWriter journal, String institution) {
    this.zone = zone;
    this.journal = journal;
    this.institution = institution;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws org.openprepaid.upstreamhost.HostException {@code OP-1987} when none comes in time,
   *     {@code OP-1989} when an element does not fit
   */
  public NetworkAnswer send(Link link, NetworkRequest request, long timeoutMillis) {
    return send(link, request, timeoutMillis, answer -> {});
  }

  /**
   * The same.
   *
   * @param onAnswer called before anything that comes after the answer is looked at
   */
  public NetworkAnswer send(
      Link link, NetworkRequest request, long timeoutMillis, Consumer<ReceivedMessage> onAnswer) {
    Map<Integer, String> elements = completed(request);
    boolean withMac = !request.mti().startsWith("08");
    ISOMsg message = dialect.message(request.mti());
    elements.forEach(message::set);
    if (request.pin() != null) {
      byte[] block = PinBlock.encrypt(zone.zpk().inUse(), request.pin(), elements.get(2));
      message.set(52, block);
    }
    byte[] frame = withMac ? dialect.frame(message, zone.zak().inUse()) : dialect.frame(message);
    String key = Awaited.key(request.mti(), elements.get(7), elements.get(11));
    CompletableFuture<ReceivedMessage> expected = awaited.expect(key, onAnswer);
    journal.message(MessageLines.out(request.mti(), message, null));
    link.send(frame);
    ReceivedMessage answer = awaited.await(key, expected, timeoutMillis);
    boolean macValid = !withMac || answer.hasMacUnder(zone.zak().accepted());
    return new NetworkAnswer(answer.mti(), texts(answer), macValid, request.mti(), elements);
  }

  /** Takes an answer of the acquirer. */
  public void answered(ReceivedMessage answer) {
    boolean readable = !answer.isMalformed() && answer.hasField(7) && answer.hasField(11);
    boolean expected =
        readable
            && awaited.answered(Awaited.key(answer.mti(), answer.text(7), answer.text(11)), answer);
    journal.message(MessageLines.in(answer, expected ? null : "not awaited"));
  }

  private Map<Integer, String> completed(NetworkRequest request) {
    Map<Integer, String> elements = new TreeMap<>(request.elements());
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    String number = String.format("%06d", trace.updateAndGet(last -> (last + 1) % TRACES));
    elements.putIfAbsent(7, SENT.format(now));
    elements.putIfAbsent(11, number);
    if (request.mti().startsWith("08")) {
      return elements;
    }
    ZonedDateTime local = now.withZoneSameInstant(ZoneId.systemDefault());
    elements.putIfAbsent(3, "000000");
    elements.putIfAbsent(12, TIME.format(local));
    elements.putIfAbsent(13, DATE.format(local));
    String entry = elements.containsKey(35) ? "02" : "01";
    elements.putIfAbsent(22, entry + (request.pin() == null ? '2' : '1'));
    elements.putIfAbsent(25, "00");
    elements.putIfAbsent(32, institution);
    elements.putIfAbsent(37, SENT.format(now).substring(0, 6) + number);
    elements.putIfAbsent(41, "NETTERM1");
    elements.putIfAbsent(42, "NETWORKMERCHANT");
    elements.putIfAbsent(49, "156");
    if (request.pin() != null) {
      elements.putIfAbsent(26, "12");
      elements.putIfAbsent(53, "2600000000000000");
    }
    return elements;
  }

  private static Map<Integer, String> texts(ReceivedMessage answer) {
    Map<Integer, String> texts = new TreeMap<>();
    for (int element = 2; element <= answer.getMaxField(); element++) {
      if (answer.hasField(element)) {
        texts.put(element, answer.getString(element));
      }
    }
    return texts;
  }
}
