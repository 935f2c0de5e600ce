package org.openprepaid.transaction;

import java.util.Optional;

/**
 * A retrieval reference number: the transaction's id in 12 characters of Crockford's base 32, so
 * that a transaction is found by it without an index, and people can read it out without mistaking
 * a letter for a digit.
 *
 * @param transactionId 0 to 2^60 - 1
 */
public record Rrn(long transactionId) {
  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 12;
  private static final int BITS = 5;

  public Rrn {
    if (transactionId < 0 || transactionId >>> (LENGTH * BITS) != 0) {
      throw new IllegalArgumentException("an RRN carries 60 bits");
    }
  }

  /** Reads the 12 characters; empty when they are no RRN of this platform. */
  public static Optional<Rrn> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    long id = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      id = (id << BITS) | digit;
    }
    return Optional.of(new Rrn(id));
  }

  private static int digit(char c) {
    for (int i = 0; i < ALPHABET.length; i++) {
      if (ALPHABET[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** The 12 characters of field 37. */
  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    long rest = transactionId;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET[(int) (rest & 31)];
      rest >>>= BITS;
    }
    return new String(text);
  }
}
