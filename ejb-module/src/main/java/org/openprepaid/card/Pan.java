package org.openprepaid.card;

/**
 * A primary account number: 12 to 19 digits with a right Luhn check digit (ISO/IEC 7812-1).
 *
 * <p>It prints masked. The clear digits leave it only through {@link #digits()}, which only the
 * security module and the card file call.
 */
public final class Pan {
  private static final int MIN_LENGTH = 12;
  private static final int MAX_LENGTH = 19;

  private final String digits;

  private Pan(String digits) {
    this.digits = digits;
  }

  /**
   * @throws IllegalArgumentException when it is no card number; the message does not repeat it
   */
  public static Pan of(String digits) {
    if (!isWellFormed(digits)) {
      throw new IllegalArgumentException("not a card number");
    }
    return new Pan(digits);
  }

  /** Whether these are 12 to 19 digits with a right check digit. */
  public static boolean isWellFormed(String digits) {
    int length = digits.length();
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return checkDigit(digits.substring(0, length - 1)) == digits.charAt(length - 1);
  }

  /** The Luhn check digit for a number that still lacks it. */
  public static char checkDigit(String withoutCheckDigit) {
    int sum = 0;
    boolean doubled = true;
    for (int i = withoutCheckDigit.length() - 1; i >= 0; i--) {
      int digit = withoutCheckDigit.charAt(i) - '0';
      if (doubled) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      doubled = !doubled;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  /** The clear number. Keep it no longer than the call. */
  public String digits() {
    return digits;
  }

  /** First six and last four digits, the rest as {@code *} (PCI DSS 3.4). */
  public String masked() {
    return digits.substring(0, 6)
        + "*".repeat(digits.length() - 10)
        + digits.substring(digits.length() - 4);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pan pan && pan.digits.equals(digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  @Override
  public String toString() {
    return masked();
  }
}
