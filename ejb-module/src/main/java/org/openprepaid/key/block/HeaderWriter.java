package org.openprepaid.key.block;

/** Writes the text of a header. */
final class HeaderWriter {
  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private HeaderWriter() {}

  /**
   * @param bodyCharacters length of what will follow: the encrypted key and the MAC
   * @throws IllegalArgumentException if the block becomes too long, or the padding block is one
   *     optional block too many
   */
  static String write(BlockHeader header, int bodyCharacters, RandomFill random) {
    StringBuilder optional = new StringBuilder();
    header.optionalBlocks().forEach(block -> block.appendTo(optional));
    int count = header.optionalBlocks().size();
    int over = optional.length() % header.version().blockBytes();
    if (over != 0) {
      padding(header.version().blockBytes() - over, header.version(), random).appendTo(optional);
      count++;
    }
    int length = BlockHeader.FIXED_CHARACTERS + optional.length() + bodyCharacters;
    if (length > KeyBlockCodec.MAX_CHARACTERS) {
      throw new IllegalArgumentException("the key block would be too long");
    }
    if (count > BlockHeader.MAX_OPTIONAL_BLOCKS) {
      throw new IllegalArgumentException("no room for the padding block");
    }
    return header.version().code()
        + decimal(length, 4)
        + header.usage()
        + header.algorithm()
        + header.mode()
        + header.keyVersion()
        + header.exportability()
        + decimal(count, 2)
        + BlockHeader.RESERVED
        + optional;
  }

  /** The block PB over what is missing, or over one cipher block more if it finds no room in it. */
  private static OptionalBlock padding(int missing, BlockVersion version, RandomFill random) {
    int length =
        missing < OptionalBlock.SHORT_CHARACTERS ? missing + version.blockBytes() : missing;
    byte[] filling = new byte[length - OptionalBlock.SHORT_CHARACTERS];
    random.fill(filling, 0, filling.length);
    StringBuilder value = new StringBuilder();
    for (byte b : filling) {
      value.append(DIGITS[b & 0xF]);
    }
    return new OptionalBlock(OptionalBlock.PADDING_ID, value.toString());
  }

  private static String decimal(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }
}
