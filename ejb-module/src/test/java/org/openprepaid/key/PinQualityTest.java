package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which PINs a thief tries first. */
class PinQualityTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "000000", "777777", "123456", "3456", "987654", "3210"})
  void equalDigitsAndRunsAreTrivial(String pin) {
    assertThat(isTrivial(pin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"890123", "7890", "9012", "210987", "0987", "012345678901"})
  void aRunGoesOnBetweenNineAndZero(String pin) {
    assertThat(isTrivial(pin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"000001", "100000", "123457", "023456", "135790", "121212", "1221", "9090"})
  void othersAreNot(String pin) {
    assertThat(isTrivial(pin)).isFalse();
  }

  @Test
  void ofFourDigitsThirtyAreTrivial() {
    int trivial = 0;
    for (int i = 0; i < 10_000; i++) {
      trivial += isTrivial("%04d".formatted(i)) ? 1 : 0;
    }
    assertThat(trivial).isEqualTo(30);
  }

  private static boolean isTrivial(String pin) {
    byte[] digits = new byte[pin.length()];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) (pin.charAt(i) - '0');
    }
    boolean trivial = PinQuality.isTrivial(pin.toCharArray());
    assertThat(PinQuality.isTrivial(digits)).isEqualTo(trivial);
    return trivial;
  }
}
