package org.openprepaid.money;

/**
 * A currency by its ISO 4217 codes. Points are a unit of their own and get a code from the user
 * range when they come.
 */
public enum Currency {
  CNY("156", 2),
  HKD("344", 2),
  JPY("392", 0),
  USD("840", 2);

  private static final Currency[] ALL = values();

  private final String numericCode;
  private final int minorDigits;

  Currency(String numericCode, int minorDigits) {
    this.numericCode = numericCode;
    this.minorDigits = minorDigits;
  }

  /** Three digits, as in ISO 8583. */
  public String numericCode() {
    return numericCode;
  }

  /** Three letters, as in the database and the REST interface. */
  public String alphaCode() {
    return name();
  }

  /** How many digits the minor unit takes. */
  public int minorDigits() {
    return minorDigits;
  }

  /**
   * By the three digits of ISO 8583; {@code null} when the platform does not carry this currency.
   */
  public static Currency ofNumericCode(String code) {
    for (Currency currency : ALL) {
      if (currency.numericCode.equals(code)) {
        return currency;
      }
    }
    return null;
  }
}
