package org.openprepaid.acquiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.terminal.SoftKeys;
import org.openprepaid.terminal.TerminalKeys;

class ManagementMessageTest {
  private static final SecurityModule MODULE = SoftKeys.module();
  private static final String NO_CREDITS_NO_FOREIGN = "0".repeat(15) + "0" + "0".repeat(31);

  private final Till till = new Till();

  @Test
  void signInWithDoubleLengthKeysCarriesFortyBytes() {
    database("UPDATE terminal SET batch_number = 42");

    IsoReply sent = till.sendForReply(till.management("0800", "003").set(32, "48021560"));
    IsoFields reply = sent.fields();

    assertThat(sent.macFunction()).as("no MAC on a sign-in").isNull();
    assertThat(reply.mti()).isEqualTo("0810");
    assertThat(reply.text(39)).isEqualTo("00");
    assertThat(reply.text(11)).isEqualTo("000001");
    assertThat(reply.text(12)).isEqualTo("113000");
    assertThat(reply.text(32)).isEqualTo("48021560");
    assertThat(reply.text(60)).isEqualTo("00000042003");
    byte[] keys = reply.bytes(62);
    assertThat(keys).hasSize(40);
    TerminalKeys stored = till.keys();
    assertThat(slice(keys, 0, 16))
        .isEqualTo(MODULE.exportUnder(SoftKeys.masterKey(Till.TERMINAL), stored.pinKey()));
    assertThat(slice(keys, 16, 20)).isEqualTo(MODULE.kcv(stored.pinKey()));
    assertThat(slice(keys, 20, 28))
        .isEqualTo(MODULE.exportUnder(SoftKeys.masterKey(Till.TERMINAL), stored.macKey()));
    assertThat(slice(keys, 28, 36)).isEqualTo(new byte[8]);
    assertThat(slice(keys, 36, 40)).isEqualTo(MODULE.kcv(stored.macKey()));
  }

  @Test
  void signInWithSingleLengthKeysCarriesTwentyFourBytes() {
    byte[] keys = till.send(till.management("0800", "001")).bytes(62);

    assertThat(keys).hasSize(24);
    TerminalKeys stored = till.keys();
    assertThat(slice(keys, 0, 8))
        .isEqualTo(MODULE.exportUnder(SoftKeys.masterKey(Till.TERMINAL), stored.pinKey()));
    assertThat(slice(keys, 8, 12)).isEqualTo(MODULE.kcv(stored.pinKey()));
    assertThat(slice(keys, 12, 20))
        .isEqualTo(MODULE.exportUnder(SoftKeys.masterKey(Till.TERMINAL), stored.macKey()));
    assertThat(slice(keys, 20, 24)).isEqualTo(MODULE.kcv(stored.macKey()));
  }

  @Test
  void aTerminalMayTradeAsSoonAsItSignedIn() {
    till.send(till.purchase());
    till.send(till.management("0800", "003"));

    assertThat(till.send(till.purchase()).text(39)).isEqualTo("00");
  }

  @Test
  void anUnknownTerminalDoesNotSignIn() {
    assertThat(till.send(till.management("0800", "003").set(41, "99999999")).text(39))
        .isEqualTo("97");
  }

  @Test
  void anotherMerchantsTerminalDoesNotSignIn() {
    IsoFields reply = till.send(till.management("0800", "003").set(42, "104110054119999"));

    assertThat(reply.text(39)).isEqualTo("03");
    assertThat(reply.has(62)).isFalse();
    assertThat(till.keys().isSignedIn()).isFalse();
  }

  @Test
  void anInactiveTerminalDoesNotSignIn() {
    database("UPDATE terminal SET active = FALSE");

    assertThat(till.send(till.management("0800", "003")).text(39)).isEqualTo("58");
  }

  @Test
  void aSignInWithoutMerchantOrCodeIsMalformed() {
    assertThat(till.send(till.management("0800", "003").set(42, (String) null)).text(39))
        .isEqualTo("30");
    assertThat(till.send(till.management("0800", "003").set(60, "00000001")).text(39))
        .isEqualTo("30");
  }

  @Test
  void anEchoIsAnsweredWhetherOrNotTheTerminalIsSignedIn() {
    assertThat(till.send(till.management("0820", "301")).text(39)).isEqualTo("00");
    assertThat(till.send(till.management("0820", "301")).mti()).isEqualTo("0830");
    assertThat(till.send(till.management("0820", "301").set(41, "99999999")).text(39))
        .isEqualTo("97");
  }

  @Test
  void signOffIsAnsweredAndEndsTheSession() {
    till.send(till.management("0800", "003"));

    assertThat(till.send(till.management("0820", "002")).text(39)).isEqualTo("00");
    assertThat(till.keys().isSignedIn()).isFalse();
  }

  @Test
  void settlementWithTotalsThatAgreeSaysSoInBothHalves() {
    till.send(till.management("0800", "003"));

    IsoFields reply = till.send(till.management("0500", "201").set(48, "0".repeat(62)));

    assertThat(reply.mti()).isEqualTo("0510");
    assertThat(reply.text(39)).isEqualTo("00");
    assertThat(reply.text(48)).isEqualTo("0".repeat(30) + "1" + "0".repeat(30) + "1");
    assertThat(till.database.ask("SELECT batch_number FROM terminal")).isEqualTo("2");
  }

  @Test
  void settlementWithTotalsThatDifferLeadsToUploadAndItsEnd() {
    till.send(till.management("0800", "003"));
    String debit = "000000003000" + "001";

    IsoFields reply =
        till.send(till.management("0500", "201").set(48, debit + NO_CREDITS_NO_FOREIGN));
    assertThat(reply.text(39)).isEqualTo("00");
    assertThat(reply.text(48)).startsWith(debit);
    assertThat(reply.text(48).charAt(30)).isEqualTo('2');
    assertThat(reply.text(48)).as("no foreign cards, and none told").endsWith("1");

    String detail = "00" + "000017" + "0000" + Till.CARD + "000000003000";
    IsoFields uploaded = till.send(till.management("0320", "201").set(48, "01" + detail));
    assertThat(uploaded.mti()).isEqualTo("0330");
    assertThat(uploaded.text(39)).isEqualTo("00");
    assertThat(uploaded.has(48)).as("card numbers are not sent back").isFalse();
    assertThat(till.database.ask("SELECT pan_masked FROM batch_upload_detail"))
        .isEqualTo(Till.CARD.substring(0, 6) + "******" + Till.CARD.substring(12));

    assertThat(till.send(till.management("0320", "202").set(48, "0001")).text(39)).isEqualTo("00");
    assertThat(till.database.ask("SELECT batch_number FROM terminal")).isEqualTo("2");
  }

  @Test
  void theEndOfAnUploadAfterBalancedTotalsIsAccepted() {
    till.send(till.management("0800", "003"));
    till.send(till.management("0500", "201").set(48, "0".repeat(62)));

    assertThat(till.send(till.management("0320", "207").set(48, "0000")).text(39)).isEqualTo("00");
  }

  @Test
  void settlementOfAnotherBatchIsRefusedWithoutAResult() {
    till.send(till.management("0800", "003"));

    IsoFields reply =
        till.send(till.management("0500", "201").set(60, "00000009201").set(48, "0".repeat(62)));

    assertThat(reply.text(39)).isEqualTo("77");
    assertThat(reply.has(48)).isFalse();
  }

  @Test
  void aTerminalThatIsNotSignedInDoesNotSettle() {
    assertThat(till.send(till.management("0500", "201").set(48, "0".repeat(62))).text(39))
        .isEqualTo("77");
    assertThat(till.database.ask("SELECT batch_number FROM terminal")).isEqualTo("1");
  }

  @Test
  void malformedTotalsAndDetailsAreRefused() {
    till.send(till.management("0800", "003"));

    assertThat(till.send(till.management("0500", "201").set(48, "0".repeat(61))).text(39))
        .isEqualTo("30");
    assertThat(till.send(till.management("0500", "201")).text(39)).isEqualTo("30");
    assertThat(till.send(till.management("0320", "201").set(48, "02" + "0".repeat(40))).text(39))
        .isEqualTo("30");
    assertThat(till.send(till.management("0320", "201").set(48, "09" + "0".repeat(360))).text(39))
        .isEqualTo("30");
    assertThat(till.send(till.management("0320", "201").set(48, "00")).text(39)).isEqualTo("30");
    assertThat(till.send(till.management("0320", "202").set(48, "1")).text(39)).isEqualTo("30");
    assertThat(till.database.ask("SELECT batch_status FROM terminal")).isEqualTo("OPEN");
  }

  private void database(String sql) {
    till.database.run(sql);
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
