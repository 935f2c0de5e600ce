package org.openprepaid.routing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Card numbers of one issuer: those whose first digits lie between two bounds. Of two ranges that
 * hold a number, the one with more digits is taken, then the one that says a length.
 *
 * @param low the lowest first digits, 1 to {@value #MAX_DIGITS}
 * @param high the highest, as many; the same for a prefix
 * @param panLength how many digits the number has, 12 to 19; {@value #ANY_LENGTH}: any
 * @param issuer the issuer's code, or {@value #OURS}
 */
public record CardRange(String low, String high, int panLength, String issuer)
    implements RoutingEntry {
  /** As many as the shortest card number has. */
  public static final int MAX_DIGITS = 12;

  public static final int ANY_LENGTH = 0;

  /** In place of an issuer: the range is a BIN of our own products. */
  public static final String OURS = "-";

  static final int MIN_PAN = 12;
  static final int MAX_PAN = 19;

  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,12})(?:-([0-9]{1,12}))?(?::(1[2-9]))?");

  public CardRange {
    Notation.require(isDigits(low) && isDigits(high), "a range has 1 to 12 digits");
    Notation.require(low.length() == high.length(), "both ends of a range have as many digits");
    Notation.require(low.compareTo(high) <= 0, "a range begins with its lower end");
    Notation.require(
        panLength == ANY_LENGTH || (panLength >= MIN_PAN && panLength <= MAX_PAN),
        "a card number has 12 to 19 digits");
    if (!OURS.equals(issuer)) {
      Notation.requireName(issuer, "an issuer's code");
    }
  }

  /**
   * The range of this {@link #key}.
   *
   * @param text a prefix or both ends ({@code 622700}, {@code 622700-622799}), and perhaps the
   *     number's length ({@code 622700:16})
   */
  public static CardRange of(String text, String issuer) {
    Matcher parts = TEXT.matcher(text);
    Notation.require(
        parts.matches(), "a range is written 622700, 622700-622799, 622700:16 or 622700-622799:16");
    String high = parts.group(2) == null ? parts.group(1) : parts.group(2);
    int length = parts.group(3) == null ? ANY_LENGTH : Integer.parseInt(parts.group(3));
    return new CardRange(parts.group(1), high, length, issuer);
  }

  private static boolean isDigits(String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether it is one of our own BINs. */
  boolean isOurs() {
    return issuer.equals(OURS);
  }

  int digits() {
    return low.length();
  }

  /** The lowest number of it, in its first {@value #MAX_DIGITS} digits. */
  long first() {
    return Long.parseLong(low + "0".repeat(MAX_DIGITS - low.length()));
  }

  /** The highest number of it, in its first {@value #MAX_DIGITS} digits. */
  long last() {
    return Long.parseLong(high + "9".repeat(MAX_DIGITS - high.length()));
  }

  boolean takes(int length) {
    return panLength == ANY_LENGTH || panLength == length;
  }

  boolean meets(CardRange other) {
    boolean lengths = takes(other.panLength) || other.takes(panLength);
    return lengths && first() <= other.last() && other.first() <= last();
  }

  @Override
  public Kind kind() {
    return Kind.RANGE;
  }

  @Override
  public String key() {
    return low
        + (low.equals(high) ? "" : "-" + high)
        + (panLength == ANY_LENGTH ? "" : ":" + panLength);
  }

  @Override
  public String notation() {
    return Notation.of("digits", key(), "issuer", issuer);
  }

  static CardRange parse(String notation) {
    List<String> values = Notation.values(notation, "digits", "issuer");
    return of(values.get(0), values.get(1));
  }
}
