package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.Sample.hex;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value that a copied card number lacks. */
class CardVerificationValueTest {
  private static final String CVK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "4123456789012345";

  private final CardVerificationValue cvv = new CardVerificationValue(hex(CVK));

  /** Visa's test data, as the People's Bank of China prints it with the CVV algorithm. */
  @ParameterizedTest
  @CsvSource({
    "4123456789012, 8701, 101, 370",
    "4999988887777, 9105, 111, 649",
    "4666655554444, 9206, 120, 821",
    "4333322221111, 9307, 141, 697",
    "4123456789012345, 8701, 101, 561",
    "4999988887777000, 9105, 111, 245",
    "4666655554444111, 9206, 120, 664",
    "4333322221111222, 9307, 141, 382",
  })
  void visaTestData(String pan, String expiry, String serviceCode, String value) {
    assertThat(cvv.of(pan, expiry, serviceCode)).isEqualTo(value);
    assertThat(cvv.matches(pan, expiry, serviceCode, value)).isTrue();
  }

  @ParameterizedTest(name = "{5}")
  @CsvSource({
    CVK + ", 4123456789012345, 8701, 111, 856, CVN steps on alibabacloud.com",
    CVK + ", 1234567890123456, 9912, 220, 170, psec psec/cvv.py",
    "99999999999999998888888888888888, 2222222222222222, 3333, 111, 361, psec tests/test_cvv.py",
    "12345678123456781234567812345678, 123456789012, 1108, 000, 204, jPOS JCESecurityModuleTest",
    "12345678123456788765432187654321, 123456789012, 1108, 000, 453, jPOS JCESecurityModuleTest",
    "D676DCF3AFB7350532EAF00EA253D875, 4123450990122129, 0721, 202, 241, UrielYair/CredoraxCourse CVCTest",
  })
  void published(
      String key, String pan, String expiry, String serviceCode, String value, String source) {
    assertThat(new CardVerificationValue(hex(key)).of(pan, expiry, serviceCode)).isEqualTo(value);
  }

  @Property(tries = 300)
  void theRightValueMatchesAndAChangedOneDoesNot(
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
      @ForAll @NumericChars @StringLength(4) String expiry,
      @ForAll @NumericChars @StringLength(3) String serviceCode,
      @ForAll @IntRange(min = 0, max = 2) int place) {
    String value = cvv.of(pan, expiry, serviceCode);
    assertThat(value).hasSize(3).containsOnlyDigits();
    assertThat(cvv.matches(pan, expiry, serviceCode, value)).isTrue();
    char[] changed = value.toCharArray();
    changed[place] = (char) ('0' + (changed[place] - '0' + 1) % 10);
    assertThat(cvv.matches(pan, expiry, serviceCode, new String(changed))).isFalse();
  }

  @Test
  void stripeCardAndChipHaveValuesOfTheirOwn() {
    String printed = cvv.of(PAN, "8701", CardVerificationValue.PRINTED);
    String chip = cvv.of(PAN, "8701", CardVerificationValue.CHIP);
    assertThat(new String[] {"561", printed, chip}).doesNotHaveDuplicates();
    assertThat(cvv.matches(PAN, "8701", "101", printed)).isFalse();
    assertThat(cvv.matches(PAN, "8701", "101", chip)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "56", "5610", "56１", "?61"})
  void aValueThatIsNoneDoesNotMatch(String value) {
    assertThat(cvv.matches(PAN, "8701", "101", value)).isFalse();
  }

  @Test
  void boundsAreKept() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CardVerificationValue(new byte[24]));
    assertThatIllegalArgumentException().isThrownBy(() -> cvv.of(PAN + "0000", "8701", "101"));
    assertThatIllegalArgumentException().isThrownBy(() -> cvv.of(PAN, "871", "101"));
    assertThatIllegalArgumentException().isThrownBy(() -> cvv.of(PAN, "8701", "1O1"));
  }
}
