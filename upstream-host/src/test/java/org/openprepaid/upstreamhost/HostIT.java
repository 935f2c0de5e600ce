package org.openprepaid.upstreamhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.State;
import org.openprepaid.upstreamhost.journal.HostJournal;
import org.openprepaid.upstreamhost.journal.HostTransaction;
import org.openprepaid.upstreamhost.key.KeyType;
import org.openprepaid.upstreamhost.key.PinBlock;
import org.openprepaid.upstreamhost.key.Tdes;
import org.openprepaid.upstreamhost.network.NetworkAnswer;
import org.openprepaid.upstreamhost.network.NetworkRequest;

/** The host over a socket, spoken to by a client that shares nothing with it but the keys. */
class HostIT {
  @TempDir private Path directory;
  private UpstreamHost host;
  private Acquirer acquirer;

  @BeforeEach
  void start() throws IOException {
    host = UpstreamHost.start(HostSettings.of(TestBank.sample(), journal()));
    acquirer = new Acquirer(host.port());
  }

  @AfterEach
  void stop() throws IOException {
    acquirer.close();
    host.close();
  }

  @Test
  void purchaseIsAnsweredWithAuthorisationCodeAndMac() throws IOException {
    WireMessage purchase = Acquirer.purchase(3_000);
    WireMessage answer = acquirer.exchange(purchase);
    assertThat(answer.mti()).isEqualTo("0210");
    assertThat(answer.get(39)).isEqualTo("00");
    assertThat(answer.get(38)).matches("[0-9]{6}");
    assertThat(answer.hasMacUnder(TestBank.ZAK)).isTrue();
    for (int element : new int[] {2, 3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49}) {
      assertThat(answer.get(element)).as("element %d", element).isEqualTo(purchase.get(element));
    }
    assertThat(host.available(TestBank.CARD)).isEqualTo(97_000);
  }

  @Test
  void repeatedReversalGivesTheMoneyBackOnce() throws IOException {
    WireMessage purchase = Acquirer.purchase(3_000);
    acquirer.exchange(purchase);
    WireMessage reversal = Acquirer.reversalOf(purchase, "98");
    assertThat(acquirer.exchange(reversal).get(39)).isEqualTo("00");
    WireMessage again = acquirer.exchange(reversal.as("0421"));
    assertThat(again.mti()).isEqualTo("0430");
    assertThat(again.get(39)).isEqualTo("00");
    assertThat(host.available(TestBank.CARD)).isEqualTo(100_000);
    HostTransaction seen = HostJournal.read(journal()).byRrn(purchase.get(37)).orElseThrow();
    assertThat(seen.kind()).isEqualTo(Kind.PURCHASE);
    assertThat(seen.state()).isEqualTo(State.REVERSED);
  }

  @Test
  void messageWithAWrongMacHasNoEffect() throws IOException {
    WireMessage purchase = Acquirer.purchase(3_000);
    acquirer.use(TestBank.ZPK);
    WireMessage answer = acquirer.exchange(purchase);
    assertThat(answer.get(39)).isEqualTo("A0");
    assertThat(answer.hasMacUnder(TestBank.ZAK)).isTrue();
    assertThat(host.available(TestBank.CARD)).isEqualTo(100_000);
    assertThat(host.statistics().of("code.A0")).isEqualTo(1);
    acquirer.use(TestBank.ZAK);
    assertThat(acquirer.exchange(purchase).get(39)).isEqualTo("00");
  }

  @Test
  void pinIsVerified() throws IOException {
    assertThat(acquirer.exchange(withPin("123456", TestBank.ZPK)).get(39)).isEqualTo("00");
    assertThat(acquirer.exchange(withPin("123457", TestBank.ZPK)).get(39)).isEqualTo("55");
    assertThat(acquirer.exchange(withPin("123456", TestBank.ZMK)).get(39)).isEqualTo("99");
    assertThat(host.available(TestBank.CARD)).isEqualTo(99_900);
  }

  private static WireMessage withPin(String pin, Tdes zpk) {
    return Acquirer.purchase(100)
        .with(26, "12")
        .with(35, TestBank.TRACK2)
        .with(52, Acquirer.pinBlock(zpk, pin, TestBank.CARD))
        .with(53, "2600000000000000");
  }

  @Test
  void cardsAreLookedUp() throws IOException {
    WireMessage unknown = Acquirer.purchase(100).with(2, "6221260000000099999");
    assertThat(acquirer.exchange(unknown).get(39)).isEqualTo("14");
    WireMessage expired = Acquirer.purchase(100).with(14, "4911");
    assertThat(acquirer.exchange(expired).get(39)).isEqualTo("54");
    WireMessage forged = Acquirer.purchase(100).with(35, TestBank.CARD + "D4912999");
    assertThat(acquirer.exchange(forged).get(39)).isEqualTo("14");
    WireMessage tooMuch = Acquirer.purchase(1_001).with(2, TestBank.POOR_CARD);
    WireMessage answer = acquirer.exchange(tooMuch);
    assertThat(answer.get(39)).isEqualTo("51");
    assertThat(answer.get(38)).isNull();
  }

  @Test
  void inquiryTellsTheBalance() throws IOException {
    WireMessage inquiry = Acquirer.request("0200", "310000", "00", 0).without(4);
    WireMessage answer = acquirer.exchange(inquiry);
    assertThat(answer.get(39)).isEqualTo("00");
    assertThat(answer.get(54)).isEqualTo("0002156C000000100000");
  }

  @Test
  void holdIsCompletedAndTheCompletionRefunded() throws IOException {
    WireMessage hold = Acquirer.request("0100", "030000", "06", 5_000);
    String authCode = acquirer.exchange(hold).get(38);
    WireMessage completion =
        Acquirer.about(hold, Acquirer.request("0200", "000000", "06", 4_000)).with(38, authCode);
    assertThat(acquirer.exchange(completion).get(39)).isEqualTo("00");
    WireMessage refund =
        Acquirer.about(completion, Acquirer.request("0220", "200000", "00", 1_500));
    WireMessage answer = acquirer.exchange(refund);
    assertThat(answer.mti()).isEqualTo("0230");
    assertThat(answer.get(39)).isEqualTo("00");
    assertThat(acquirer.exchange(refund.as("0221")).get(39)).isEqualTo("00");
    assertThat(host.available(TestBank.CARD)).isEqualTo(97_500);
    HostTransaction seen = HostJournal.read(journal()).byRrn(completion.get(37)).orElseThrow();
    assertThat(seen.refunded()).isEqualTo(1_500);
  }

  @Test
  void whatTheHostDoesNotUnderstandIsAnswered() throws IOException {
    WireMessage unknownCode = Acquirer.request("0200", "990000", "00", 100);
    assertThat(acquirer.exchange(unknownCode).get(39)).isEqualTo("12");
    WireMessage unknownType = Acquirer.request("0320", "000000", "00", 100);
    WireMessage answer = acquirer.exchange(unknownType);
    assertThat(answer.mti()).isEqualTo("0330");
    assertThat(answer.get(39)).isEqualTo("40");
    assertThat(acquirer.exchange(Acquirer.purchase(100).without(49)).get(39)).isEqualTo("30");
    WireMessage letters = Acquirer.purchase(100).with(4, "0000000000AB");
    assertThat(acquirer.exchange(letters).get(39)).isEqualTo("30");
    WireMessage lacksOriginal = Acquirer.request("0420", "000000", "00", 100);
    assertThat(acquirer.exchange(lacksOriginal).get(39)).isEqualTo("30");
    byte[] cutOff = Acquirer.purchase(100).bytes(TestBank.ZAK);
    acquirer.sendBytes(Arrays.copyOf(cutOff, cutOff.length - 20));
    assertThat(acquirer.receive().get(39)).isEqualTo("30");
    acquirer.sendBytes("nonsense".getBytes(StandardCharsets.US_ASCII));
    assertThat(acquirer.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("00");
  }

  @Test
  void keyThatTheAcquirerAsksForIsChanged() throws IOException {
    WireMessage wish =
        new WireMessage("0820")
            .with(7, "1125093000")
            .with(11, "000001")
            .with(48, "ZAK")
            .with(70, "101");
    WireMessage answer = acquirer.exchange(wish);
    assertThat(answer.mti()).isEqualTo("0830");
    assertThat(answer.get(39)).isEqualTo("00");
    Tdes zak = accepted(acquirer.receive(), KeyType.ZAK);
    acquirer.use(zak);
    WireMessage under = acquirer.exchange(Acquirer.purchase(100));
    assertThat(under.get(39)).isEqualTo("00");
    assertThat(under.hasMacUnder(zak)).isTrue();
    // what was under way under the old one still counts
    acquirer.use(TestBank.ZAK);
    assertThat(acquirer.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("00");
    restart();
    acquirer.use(zak);
    assertThat(acquirer.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("00");
    assertThat(host.available(TestBank.CARD)).isEqualTo(99_700);
  }

  /** Answers the offer of a key, and returns the key. */
  private Tdes accepted(WireMessage offer, KeyType type) throws IOException {
    assertThat(offer.mti()).isEqualTo("0800");
    assertThat(offer.get(70)).isEqualTo("101");
    String content = offer.get(48);
    assertThat(content).startsWith(type.name());
    Tdes key = type.unwrap(TestBank.ZMK, content.substring(11));
    assertThat(key.checkValue()).isEqualTo(content.substring(3, 11));
    acquirer.send(offer.as("0810").without(48).with(39, "00"));
    return key;
  }

  @Test
  void restartedHostKnowsItsBalancesItsMessagesAndItsMarks() throws IOException {
    WireMessage purchase = Acquirer.purchase(3_000);
    WireMessage first = acquirer.exchange(purchase);
    WireMessage early = Acquirer.purchase(4_000);
    acquirer.exchange(Acquirer.reversalOf(early, "98"));
    restart();
    assertThat(host.available(TestBank.CARD)).isEqualTo(97_000);
    WireMessage again = acquirer.exchange(purchase);
    assertThat(again.get(38)).isEqualTo(first.get(38));
    assertThat(host.available(TestBank.CARD)).isEqualTo(97_000);
    assertThat(acquirer.exchange(early).get(39)).isEqualTo("68");
    assertThat(acquirer.exchange(Acquirer.purchase(1)).get(38)).isNotEqualTo(first.get(38));
  }

  @Test
  void requestForTheAcquirersOwnCardIsSentAndItsAnswerVerified() throws Exception {
    acquirer.exchange(Acquirer.purchase(100));
    NetworkRequest request = NetworkRequest.purchase("6299990000000000012", 1_234, "4321");
    CompletableFuture<NetworkAnswer> sent =
        CompletableFuture.supplyAsync(() -> host.send(request, 10_000));
    WireMessage asked = acquirer.receive();
    assertThat(asked.mti()).isEqualTo("0200");
    assertThat(asked.hasMacUnder(TestBank.ZAK)).isTrue();
    assertThat(asked.get(4)).isEqualTo("000000001234");
    assertThat(asked.get(32)).isEqualTo("48020000");
    byte[] block = HexFormat.of().parseHex(asked.get(52));
    assertThat(PinBlock.decrypt(TestBank.ZPK, block, asked.get(2))).contains("4321");
    acquirer.send(asked.as("0210").without(52).with(38, "654321").with(39, "00"));
    NetworkAnswer answer = sent.get(10, TimeUnit.SECONDS);
    assertThat(answer.responseCode()).isEqualTo("00");
    assertThat(answer.macValid()).isTrue();
    assertThat(answer.toString()).doesNotContain("6299990000000000012").contains("mac=ok");

    NetworkRequest reversal = NetworkRequest.reversalOf(answer, "98").as("0400");
    CompletableFuture<NetworkAnswer> reversed =
        CompletableFuture.supplyAsync(() -> host.send(reversal, 10_000));
    WireMessage undo = acquirer.receive();
    assertThat(undo.mti()).isEqualTo("0400");
    assertThat(undo.get(90)).startsWith("0200" + asked.get(11) + asked.get(7) + "00048020000");
    acquirer.use(TestBank.ZPK);
    acquirer.send(undo.as("0410").without(90).without(128).with(39, "00"));
    assertThat(reversed.get(10, TimeUnit.SECONDS).macValid()).isFalse();
  }

  @Test
  void manyUnderWayAreAllAnsweredAndLateOnesHoldUpNobody() throws Exception {
    host.misbehave("first 1 mti 0200 late 600000");
    acquirer.send(Acquirer.purchase(1));
    AnswerRate.measure(host.port(), 5_000, 200);
    assertThat(host.statistics().of("code.00")).isEqualTo(5_001);
    assertThat(host.available(TestBank.CARD)).isEqualTo(94_999);
  }

  @Test
  void echo() throws IOException {
    WireMessage echo =
        new WireMessage("0800").with(7, "1125093000").with(11, "000001").with(70, "301");
    WireMessage answer = acquirer.exchange(echo);
    assertThat(answer.mti()).isEqualTo("0810");
    assertThat(answer.get(39)).isEqualTo("00");
    assertThat(answer.get(70)).isEqualTo("301");
  }

  private void restart() throws IOException {
    stop();
    start();
  }

  private Path journal() {
    return directory.resolve("journal.jsonl");
  }
}
