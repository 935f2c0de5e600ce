package org.openprepaid.softpos.iso;

/**
 * How one field of the profile is written.
 *
 * @param number 2 to 64
 * @param name what the trade calls it
 * @param content what its characters may be
 * @param length fixed, or carried in front in two or three BCD digits
 * @param max the length or, when variable, the greatest: digits, characters or bytes by content
 * @param leftJustified where the spare nibble of an odd number of digits stands: behind when true
 */
public record FieldSpec(
    int number, String name, Content content, Length length, int max, boolean leftJustified) {

  /** What a field holds. */
  public enum Content {
    /** BCD digits. */
    DIGITS,
    /** BCD digits and the separator {@code D}. */
    TRACK,
    /** Printable ASCII. */
    TEXT,
    /** Bytes; in an {@link IsoMessage} as upper-case hex. */
    BINARY
  }

  /** How long a field is. */
  public enum Length {
    FIXED(0),
    LL(1),
    LLL(2);

    private final int prefixBytes;

    Length(int prefixBytes) {
      this.prefixBytes = prefixBytes;
    }

    /** Bytes that the length itself takes. */
    public int prefixBytes() {
      return prefixBytes;
    }
  }

  /** True when two characters share a byte. */
  public boolean isBcd() {
    return content == Content.DIGITS || content == Content.TRACK;
  }

  /** Bytes that a value of this many digits, characters or bytes takes, without its prefix. */
  public int bytesFor(int units) {
    return isBcd() ? (units + 1) / 2 : units;
  }

  /** The format in the standard's own shorthand, such as {@code n..19 LLVAR}. */
  public String notation() {
    String kind =
        switch (content) {
          case DIGITS -> "n";
          case TRACK -> "z";
          case TEXT -> "ans";
          case BINARY -> "b";
        };
    int size = content == Content.BINARY && length == Length.FIXED ? max * 8 : max;
    return length == Length.FIXED ? kind + size : kind + ".." + size + " " + length + "VAR";
  }
}
