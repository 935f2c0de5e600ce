package org.openprepaid.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {

  @Test
  void addsAndSubtractsInMinorUnits() {
    Money ten = Money.of(1_000, Currency.CNY);
    assertThat(ten.plus(ten).minus(Money.of(1, Currency.CNY)))
        .isEqualTo(Money.of(1_999, Currency.CNY));
  }

  @Test
  void neverMixesCurrencies() {
    assertThatThrownBy(() -> Money.of(1, Currency.CNY).plus(Money.of(1, Currency.USD)))
        .isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> Money.of(1, Currency.CNY).compareTo(Money.of(1, Currency.USD)))
        .isInstanceOf(CurrencyMismatchException.class);
  }

  @Test
  void neverOverflowsSilently() {
    Money most = Money.of(Long.MAX_VALUE, Currency.CNY);
    assertThatThrownBy(() -> most.plus(Money.of(1, Currency.CNY)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.of(Long.MIN_VALUE, Currency.CNY).negated())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void printsInTheCurrencysOwnDigits() {
    assertThat(Money.of(1_234, Currency.CNY)).hasToString("CNY 12.34");
    assertThat(Money.of(1_234, Currency.JPY)).hasToString("JPY 1234");
  }
}
