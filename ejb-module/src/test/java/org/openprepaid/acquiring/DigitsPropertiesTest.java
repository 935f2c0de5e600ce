package org.openprepaid.acquiring;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class DigitsPropertiesTest {

  @Property
  void whatIsWrittenIsReadAgain(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long number) {
    String text = Digits.append(new StringBuilder("x"), number, 12).substring(1);

    assertThat(text).hasSize(12).isEqualTo("%012d".formatted(number));
    assertThat(Digits.number(text, 0, 12)).isEqualTo(number);
  }

  @Property
  void onlyDecimalDigitsAreDigits(@ForAll char c) {
    assertThat(Digits.areDigits("12" + c)).isEqualTo("0123456789".indexOf(c) >= 0);
  }
}
