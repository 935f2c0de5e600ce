package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes worked out by hand from the profile page, not by the code under test. */
class CupProfileTest {
  private static final String TPDU = "6000030000";
  private static final String HEADER = "603100310000";

  private final Profile cup = ProfileDefinition.shipped("cup");

  private static byte[] hex(String... parts) {
    return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
  }

  private String written(IsoFields fields) throws UnwritableMessageException {
    byte[] frame = cup.write(hex(TPDU), hex(HEADER), fields, null);
    return HexFormat.of().withUpperCase().formatHex(frame);
  }

  @Test
  void aSignInIsReadFieldByField() throws Exception {
    byte[] frame =
        hex(
            TPDU,
            HEADER,
            "0800",
            "0020000000C00014", // 11, 41, 42, 60, 62
            "000001",
            "3030303030303031",
            "303030303030303030303030303031",
            "0011 000000010030", // 11 digits: 00 000001 003, and a nibble to fill
            "0003 303132");

    IncomingMessage message = cup.read(frame);

    IsoFields fields = message.fields();
    assertThat(fields.mti()).isEqualTo("0800");
    assertThat(fields.header()).isEqualTo(hex(HEADER));
    assertThat(fields.text(11)).isEqualTo("000001");
    assertThat(fields.text(41)).isEqualTo("00000001");
    assertThat(fields.text(42)).isEqualTo("000000000000001");
    assertThat(fields.text(60)).isEqualTo("00000001003");
    assertThat(fields.bytes(62)).isEqualTo(hex("303132"));
    assertThat(fields.present()).hasToString("{11, 41, 42, 60, 62}");
    assertThat(message.mac()).isEmpty();
    assertThat(message.macInput()).isEmpty();
  }

  @Test
  void aPurchaseWithTrackChipAndPinIsReadFieldByField() throws Exception {
    String covered =
        "0200"
            + "702406C020C09A13" // 2-4, 11, 14, 22, 23, 25, 26, 35, 41, 42, 49, 52, 53, 55, 60, 63,
            // 64
            + "19 62270012345678901230"
            + "000000"
            + "000000003000"
            + "000123"
            + "3012"
            + "0510"
            + "0001"
            + "00"
            + "12"
            + "37 6227001234567890123D301210100000000000"
            + "3030303030303031"
            + "303030303030303030303030303031"
            + "313536"
            + "1122334455667788"
            + "2600000000000000"
            + "0005 9F3602001C"
            + "0013 22000001000500" // 22 000001 000 50, 13 digits
            + "0003 303130";
    byte[] mac = hex("3132333435363738");

    IncomingMessage message = cup.read(hex(TPDU, HEADER, covered, "3132333435363738"));

    IsoFields expected =
        new IsoFields(hex(HEADER), "0200")
            .set(2, "6227001234567890123")
            .set(3, "000000")
            .set(4, "000000003000")
            .set(11, "000123")
            .set(14, "3012")
            .set(22, "051")
            .set(23, "001")
            .set(25, "00")
            .set(26, "12")
            .set(35, "6227001234567890123D30121010000000000")
            .set(41, "00000001")
            .set(42, "000000000000001")
            .set(49, "156")
            .set(52, hex("1122334455667788"))
            .set(53, "2600000000000000")
            .set(55, hex("9F3602001C"))
            .set(60, "2200000100050")
            .set(63, "010")
            .set(64, mac);
    assertThat(message.fields()).isEqualTo(expected);
    assertThat(message.mac()).isEqualTo(mac);
    assertThat(message.macInput()).isEqualTo(hex(covered));
    assertThat(cup.write(hex(TPDU), hex(HEADER), expected, bytes -> mac))
        .isEqualTo(hex(TPDU, HEADER, covered, "3132333435363738"));
  }

  @Test
  void anOddCardNumberHasATrailingZeroNibble() throws Exception {
    IsoFields fields = new IsoFields("0200").set(2, "6227001234567890123");

    assertThat(written(fields))
        .isEqualTo(TPDU + HEADER + "0200" + "4000000000000000" + "19" + "62270012345678901230");
    assertThat(cup.read(hex(written(fields))).fields().text(2)).isEqualTo("6227001234567890123");
  }

  @Test
  void anEvenCardNumberHasNone() throws Exception {
    assertThat(written(new IsoFields("0200").set(2, "6227001234567890")))
        .endsWith("4000000000000000" + "16" + "6227001234567890");
  }

  @Test
  void theEntryModeLiesLeftAndTheCardSequenceNumberRight() throws Exception {
    IsoFields fields = new IsoFields("0200").set(22, "051").set(23, "001");

    assertThat(written(fields)).endsWith("0000060000000000" + "0510" + "0001");
    assertThat(cup.read(hex(written(fields))).fields()).isEqualTo(withHeader(fields));
  }

  @Test
  void track2KeepsItsSeparator() throws Exception {
    IsoFields fields = new IsoFields("0200").set(35, "6227001234567890D30121010000");

    assertThat(written(fields))
        .endsWith("0000000020000000" + "28" + "6227001234567890D30121010000");
    assertThat(written(new IsoFields("0200").set(35, "6227001234567890=3012101")))
        .endsWith("0000000020000000" + "24" + "6227001234567890D3012101");
    assertThat(cup.read(hex(written(fields))).fields().text(35))
        .isEqualTo("6227001234567890D30121010000");
  }

  private static IsoFields withHeader(IsoFields fields) {
    IsoFields same = new IsoFields(hex(HEADER), fields.mti());
    fields.present().stream().forEach(field -> same.put(field, fields.value(field)));
    return same;
  }

  @Test
  void chipDataIsBinaryAfterADecimalLength() throws Exception {
    IsoFields fields = new IsoFields("0200").set(55, hex("9F2608112233445566778800"));

    assertThat(written(fields)).endsWith("0000000000000200" + "0012" + "9F2608112233445566778800");
    assertThat(cup.read(hex(written(fields))).fields().bytes(55))
        .isEqualTo(hex("9F2608112233445566778800"));
  }

  @Test
  void aSignInReplyCarriesItsKeysAsTheyAre() throws Exception {
    String keys =
        "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF0011223344556677";

    assertThat(written(new IsoFields("0810").set(39, "00").set(62, hex(keys))))
        .endsWith("0810" + "0000000002000004" + "3030" + "0040" + keys);
  }

  @Test
  void aReplyIsMacedOverMtiToTheLastElementBeforeTheMac() throws Exception {
    IsoFields fields = new IsoFields("0210").set(3, "000000").set(4, "000000003000").set(39, "00");
    byte[][] covered = new byte[1][];

    byte[] frame =
        cup.write(
            hex(TPDU),
            hex(HEADER),
            fields,
            bytes -> {
              covered[0] = bytes;
              return hex("4131423243334434");
            });

    String message = "0210" + "3000000002000001" + "000000" + "000000003000" + "3030";
    assertThat(covered[0]).isEqualTo(hex(message));
    assertThat(frame).isEqualTo(hex(TPDU, HEADER, message, "4131423243334434"));
    IncomingMessage read = cup.read(frame);
    assertThat(read.macInput()).isEqualTo(hex(message));
    assertThat(read.mac()).isEqualTo(hex("4131423243334434"));
  }

  @Test
  void aMacFieldInTheReplysFieldsIsNotSentUnlessItIsMade() throws Exception {
    assertThat(written(new IsoFields("0810").set(39, "00").set(64, new byte[8])))
        .endsWith("0810" + "0000000002000000" + "3030");
  }

  @Test
  void anAnswerGoesBackToWhereTheRequestCameFrom() throws Exception {
    byte[] frame = hex("60 1234 ABCD", HEADER, "0820", "0000000000000000");

    assertThat(cup.read(frame).replyTpdu()).isEqualTo(hex("60 ABCD 1234"));
  }

  @Test
  void aPaddingNibbleOtherThanZeroIsIgnored() throws Exception {
    byte[] frame = hex(TPDU, HEADER, "0200", "0000000020000000", "03", "123F");

    assertThat(cup.read(frame).fields().text(35)).isEqualTo("123");
  }

  @Test
  void lettersInANumberAreLeftForTheApplicationToRefuse() throws Exception {
    byte[] frame = hex(TPDU, HEADER, "0200", "1000000000000000", "0000000A3000");

    assertThat(cup.read(frame).fields().text(4)).isEqualTo("0000000A3000");
  }

  @Test
  void aReplyWithWhatCannotBeWrittenNamesTheElementAndNotItsValue() {
    assertThatThrownBy(() -> written(new IsoFields("0210").set(2, "62270012345x")))
        .isInstanceOf(UnwritableMessageException.class)
        .hasMessage("element 2")
        .hasNoCause();
    assertThatThrownBy(() -> written(new IsoFields("0210").set(55, "9F26")))
        .hasMessage("element 55 is of the other kind");
    assertThatThrownBy(() -> written(new IsoFields("0210").set(5, "000000000000")))
        .hasMessage("element 5 has no definition");
    assertThatThrownBy(() -> written(new IsoFields("0210").set(70, "301")))
        .hasMessage("an element above 64");
    assertThatThrownBy(() -> written(new IsoFields("0210").set(3, "0000001")))
        .hasMessage("element 3");
  }

  @Test
  void whatIsNoMessageIsRefused() {
    refused("shorter than any message", hex(TPDU, HEADER, "0200"));
    refused("TPDU of another kind", hex("6100030000", HEADER, "0200", "0000000000000000"));
    refused("MTI is no number", hex(TPDU, HEADER, "02F0", "0000000000000000"));
    refused("secondary bitmap", hex(TPDU, HEADER, "0200", "8000000000000000", "0000000000000000"));
    refused("element 5 has no definition", hex(TPDU, HEADER, "0200", "0800000000000000", "00"));
    refused("element 2", hex(TPDU, HEADER, "0200", "4000000000000000", "16", "6227"));
    refused("element 2", hex(TPDU, HEADER, "0200", "4000000000000000", "99", "6227"));
    refused("element 2", hex(TPDU, HEADER, "0200", "4000000000000000", "0A", "6227001234"));
    refused("bytes after the last element", hex(TPDU, HEADER, "0200", "0000000000000000", "00"));
    refused("element 64", hex(TPDU, HEADER, "0200", "0000000000000001", "00112233445566"));
  }

  private void refused(String reason, byte[] frame) {
    assertThatThrownBy(() -> cup.read(frame))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessage(reason);
  }
}
