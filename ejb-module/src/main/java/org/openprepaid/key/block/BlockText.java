package org.openprepaid.key.block;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The text of a block whose layout has been found right, divided into its three parts. */
final class BlockText {
  private final String text;
  private final BlockHeader header;

  /** Where the encrypted field begins. */
  private final int fieldAt;

  /** Where the MAC begins. */
  private final int macAt;

  private BlockText(String text, BlockHeader header, int fieldAt, int macAt) {
    this.text = text;
    this.header = header;
    this.fieldAt = fieldAt;
    this.macAt = macAt;
  }

  /**
   * @throws org.openprepaid.key.KeyException {@link org.openprepaid.key.KeyFault#BLOCK_MALFORMED}
   *     if the text is no block
   */
  static BlockText parse(String text) {
    if (text.length() > KeyBlockCodec.MAX_CHARACTERS) {
      throw BlockCharacters.malformed("too long");
    }
    HeaderReader reader = new HeaderReader(text);
    BlockHeader header = reader.header();
    int blockCharacters = 2 * header.version().blockBytes();
    int fieldAt = reader.position();
    int macAt = text.length() - blockCharacters;
    if (macAt < fieldAt + blockCharacters || (macAt - fieldAt) % blockCharacters != 0) {
      throw BlockCharacters.malformed("length of the encrypted key");
    }
    for (int i = fieldAt; i < text.length(); i++) {
      if (!BlockCharacters.isHexadecimal(text.charAt(i))) {
        throw BlockCharacters.malformed("encrypted key or MAC not hexadecimal");
      }
    }
    return new BlockText(text, header, fieldAt, macAt);
  }

  BlockHeader header() {
    return header;
  }

  /** The header as it was written, which is what the MAC covers. */
  byte[] headerBytes() {
    return text.substring(0, fieldAt).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] encryptedField() {
    return HexFormat.of().parseHex(text, fieldAt, macAt);
  }

  byte[] mac() {
    return HexFormat.of().parseHex(text, macAt, text.length());
  }
}
