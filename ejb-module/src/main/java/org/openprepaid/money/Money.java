package org.openprepaid.money;

import java.util.Objects;

/**
 * An amount of one currency, in its minor unit (fen for CNY).
 *
 * <p>Amounts are signed: in the ledger a credit is positive and a debit negative, see {@code
 * org.openprepaid.ledger.Posting}. Arithmetic never overflows silently and never mixes currencies.
 *
 * @param minor the amount in minor units
 * @param currency the currency
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

  public Money {
    Objects.requireNonNull(currency, "currency");
  }

  public static Money of(long minor, Currency currency) {
    return new Money(minor, currency);
  }

  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /**
   * @throws ArithmeticException on overflow
   * @throws CurrencyMismatchException when {@code other} has another currency
   */
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, same(other).minor), currency);
  }

  /**
   * @throws ArithmeticException on overflow
   * @throws CurrencyMismatchException when {@code other} has another currency
   */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, same(other).minor), currency);
  }

  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  public boolean isZero() {
    return minor == 0;
  }

  public boolean isPositive() {
    return minor > 0;
  }

  public boolean isNegative() {
    return minor < 0;
  }

  public boolean isMoreThan(Money other) {
    return compareTo(other) > 0;
  }

  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Money max(Money other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * @throws CurrencyMismatchException when {@code other} has another currency
   */
  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, same(other).minor);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new CurrencyMismatchException(currency, other.currency);
    }
    return other;
  }

  /** For people: {@code CNY 12.34}. */
  @Override
  public String toString() {
    return currency.alphaCode()
        + " "
        + java.math.BigDecimal.valueOf(minor, currency.minorDigits()).toPlainString();
  }
}
