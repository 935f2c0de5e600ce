package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.Sample.hex;
import static org.openprepaid.key.cipher.Sample.pin;
import static org.openprepaid.key.cipher.Sample.text;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs that follow from the card number, and the offset of those that were chosen. */
class Ibm3624Test {
  private static final String PVK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "1122334455667788";

  private final Ibm3624 usual = new Ibm3624(hex(PVK), Ibm3624Rule.USUAL);

  /**
   * psec tests/test_pin.py, all with the decimalisation table 1234567890123456; what stands there
   * as start and length from the left is here what is left out on the right, and the length.
   */
  @ParameterizedTest
  @CsvSource({
    "16, 0, F, 4524, 4524, 0000",
    "16, 0, F, 4524, 5635, 1111",
    "16, 0, F, 4524, 0000, 6586",
    "16, 0, F, 4524, 1111, 7697",
    "16, 0, F, 4524, 1234, 7710",
    "14, 2, F, 5518, 5518, 0000",
    "14, 1, 1, 3675, 3675, 0000",
    "14, 0, 1, 5550, 5550, 0000",
  })
  void psec(int digits, int skipped, String pad, String natural, String pin, String offset) {
    Ibm3624Rule rule =
        new Ibm3624Rule("1234567890123456", digits, skipped, Integer.parseInt(pad, 16));
    Ibm3624 method = new Ibm3624(hex(PVK), rule);
    assertThat(text(method.naturalPin(PAN, 4))).isEqualTo(natural);
    assertThat(method.offset(PAN, pin(pin), 4)).isEqualTo(offset);
    assertThat(method.matches(PAN, pin(pin), offset)).isTrue();
  }

  /**
   * Both examples of the article "IBM 3624 customer PIN, natural PIN, PIN offset" on
   * alibabacloud.com, which names gae.ucm.es/~padilla/extrawork/magexam1.html as its source; of
   * single-length keys, which a double-length key of equal halves is as well.
   */
  @ParameterizedTest
  @CsvSource({
    "1313131313131313, 1234567890123456, 643085, 099764, 456789",
    "1313131313131313, 1234567890123456, 643085, 643085, 000000",
    "0123456789ABCDEF, 1234567890123445, 9046, 1234, 2298",
  })
  void wholeNumbers(String half, String pan, String natural, String pin, String offset) {
    Ibm3624Rule rule = new Ibm3624Rule(Ibm3624Rule.USUAL_DECIMALISATION, 16, 0, 0);
    Ibm3624 method = new Ibm3624(hex(half + half), rule);
    assertThat(text(method.naturalPin(pan, natural.length()))).isEqualTo(natural);
    assertThat(method.offset(pan, pin(pin), pin.length())).isEqualTo(offset);
    assertThat(method.matches(pan, pin(pin), offset)).isTrue();
  }

  /** IBM 4758 CCA Basic Services 2.54, appendix E, "IBM 3624 PIN-Calculation Method". */
  @Test
  void decimalisation() {
    Ibm3624Rule rule = new Ibm3624Rule("8351296477461538", 16, 0, 0);
    byte[] encrypted = hex("E5C1BD67B66AE7C6");
    assertThat(text(rule.decimalised(encrypted, 16))).isEqualTo("3913656466643416");
    assertThat(text(rule.decimalised(encrypted, 6))).isEqualTo("391365");
  }

  @ParameterizedTest
  @CsvSource({
    "1122334455667788, 334455667778DDDD",
    "6221558812340000123, 812340000012DDDD",
    "1234567890123, 123456789012DDDD",
  })
  void usualValidationDataIsTheTwelveDigitsBeforeTheCheckDigit(String pan, String data) {
    String expected = pan.substring(pan.length() - 13, pan.length() - 1) + "DDDD";
    assertThat(hex(Ibm3624Rule.USUAL.validationData(pan))).isEqualTo(expected);
  }

  @Property(tries = 300)
  void exactlyThePinOfTheOffsetMatches(
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(min = 13, max = 19) String pan,
      @ForAll @IntRange(min = 1, max = 9) int change,
      @ForAll @IntRange(min = 0, max = 11) int place) {
    String offset = usual.offset(pan, pin(pin), pin.length());
    assertThat(usual.matches(pan, pin(pin), offset)).isTrue();
    byte[] other = pin(pin);
    int at = place % other.length;
    other[at] = (byte) ((other[at] + change) % 10);
    assertThat(usual.matches(pan, other, offset)).isFalse();
  }

  @Test
  void theNaturalPinHasNoOffset() {
    byte[] natural = usual.naturalPin(PAN, 6);
    assertThat(usual.offset(PAN, natural, 6)).isEqualTo("000000");
    assertThat(usual.matches(PAN, natural, "000000")).isTrue();
  }

  @Test
  void aShorterOffsetVerifiesTheRightmostDigits() {
    String whole = usual.offset(PAN, pin("271828"), 6);
    String offset = usual.offset(PAN, pin("271828"), 4);
    assertThat(offset).isEqualTo(whole.substring(2));
    assertThat(usual.matches(PAN, pin("271828"), offset)).isTrue();
    assertThat(usual.matches(PAN, pin("991828"), offset)).isTrue();
    assertThat(usual.matches(PAN, pin("271829"), offset)).isFalse();
    assertThat(usual.matches(PAN, pin("270828"), offset)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "1234567", "12345A", "１２３４５６"})
  void anOffsetThatIsNoneFitsNoPin(String offset) {
    assertThat(usual.matches(PAN, pin("271828"), offset)).isFalse();
  }

  @Test
  void boundsAreKept() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ibm3624(new byte[8], Ibm3624Rule.USUAL));
    assertThatIllegalArgumentException().isThrownBy(() -> usual.naturalPin(PAN, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> usual.naturalPin(PAN, 13));
    assertThatIllegalArgumentException().isThrownBy(() -> usual.naturalPin("123456789012", 4));
    assertThatIllegalArgumentException().isThrownBy(() -> usual.offset(PAN, pin("271828"), 3));
    assertThatIllegalArgumentException().isThrownBy(() -> usual.offset(PAN, pin("271828"), 7));
  }

  @ParameterizedTest
  @CsvSource({
    "012345678901234, 12, 1, 13",
    "01234567890123456, 12, 1, 13",
    "0123456789ABCDEF, 12, 1, 13",
    "0123456789012345, 0, 1, 13",
    "0123456789012345, 17, 1, 13",
    "0123456789012345, 12, -1, 13",
    "0123456789012345, 12, 16, 13",
    "0123456789012345, 12, 1, 16",
    "0123456789012345, 12, 1, -1",
  })
  void aRuleThatIsNoneIsRefused(String table, int digits, int skipped, int pad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ibm3624Rule(table, digits, skipped, pad));
  }
}
