package org.openprepaid.key;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * The days on which a key may be used, both included, in UTC.
 *
 * @param from the first day
 * @param to the last day; {@link #NO_END} when none is set
 */
public record Validity(LocalDate from, LocalDate to) {
  /** Stands for no last day. */
  public static final LocalDate NO_END = LocalDate.of(9999, 12, 31);

  /** Any day. */
  public static final Validity ALWAYS = new Validity(LocalDate.of(2000, 1, 1), NO_END);

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  public Validity {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (to.isBefore(from)) {
      throw new KeyException(KeyFault.VALIDITY_REFUSED, "it ends before it begins");
    }
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /** Sixteen digits, as a block carries it: the two days. */
  String digits() {
    return DAY.format(from) + DAY.format(to);
  }

  static Validity ofDigits(String digits) {
    return new Validity(
        LocalDate.parse(digits.substring(0, 8), DAY), LocalDate.parse(digits.substring(8), DAY));
  }

  @Override
  public String toString() {
    return to.equals(NO_END) ? "from " + from : from + " to " + to;
  }
}
