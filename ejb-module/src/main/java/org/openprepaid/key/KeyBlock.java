package org.openprepaid.key;

import java.util.Objects;

/**
 * A key wrapped under the local master key, as printable text that may be stored anywhere.
 *
 * <p>Layout: one digit of block version, two letters of usage, one letter of algorithm, a hyphen,
 * and the wrapped key in Base64 (URL alphabet, unpadded). A numeric version marks a layout of one's
 * own in the sense of ANSI X9.143 (TR-31), so that a standard block (version B or D) can stand
 * beside it. The first four characters are authenticated with the key: a block with another usage
 * written in front does not open.
 *
 * @param value at most {@value #MAX_LENGTH} ASCII characters
 */
public record KeyBlock(String value) {
  /** Bound of the text, and of the columns that hold it. */
  public static final int MAX_LENGTH = 255;

  static final char VERSION = '1';
  static final int HEADER_LENGTH = 4;
  private static final char SEPARATOR = '-';

  /**
   * Checks the layout; whether the key is genuine shows when the module opens it.
   *
   * @throws KeyException {@link KeyFault#BLOCK_MALFORMED} if the text is no block of a known
   *     version
   */
  public KeyBlock {
    Objects.requireNonNull(value, "value");
    if (value.length() <= HEADER_LENGTH + 1
        || value.length() > MAX_LENGTH
        || value.charAt(0) != VERSION
        || value.charAt(HEADER_LENGTH) != SEPARATOR) {
      throw new KeyException(KeyFault.BLOCK_MALFORMED, "unknown version or layout");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new KeyException(KeyFault.BLOCK_MALFORMED, "not printable");
      }
    }
    KeyUsage usage = KeyUsage.ofCode(value.substring(1, 3));
    if (!usage.accepts(KeyAlgorithm.ofCode(value.charAt(3)))) {
      throw new KeyException(KeyFault.BLOCK_MALFORMED, "algorithm does not fit usage");
    }
  }

  static KeyBlock of(KeyUsage usage, KeyAlgorithm algorithm, String wrapped) {
    return new KeyBlock(header(usage, algorithm) + SEPARATOR + wrapped);
  }

  static String header(KeyUsage usage, KeyAlgorithm algorithm) {
    return VERSION + usage.code() + algorithm.code();
  }

  /** What the key is for, as its header says; trusted only once the module has opened the block. */
  public KeyUsage usage() {
    return KeyUsage.ofCode(value.substring(1, 3));
  }

  /** The key's cipher, as its header says; trusted only once the module has opened the block. */
  public KeyAlgorithm algorithm() {
    return KeyAlgorithm.ofCode(value.charAt(3));
  }

  boolean isFor(KeyUsage wanted) {
    return value.startsWith(wanted.code(), 1);
  }

  String header() {
    return value.substring(0, HEADER_LENGTH);
  }

  String wrapped() {
    return value.substring(HEADER_LENGTH + 1);
  }

  /** The header only: enough to know the key's kind in a log. */
  @Override
  public String toString() {
    return "KeyBlock[" + header() + "]";
  }
}
