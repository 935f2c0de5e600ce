package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Characters worked out by hand from ISO 8583:1987. */
class Iso87ProfileTest {
  private static final byte[] NONE = {};
  private static final byte[] MAC = HexFormat.of().parseHex("0123456789abcdef");

  private final Profile iso87 = ProfileDefinition.shipped("iso87-ascii");

  private String written(IsoFields fields) throws UnwritableMessageException {
    return ascii(iso87.write(NONE, NONE, fields, null));
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aMessageWithinThePrimaryBitmap() throws Exception {
    IsoFields fields =
        new IsoFields("0200")
            .set(2, "6227001234567890123")
            .set(3, "000000")
            .set(28, "D00000100")
            .set(35, "6227001234567890=3012")
            .set(41, "TERM0001")
            .set(52, HexFormat.of().parseHex("1122334455667788"));
    String text =
        "0200"
            + "6000001020801000"
            + "196227001234567890123"
            + "000000"
            + "D00000100"
            + "216227001234567890=3012"
            + "TERM0001"
            + "1122334455667788";

    assertThat(written(fields)).isEqualTo(text);
    assertThat(iso87.read(ascii(text)).fields()).isEqualTo(fields);
  }

  @Test
  void anElementAbove64BringsTheSecondaryBitmap() throws Exception {
    IsoFields fields = new IsoFields("0800").set(11, "000001").set(70, "301");
    String text = "0800" + "8020000000000000" + "0400000000000000" + "000001" + "301";

    assertThat(written(fields)).isEqualTo(text);
    assertThat(iso87.read(ascii(text)).fields()).isEqualTo(fields);
  }

  @Test
  void theMacIsElement64WithoutASecondaryBitmap() throws Exception {
    IsoFields fields = new IsoFields("0810").set(39, "00");

    byte[] frame = iso87.write(NONE, NONE, fields, covered -> MAC);

    assertThat(ascii(frame)).isEqualTo("0810" + "0000000002000001" + "00" + "0123456789ABCDEF");
    IncomingMessage read = iso87.read(frame);
    assertThat(read.mac()).isEqualTo(MAC);
    assertThat(ascii(read.macInput())).isEqualTo("0810" + "0000000002000001" + "00");
  }

  @Test
  void theMacIsElement128WithOne() throws Exception {
    IsoFields fields = new IsoFields("0810").set(39, "00").set(70, "301");

    byte[] frame = iso87.write(NONE, NONE, fields, covered -> MAC);

    assertThat(ascii(frame))
        .isEqualTo(
            "0810" + "8000000002000000" + "0400000000000001" + "00" + "301" + "0123456789ABCDEF");
    assertThat(iso87.read(frame).mac()).isEqualTo(MAC);
  }

  @Test
  void aBitmapThatIsNotHexadecimalIsRefused() {
    assertThatThrownBy(() -> iso87.read(ascii("0800" + "80200000000000G0" + "0000000000000000")))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessage("not hexadecimal");
  }

  @Test
  void anMtiInBcdIsRefused() {
    byte[] frame = ascii("0800" + "0000000000000000");
    frame[1] = (byte) 0x80;

    assertThatThrownBy(() -> iso87.read(frame)).hasMessage("MTI is no number");
  }
}
