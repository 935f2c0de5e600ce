package org.openprepaid.iso8583;

import java.util.Arrays;
import java.util.HexFormat;

/** How the MTI, the bitmaps or the MAC lie on the wire: in bytes, or as ASCII characters. */
enum WireEncoding {
  /** MTI in BCD, bitmaps and MAC as they are. */
  BINARY(1),
  /** MTI in ASCII digits, bitmaps and MAC in upper-case hexadecimal digits. */
  CHARACTER(2);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final int factor;

  WireEncoding(int factor) {
    this.factor = factor;
  }

  /** The number of bytes on the wire for so many plain bytes. */
  int sizeOf(int plain) {
    return plain * factor;
  }

  /**
   * The plain bytes of a stretch that the caller knows to be there.
   *
   * @throws UnreadableMessageException when a character is no hexadecimal digit
   */
  byte[] read(byte[] source, int offset, int plain) throws UnreadableMessageException {
    if (this == BINARY) {
      return Arrays.copyOfRange(source, offset, offset + plain);
    }
    byte[] bytes = new byte[plain];
    for (int i = 0; i < plain; i++) {
      int at = offset + 2 * i;
      if (!HexFormat.isHexDigit(source[at]) || !HexFormat.isHexDigit(source[at + 1])) {
        throw new UnreadableMessageException("not hexadecimal");
      }
      bytes[i] =
          (byte) (HexFormat.fromHexDigit(source[at]) << 4 | HexFormat.fromHexDigit(source[at + 1]));
    }
    return bytes;
  }

  void write(byte[] plain, byte[] target, int offset) {
    if (this == BINARY) {
      System.arraycopy(plain, 0, target, offset, plain.length);
      return;
    }
    String text = HEX.formatHex(plain);
    for (int i = 0; i < text.length(); i++) {
      target[offset + i] = (byte) text.charAt(i);
    }
  }
}
