package org.openprepaid.softpos.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.softpos.host.HostBook;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.Framing;
import org.openprepaid.softpos.iso.IsoMessage;

/** Messages as a field engineer captures them, good ones and damaged ones. */
class ExplanationTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] MAK = HEX.parseHex("8899AABBCCDDEEFF");

  /** The purchase of {@code CupCodecTest}: 19 digits, PIN, MAC by {@link #MAK}. */
  private static final String PURCHASE =
      "0200702404C000C0981119622588314159265358900000000000000030000000423012011000125445524D30303031"
          + "383938313030303030303030303031313536DF0C01986F299B6B26000000000000000011220000010000"
          + "3646464443343639";

  @Test
  void aGoodPurchaseIsReadAloudAndItsMacIsRight() {
    Explanation explanation = Explanation.of(HEX.parseHex(PURCHASE), MAK, false);

    assertThat(explanation.problems()).isEmpty();
    assertThat(String.join("\n", explanation.lines()))
        .contains("financial request")
        .contains("622588*********3589")
        .contains("purchase or completion")
        .contains("CNY 30.00")
        .contains("keyed, PIN entered")
        .contains("PIN block with card number, double-length key")
        .contains("60.2 batch 000001")
        .contains("this is")
        .contains("6FFDC469           right")
        .doesNotContain("6225883141592653589")
        .doesNotContain("DF0C01986F299B6B");
  }

  @Test
  void cardDataIsShownOnlyWhenAskedFor() {
    Explanation explanation = Explanation.of(HEX.parseHex(PURCHASE), null, true);
    assertThat(String.join("\n", explanation.lines())).contains("6225883141592653589");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the message alone, ''",
    "with TPDU and header, 6000030000603100310000",
    "with length TPDU and header, 006C 6000030000603100310000",
    "with length alone, 0061"
  })
  void whatStandsBeforeTheMessageIsRecognised(String name, String before) {
    String prefix = before.replace(" ", "");
    Explanation explanation = Explanation.of(HEX.parseHex(prefix + PURCHASE), MAK, false);

    assertThat(explanation.problems()).isEmpty();
    String text = String.join("\n", explanation.lines());
    assertThat(text.contains("TPDU")).isEqualTo(name.contains("TPDU"));
    assertThat(text.contains("header")).isEqualTo(name.contains("header"));
    assertThat(text.startsWith("length")).isEqualTo(name.contains("length"));
  }

  @Test
  void aSignInReplyShowsTheCheckValuesOfItsKeys() {
    IsoMessage reply =
        IsoMessage.of("0810")
            .with(11, "000001")
            .with(39, "00")
            .with(41, "TERM0001")
            .with(60, "00000001003")
            .with(62, HostBook.doubleKeys());
    Explanation explanation = Explanation.of(reply);

    assertThat(explanation.problems()).isEmpty();
    assertThat(String.join("\n", explanation.lines()))
        .contains("PIK 16 bytes under the TMK, KCV A13F4AAB")
        .contains("MAK 8 bytes under the TMK, KCV D3DB0718")
        .contains("60.3 management code 003 sign-in, double-length keys")
        .doesNotContain(HostBook.doubleKeys().substring(0, 16));
  }

  @Test
  void aSettlementReplyShowsTotalsAndComparison() {
    String half = "000000003000" + "001" + "000000001000" + "002";
    Explanation explanation =
        Explanation.of(
            IsoMessage.of("0510")
                .with(11, "000001")
                .with(39, "00")
                .with(41, "TERM0001")
                .with(48, half + "2" + "0".repeat(31)));

    assertThat(explanation.problems()).isEmpty();
    assertThat(String.join("\n", explanation.lines()))
        .contains("domestic: 1 debit(s) 30.00, 2 credit(s) 10.00: not balanced");
  }

  @Test
  void batchDetailsAndChipDataAreTakenApart() {
    IsoMessage upload =
        IsoMessage.of("0320")
            .with(11, "000001")
            .with(41, "TERM0001")
            .with(48, "01" + "00" + "000042" + "06225883141592653589" + "000000003000")
            .with(55, "9F3602000A" + "9F2608" + "1122334455667788" + "5A08" + "6225883141592653")
            .with(60, "00000001201");
    String text = String.join("\n", Explanation.of(upload).lines());

    assertThat(text)
        .contains("type 00, trace 000042, card 622588*********3589, 30.00")
        .containsPattern("9F36 application transaction counter +000A")
        .containsPattern("9F26 application cryptogram +1122334455667788")
        .containsPattern("5A +card number +<8 bytes>");
    assertThat(Explanation.of(upload).problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "cut within a field,           -3, '',   field 64 wants 8 byte(s)",
    "one byte too many,            0,   00,   1 byte(s) left over",
    "cut within the bitmap,        -92, '',  ends within the bitmap",
    "the type alone,               -95, '',  ends within the bitmap"
  })
  void aMessageOfWrongLengthIsToldWhereItEnds(
      String name, int change, String behind, String problem) {
    String damaged = PURCHASE.substring(0, PURCHASE.length() + 2 * change) + behind;
    assertWrong(damaged, problem);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // where in the purchase, and what stands there instead
    "wrong justification,   41, 1,    the spare nibble behind is 1",
    "a letter in the number, 22, A,   field 2: digit 1 is A",
    "a length that is not BCD, 20, 1A, its length 1A is not BCD",
    "a length above the greatest, 20, 23, field 2: length 23 is above the greatest",
    "a field unknown,       5,  8,    field 5 is not of the profile",
    "a secondary bitmap,    4,  F,    bit 1 announces a secondary bitmap",
    "a letter in the amount, 56, B,   field 4: digit 9 is B",
    "an unknown type,       0,  0240, the message type 0240 is not of the profile",
    "an unprintable terminal, 78, 07, byte 07 is not a printable character"
  })
  void aDamageIsFoundWhereItIs(String name, int place, String instead, String problem) {
    String damaged =
        PURCHASE.substring(0, place) + instead + PURCHASE.substring(place + instead.length());
    assertWrong(damaged, problem);
  }

  private static void assertWrong(String hex, String problem) {
    Explanation explanation = Explanation.of(HEX.parseHex(hex), null, false);
    assertThat(explanation.problems()).anySatisfy(p -> assertThat(p).contains(problem));
  }

  @Property(tries = 300)
  void anyBytesAreExplainedWithoutAFall(@ForAll @Size(max = 200) byte[] bytes) {
    Explanation explanation = Explanation.of(bytes, MAK, false);
    assertThat(explanation.lines().size() + explanation.problems().size()).isPositive();
  }

  @Property(tries = 300)
  void aDamagedPurchaseNeverPassesWithItsMac(@ForAll byte damage, @ForAll short place) {
    byte[] bytes = HEX.parseHex(PURCHASE);
    int at = Math.floorMod(place, bytes.length);
    bytes[at] ^= damage;
    assertThat(Explanation.of(bytes, MAK, false).problems().isEmpty()).isEqualTo(damage == 0);
  }

  @Test
  void aMacByAnotherKeyIsWrongAndTheRightOneIsTold() {
    byte[] other = HEX.parseHex("0123456789ABCDEF");
    assertThat(Explanation.of(HEX.parseHex(PURCHASE), other, false).problems())
        .singleElement()
        .asString()
        .startsWith("field 64: the MAC is wrong, by this key it is ");
  }

  @Test
  void aKeyOfSixteenBytesIsTriedBothWays() {
    byte[] padded = Arrays.copyOf(MAK, 16);
    assertThat(Explanation.of(HEX.parseHex(PURCHASE), padded, false).problems()).isEmpty();
    byte[] twoKeys = padded.clone();
    twoKeys[15] = 1;
    Explanation explanation = Explanation.of(HEX.parseHex(PURCHASE), twoKeys, false);
    assertThat(explanation.problems()).isEmpty();
    assertThat(String.join("\n", explanation.lines())).contains("right by single DES");
  }

  @Test
  void aLengthThatLiesIsReported() {
    byte[] frame = new Framing("6000030000", "603100310000").frame(HEX.parseHex(PURCHASE));
    frame[1]++;
    assertThat(Explanation.of(frame, MAK, false).problems())
        .containsExactly("the length says 109 byte(s), 108 follow");
  }

  @ParameterizedTest(name = "field {0} = {1}: {2}")
  @CsvSource({
    "2,  6225883141592653588, check digit",
    "12, 250000,              is no time of day",
    "13, 1301,                is no date",
    "14, 3013,                is no expiry",
    "22, 012,                 'says no PIN, but there is a field 52'",
    "22, 991,                 entry mode 99 is unknown",
    "25, 99,                  name no transaction of the profile",
    "35, 6225883141592653,    track 2 has no separator",
    "54, 0002156X000000007000, is no balance",
    "60, 220001,              has no message type and batch",
    "61, 000001,              names no original",
    "55, 9F36020A,            data object 9F36 wants 2 byte(s)"
  })
  void aValueThatCannotBeRightIsSaid(int field, String value, String problem) {
    IsoMessage message = CupCodec.unpack(HEX.parseHex(PURCHASE)).with(field, value);
    assertWrong(HEX.formatHex(CupCodec.pack(message)), problem);
  }
}
