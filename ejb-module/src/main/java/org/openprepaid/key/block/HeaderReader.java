package org.openprepaid.key.block;

import java.util.ArrayList;
import java.util.List;

/** Reads the header of a text that may be anything; every step ends within the text. */
final class HeaderReader {
  /** The text has at most 9992 characters, so a length never needs more. */
  private static final int MAX_LENGTH_BYTES = 2;

  private final String text;
  private int position;

  HeaderReader(String text) {
    this.text = text;
  }

  /** How far it has read. */
  int position() {
    return position;
  }

  BlockHeader header() {
    BlockVersion version = version();
    if (number(4, 10) != text.length()) {
      throw BlockCharacters.malformed("length field");
    }
    String usage = next(2);
    char algorithm = next(1).charAt(0);
    char mode = next(1).charAt(0);
    String keyVersion = next(2);
    char exportability = next(1).charAt(0);
    int count = number(2, 10);
    if (!next(2).equals(BlockHeader.RESERVED)) {
      throw BlockCharacters.malformed("reserved field");
    }
    List<OptionalBlock> optionalBlocks = optionalBlocks(count, version);
    return new BlockHeader(
        version, usage, algorithm, mode, keyVersion, exportability, optionalBlocks);
  }

  private BlockVersion version() {
    char code = next(1).charAt(0);
    for (BlockVersion version : BlockVersion.values()) {
      if (version.code() == code) {
        return version;
      }
    }
    throw BlockCharacters.malformed("unknown version");
  }

  private List<OptionalBlock> optionalBlocks(int count, BlockVersion version) {
    int from = position;
    List<OptionalBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OptionalBlock block = optionalBlock();
      // padding is the last one; elsewhere the header's own check refuses it
      if (i < count - 1 || !block.isPadding()) {
        blocks.add(block);
      }
    }
    if ((position - from) % version.blockBytes() != 0) {
      throw BlockCharacters.malformed("optional blocks not filled up");
    }
    return blocks;
  }

  private OptionalBlock optionalBlock() {
    int from = position;
    String id = next(OptionalBlock.ID_CHARACTERS);
    int length = number(2, 16);
    if (length == 0) {
      int lengthBytes = number(2, 16);
      if (lengthBytes == 0 || lengthBytes > MAX_LENGTH_BYTES) {
        throw BlockCharacters.malformed("length of an optional block's length");
      }
      length = number(2 * lengthBytes, 16);
    }
    int read = position - from;
    if (length < read) {
      throw BlockCharacters.malformed("optional block's length");
    }
    return new OptionalBlock(id, next(length - read));
  }

  private int number(int digits, int radix) {
    int number = 0;
    for (char c : next(digits).toCharArray()) {
      boolean fits = radix == 16 ? BlockCharacters.isHexadecimal(c) : BlockCharacters.isDigit(c);
      if (!fits) {
        throw BlockCharacters.malformed("number");
      }
      number = number * radix + Character.digit(c, radix);
    }
    return number;
  }

  private String next(int length) {
    if (length > text.length() - position) {
      throw BlockCharacters.malformed("too short");
    }
    position += length;
    return text.substring(position - length, position);
  }
}
