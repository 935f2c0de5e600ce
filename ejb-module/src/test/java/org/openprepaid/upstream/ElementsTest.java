package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Transmission;

/** How values stand in elements. */
class ElementsTest {
  private static final LocalDateTime EARLY = LocalDateTime.of(2026, 2, 3, 4, 5, 6);

  @Test
  void timesHaveLeadingZeros() {
    assertThat(Elements.monthToSecond(EARLY)).isEqualTo("0203040506");
    assertThat(Elements.monthAndDay(EARLY)).isEqualTo("0203");
    assertThat(Elements.time(EARLY)).isEqualTo("040506");
    assertThat(Elements.monthToSecond(LocalDateTime.of(2026, 12, 31, 23, 59, 59)))
        .isEqualTo("1231235959");
  }

  @ParameterizedTest
  @CsvSource({"0, 6, 000000", "17, 6, 000017", "999999, 6, 999999", "3000, 12, 000000003000"})
  void numbersHaveLeadingZeros(long value, int length, String text) {
    assertThat(Elements.number(value, length)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 00000000001",
    "48721234, 00048721234",
    "12345678901, 12345678901",
  })
  void element90NamesAMessageByTypeTraceTimeAndAcquirer(String institution, String padded) {
    Transmission message = new Transmission("CUPNET", "0100", 17, EARLY);

    assertThat(Elements.original(message, institution))
        .hasSize(42)
        .isEqualTo("0100" + "000017" + "0203040506" + padded + "00000000000");
  }

  @ParameterizedTest
  @CsvSource({"156, CNY", "344, HKD", "392, JPY", "840, USD"})
  void currenciesAreKnownByNumber(String code, Currency currency) {
    assertThat(Currency.ofNumericCode(code)).isEqualTo(currency);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "978", "CNY", "15", "1560"})
  void otherCurrenciesAreNone(String code) {
    assertThat(Currency.ofNumericCode(code)).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "12a", " 1", "-1", "１２"})
  void whatIsNotDigitsIsNone(String text) {
    assertThat(Elements.areDigits(text)).isFalse();
  }

  @Test
  void digitsAreDigits() {
    assertThat(Elements.areDigits("0123456789")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "12345, CNY, 0002156C000000012345",
    "-12345, CNY, 0002156D000000012345",
    "0, JPY, 0002392C000000000000",
  })
  void aBalanceIsWrittenWithItsSign(long minor, Currency currency, String text) {
    assertThat(Elements.balance(Money.of(minor, currency))).isEqualTo(text);
  }

  @Property
  void aBalanceThatIsWrittenIsRead(
      @ForAll @LongRange(min = -999_999_999_999L, max = 999_999_999_999L) long minor,
      @ForAll Currency currency) {
    Money balance = Money.of(minor, currency);

    String text = Elements.balance(balance);

    assertThat(text).hasSize(20);
    assertThat(Elements.balance(text)).isEqualTo(balance);
    assertThat(Elements.balance(Elements.balance(text))).isEqualTo(text);
  }

  @Property
  void whateverStandsThereIsReadOrIsNone(@ForAll String text) {
    Money balance = Elements.balance(text);
    assertThat(balance == null || balance.currency() != null).isTrue();
  }

  @Test
  void ofSeveralAmountsTheFirstIsTaken() {
    assertThat(Elements.balance("0002156C000000012345" + "1001156C000000099999"))
        .isEqualTo(Money.of(12_345, Currency.CNY));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "0002156C00000001234",
        "0002978C000000012345",
        "0002156C0000000123x5",
        "0002156C            ",
      })
  void aBalanceThatCannotBeReadIsNone(String text) {
    assertThat(Elements.balance(text)).isNull();
  }
}
