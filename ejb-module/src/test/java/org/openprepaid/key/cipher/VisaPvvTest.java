package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.Sample.hex;
import static org.openprepaid.key.cipher.Sample.pin;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value that tells whether a PIN is right. */
class VisaPvvTest {
  private static final String PVK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "1122334455667788";

  private final VisaPvv pvv = new VisaPvv(hex(PVK));

  @ParameterizedTest(name = "{5}")
  @CsvSource({
    PVK + ", 1122334455667788, 1, 4524, 8523, psec tests/test_pin.py",
    PVK + ", 1122334455667788, 2, 1912, 3244, psec tests/test_pin.py",
    PVK + ", 1122334455667718, 1, 0570, 3144, psec tests/test_pin.py: the scan goes on to letters",
    PVK + ", 1122334455667708, 1, 8299, 4422, psec tests/test_pin.py: the scan goes on to letters",
    PVK + ", 1122334455667788, 3, 4524, 4021, psec psec/pin.py",
    "12345678123456781234567812345678, 1234567890123, 0, 1234, 1226, jPOS JCESecurityModuleTest",
  })
  void published(String key, String pan, int index, String pin, String value, String source) {
    VisaPvv pvv = new VisaPvv(hex(key));
    assertThat(pvv.of(pan, index, pin(pin))).isEqualTo(value);
    assertThat(pvv.matches(pan, index, pin(pin), value)).isTrue();
  }

  @Property(tries = 300)
  void theRightPinMatchesAndAChangedValueDoesNot(
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
      @ForAll @IntRange(min = 0, max = 9) int index,
      @ForAll @IntRange(min = 0, max = 3) int place) {
    String value = pvv.of(pan, index, pin(pin));
    assertThat(value).hasSize(4).containsOnlyDigits();
    assertThat(pvv.matches(pan, index, pin(pin), value)).isTrue();
    char[] changed = value.toCharArray();
    changed[place] = (char) ('0' + (changed[place] - '0' + 1) % 10);
    assertThat(pvv.matches(pan, index, pin(pin), new String(changed))).isFalse();
  }

  /** Four digits cannot tell all PINs apart, but nearly. */
  @Test
  void hardlyAnyOtherPinMatches() {
    String value = pvv.of(PAN, 1, pin("4524"));
    int matching = 0;
    for (int other = 0; other < 10_000; other++) {
      matching += pvv.matches(PAN, 1, pin("%04d".formatted(other)), value) ? 1 : 0;
    }
    assertThat(matching).isBetween(1, 10);
  }

  @Test
  void onlyTheFirstFourDigitsCount() {
    assertThat(pvv.of(PAN, 1, pin("45249"))).isEqualTo("8523");
    assertThat(pvv.of(PAN, 1, pin("452400000000"))).isEqualTo("8523");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "852", "85230", "852３", "?523"})
  void aValueThatIsNoneMatchesNoPin(String value) {
    assertThat(pvv.matches(PAN, 1, pin("4524"), value)).isFalse();
  }

  @Test
  void boundsAreKept() {
    assertThatIllegalArgumentException().isThrownBy(() -> new VisaPvv(new byte[8]));
    assertThatIllegalArgumentException().isThrownBy(() -> pvv.of(PAN, 10, pin("1234")));
    assertThatIllegalArgumentException().isThrownBy(() -> pvv.of(PAN, -1, pin("1234")));
    assertThatIllegalArgumentException().isThrownBy(() -> pvv.of(PAN, 1, pin("123")));
    assertThatIllegalArgumentException().isThrownBy(() -> pvv.of("12345678901", 1, pin("1234")));
  }
}
