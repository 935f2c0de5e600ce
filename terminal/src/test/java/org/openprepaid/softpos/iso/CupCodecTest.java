package org.openprepaid.softpos.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes written out by hand from the profile page. */
class CupCodecTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private static final IsoMessage PURCHASE =
      IsoMessage.of("0200")
          .with(2, "6225883141592653589")
          .with(3, "000000")
          .with(4, "000000003000")
          .with(11, "000042")
          .with(14, "3012")
          .with(22, "011")
          .with(25, "00")
          .with(26, "12")
          .with(41, "TERM0001")
          .with(42, "898100000000001")
          .with(49, "156")
          .with(52, "DF0C01986F299B6B")
          .with(53, "2600000000000000")
          .with(60, "22000001000")
          .with(64, "3646464443343639");

  private static final String PACKED =
      "0200"
          // bits 2 3 4 | 11 14 | 22 | 25 26 | | 41 42 | 49 52 53 | 60 64
          + "7024 04C0 00C0 9811".replace(" ", "")
          // 19 digits, a zero nibble behind
          + "19"
          + "62258831415926535890"
          + "000000"
          + "000000003000"
          + "000042"
          + "3012"
          // three digits, a zero nibble behind
          + "0110"
          + "00"
          + "12"
          + "5445524D30303031"
          + "383938313030303030303030303031"
          + "313536"
          + "DF0C01986F299B6B"
          + "2600000000000000"
          // eleven digits, a zero nibble behind
          + "0011"
          + "220000010000"
          + "3646464443343639";

  @Test
  void aPurchaseWithANumberOfNineteenDigitsHasTheseBytes() {
    assertThat(HEX.formatHex(CupCodec.pack(PURCHASE))).isEqualTo(PACKED);
    assertThat(CupCodec.unpack(HEX.parseHex(PACKED))).isEqualTo(PURCHASE);
  }

  @Test
  void theMacCoversAllBeforeItWithItsBitSet() {
    String covered = HEX.formatHex(CupCodec.packForMac(PURCHASE.without(64)));
    assertThat(covered).isEqualTo(PACKED.substring(0, PACKED.length() - 16));
  }

  @ParameterizedTest(name = "field {0}: {1} is {2}")
  @CsvSource({
    "2,  6225880000000007,  166225880000000007",
    "23, 001,               0001",
    "35, 6225883141592653589D3012101, 276225883141592653589D30121010",
    "32, 8981000,           0789810000",
    "37, 000000000042,      303030303030303030303432",
    "39, A0,                4130",
    "48, 0001,              00040001",
    "54, 0002156C000000007000, 00203030303231353643303030303030303037303030",
    "55, 9F3602000A,        00059F3602000A",
    "60, 00000001003,       0011000000010030",
    "61, 0000010000421122,  00160000010000421122",
    "62, 0123456789ABCDEF,  00080123456789ABCDEF",
    "63, 001,               0003303031"
  })
  void aFieldHasTheseBytes(int field, String value, String bytes) {
    IsoMessage message = IsoMessage.of("0200").with(field, value);
    byte[] packed = CupCodec.pack(message);
    assertThat(HEX.formatHex(packed, 10, packed.length)).isEqualTo(bytes);
    assertThat(CupCodec.unpack(packed)).isEqualTo(message);
  }

  @ParameterizedTest(name = "field {0} does not take {1}")
  @CsvSource({
    "2, 12345678901234567890",
    "3, 00000",
    "3, 00000A",
    "2, 622588D",
    "4, 0000000030000",
    "39, 000",
    "52, DF0C01986F299B",
    "52, XX0C01986F299B6B",
    "5, 000000000001"
  })
  void aValueThatDoesNotFitIsRefused(int field, String value) {
    assertThatThrownBy(() -> CupCodec.pack(IsoMessage.of("0200").with(field, value)))
        .isInstanceOf(CodecException.class)
        .hasMessageStartingWith("OP-1951 field " + field);
  }

  @Test
  void aMessageDoesNotPrintItsCard() {
    assertThat(PURCHASE.with(35, "6225883141592653589D3012101").toString())
        .contains("2=622588*********3589")
        .contains("35=622588*********3589D*******")
        .doesNotContain("DF0C01986F299B6B")
        .doesNotContain("6225883141592653589");
  }

  @Test
  void aFrameHasLengthTpduAndHeaderBeforeTheMessage() {
    Framing framing = new Framing("6000030000", "603100310000");
    byte[] frame = framing.frame(HEX.parseHex("0820"));

    assertThat(HEX.formatHex(frame)).isEqualTo("000D" + "6000030000" + "603100310000" + "0820");
    assertThat(framing.replyTpdu()).isEqualTo("6000000003");
    Frame taken = Framing.take(HEX.parseHex("6000000003" + "603100310000" + "0830"));
    assertThat(taken.tpdu()).isEqualTo("6000000003");
    assertThat(taken.message()).containsExactly(0x08, 0x30);
    assertThat(taken.order()).isZero();
    assertThat(Framing.take(HEX.parseHex("6000000003" + "603103310000" + "0830")).order())
        .isEqualTo(3);
  }
}
