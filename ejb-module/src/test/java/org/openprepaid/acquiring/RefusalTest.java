package org.openprepaid.acquiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.transaction.Request;

/** What the edge refuses by itself, and that nothing of it reaches the gateway. */
class RefusalTest {
  private final Till till = Till.signedIn();

  @Test
  void anUnknownTerminal() {
    assertRefused("97", till.purchase().set(41, "99999999"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000001", "10000 01", "1000000\u0000"})
  void aMalformedTerminalId(String terminalId) {
    assertRefused("30", till.purchase().set(41, terminalId));
  }

  @Test
  void aMissingTerminalId() {
    assertRefused("30", till.purchase().set(41, (String) null));
  }

  @Test
  void aTerminalThatIsNotSignedIn() {
    Till fresh = new Till();

    IsoReply reply = fresh.sendForReply(fresh.purchase());

    assertThat(reply.fields().text(39)).isEqualTo("77");
    assertThat(reply.macFunction()).as("no key, no MAC").isNull();
    assertThat(fresh.gateway.wasAsked()).isFalse();
  }

  @Test
  void aTerminalThatSignedOff() {
    till.send(till.management("0820", "002"));

    assertRefused("77", till.purchase());
  }

  @Test
  void aTerminalThatSignedInAtAnotherNodeIsServedASecondLater() {
    Till fresh = new Till();
    assertThat(fresh.send(fresh.purchase()).text(39)).isEqualTo("77");
    fresh.signInElsewhere();

    assertThat(fresh.send(fresh.purchase()).text(39)).as("at once").isEqualTo("77");
    fresh.pass(Duration.ofSeconds(1));
    assertThat(fresh.send(fresh.purchase()).text(39)).isEqualTo("00");
  }

  @Test
  void aTerminalThatGotNewKeysFromAnotherNodeIsServedASecondLater() {
    till.send(till.purchase());
    till.signInElsewhere();

    assertThat(till.send(till.purchase()).text(39)).as("at once").isEqualTo("A0");
    till.pass(Duration.ofSeconds(1));
    assertThat(till.send(till.purchase()).text(39)).isEqualTo("00");
  }

  @Test
  void aWrongMacIsCountedAndItsRefusalIsMaced() {
    IsoReply reply = till.sendWith(till.purchase(), "0123ABCD".getBytes(StandardCharsets.US_ASCII));

    assertThat(reply.fields().text(39)).isEqualTo("A0");
    byte[] covered = {1, 2, 3};
    assertThat(reply.macFunction().apply(covered)).isEqualTo(till.mac(covered));
    assertThat(till.counted).containsEntry(AcquiringCounters.MAC_FAILURES, 1L);
    assertThat(till.gateway.wasAsked()).isFalse();
  }

  @Test
  void aMissingMac() {
    assertThat(till.sendWith(till.purchase(), Till.NO_MAC).fields().text(39)).isEqualTo("A0");
    assertThat(till.gateway.wasAsked()).isFalse();
  }

  @Test
  void theMacOfAnotherMessage() {
    byte[] mac = till.mac(Till.covered(till.purchase()));

    IsoReply reply = till.sendWith(till.purchase().set(4, "000000000001"), mac);

    assertThat(reply.fields().text(39)).isEqualTo("A0");
  }

  @Test
  void packedDigitsThatAreNoneAreNotRepeatedInTheReply() {
    IsoFields refused = till.send(till.purchase().set(3, "ABCDEF"));

    assertThat(refused.text(39)).isEqualTo("30");
    assertThat(refused.has(3)).as("it could not be packed").isFalse();
  }

  @Test
  void theMacIsCheckedBeforeAnythingElseIsLookedAt() {
    IsoFields nonsense = till.purchase().set(3, "999999").set(2, "1");

    assertThat(till.sendWith(nonsense, Till.NO_MAC).fields().text(39)).isEqualTo("A0");
  }

  @ParameterizedTest
  @CsvSource({
    "0200, 990000, 00, 22",
    "0200, 000000, 01, 22",
    "0200, 000000, 00, 99",
    "0100, 000000, 00, 22",
    "0420, 000000, 00, 22",
  })
  void anUnknownTransaction(String mti, String code, String condition, String type) {
    assertRefused("12", till.financial(mti, code, condition, type).set(2, Till.CARD));
  }

  @ParameterizedTest
  @CsvSource({"0800, 999", "0800, 004", "0820, 001", "0620, 951", "0500, 202", "0320, 203"})
  void anUnknownManagementCode(String mti, String code) {
    assertRefused("40", till.management(mti, code));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 11, 25, 42, 49, 60})
  void aMissingElement(int field) {
    assertRefused("30", till.purchase().set(field, (String) null));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 00",
    "3, 00000A",
    "4, 00000000300A",
    "4, 3000",
    "11, 00001A",
    "11, 000000",
    "12, 250000",
    "13, 0230",
    "14, 3013",
    "14, 301",
    "25, 0",
    "35, 6227001234567890",
    "42, SHORT",
    "49, 978",
    "60, 2200000",
    "60, 22ABCDEF",
  })
  void aMalformedElement(int field, String value) {
    IsoFields message = till.purchase().set(12, "113000").set(13, "1122");

    assertRefused("30", message.set(field, value));
  }

  @Test
  void anAmountOfZero() {
    assertRefused("13", till.purchase().set(4, "000000000000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6227001234567890", "62270012345", "62270012345678901234"})
  void aNumberThatIsNoCardNumber(String pan) {
    assertRefused("14", till.purchase().set(2, pan));
  }

  @Test
  void noCardAtAll() {
    assertRefused("30", till.purchase().set(2, (String) null));
  }

  @Test
  void aTrackOfAnotherCardThanTheNumber() {
    assertRefused("30", till.purchase().set(35, Till.OTHER_CARD + "D3012120"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"D", "D301", "D30AB120", "D3000120"})
  void aTrackWithoutAnExpiry(String rest) {
    assertRefused("30", till.purchase().set(35, Till.CARD + rest));
  }

  @Test
  void aPinWithoutItsLength() {
    assertRefused("99", withPin().set(26, (String) null));
  }

  @Test
  void aPinLengthWithoutAPin() {
    assertRefused("99", withPin().set(52, (byte[]) null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "13", "A2"})
  void aPinLengthThatNoPinHas(String length) {
    assertRefused("99", withPin().set(26, length));
  }

  @ParameterizedTest
  @CsvSource({
    "1600000000000000, PIN block without card number",
    "2000000000000000, single-length key",
    "26, too short",
    "'', nothing",
  })
  void aPinThatIsNotFormat0UnderTheTerminalsKey(String securityControl, String why) {
    assertRefused("99", withPin().set(53, securityControl));
  }

  @Test
  void aPinBlockOfTheWrongLength() {
    assertRefused("99", withPin().set(52, new byte[7]));
  }

  @Test
  void aFollowingTransactionThatNamesNoOriginal() {
    assertRefused(
        "30",
        till.financial("0200", "200000", "00", "23").set(2, Till.CARD).set(4, "000000003000"));
  }

  @Test
  void aReferenceNumberThatIsNotOurs() {
    assertRefused(
        "25",
        till.financial("0220", "200000", "00", "25")
            .set(2, Till.CARD)
            .set(4, "000000003000")
            .set(37, "not*our*own*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0210", "0410", "0830", "02A0", "020"})
  void whatIsNoRequestIsNotAnswered(String mti) {
    assertThat(till.sendForReply(new IsoFields(mti).set(41, Till.TERMINAL))).isNull();
    assertThat(till.counted).containsEntry(AcquiringCounters.IGNORED, 1L);
  }

  @Test
  void anUnexpectedFailureOfTheGatewayIsASystemErrorWithAMac() {
    till.gateway.answerWith(CompletableFuture.failedStage(new IllegalStateException("boom")));

    IsoReply reply = till.sendForReply(till.purchase());

    assertThat(reply.fields().text(39)).isEqualTo("96");
    assertThat(reply.macFunction()).isNotNull();
    assertThat(till.gateway.only(Request.Purchase.class)).isNotNull();
  }

  @Test
  void aDatabaseThatIsAwayIsASystemError() {
    Till fresh = new Till();
    fresh.database.run("DROP TABLE terminal_session");

    assertThat(fresh.sendWith(fresh.purchase(), Till.NO_MAC).fields().text(39)).isEqualTo("96");
    assertThat(fresh.send(fresh.management("0800", "003")).text(39)).isEqualTo("96");
  }

  @Test
  void aDeskWithTooMuchToDoIsASystemErrorAtOnceAndDoesNotTouchThoseAlreadyKnown() {
    till.send(till.purchase());
    till.fillDesk();

    assertThat(till.send(till.management("0820", "301")).text(39)).isEqualTo("96");
    assertThat(till.send(till.purchase()).text(39)).isEqualTo("00");
  }

  @Test
  void everyReplyIsCountedByItsCode() {
    till.send(till.purchase());
    till.send(till.purchase().set(4, "000000000000"));
    till.send(till.purchase().set(4, "000000000000"));

    assertThat(till.counted)
        .containsEntry(AcquiringCounters.REPLIES + " 13", 2L)
        .containsEntry(AcquiringCounters.REQUESTS, 4L);
  }

  private IsoFields withPin() {
    return till.purchase().set(26, "12").set(52, Till.PIN_BLOCK).set(53, "2600000000000000");
  }

  private void assertRefused(String code, IsoFields message) {
    IsoFields reply = till.send(message);
    assertThat(reply.text(39)).isEqualTo(code);
    assertThat(reply.mti()).isEqualTo(message.mti().substring(0, 2) + replied(message) + "0");
    assertThat(till.gateway.wasAsked()).isFalse();
  }

  private static char replied(IsoFields message) {
    return (char) (message.mti().charAt(2) + 1);
  }
}
