package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Institution.hex;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs that cardholders choose at a terminal. */
class PinChangeTest {
  private static final String PIK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "6221558812340000";
  private static final PinCard CARD = new PinCard(Institution.OWN, 4711, PAN);

  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;
  private static final KeyRef PIK_REF = INSTITUTION.key(KeyType.PIK, PIK);

  @Property(tries = 200)
  void aChosenPinIsTheRightOneFromThenOn(
      @ForAll PinMethod method, @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin) {
    Assume.that(!PinQuality.isTrivial(pin.toCharArray()));
    PinChange change = change(method, pin, pin.length());
    assertThat(change).isInstanceOf(PinChange.Accepted.class);
    byte[] reference = ((PinChange.Accepted) change).reference();
    assertThat(MODULE.verifyPin(PIK_REF, PinFormat.ISO_0, block(pin), CARD, reference))
        .isEqualTo(PinCheck.CORRECT);
    assertThat(reference).startsWith((byte) method.code(), (byte) 1);
  }

  @ParameterizedTest
  @CsvSource({"2718, 6", "27182818, 6", "271828, 4", "271828, 0", "271828, -1"})
  void aPinOfAnotherLengthThanTheProductsIsRefused(String pin, int length) {
    assertThat(change(PinMethod.KEYED_HASH, pin, length)).isEqualTo(PinChange.Refused.WRONG_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000", "777777", "123456", "987654", "890123", "210987"})
  void aPinThatAThiefTriesFirstIsRefused(String pin) {
    for (PinMethod method : PinMethod.values()) {
      assertThat(change(method, pin, 6)).isEqualTo(PinChange.Refused.TRIVIAL);
    }
  }

  /** As long as the product wants, so that a short one is not called trivial. */
  @Test
  void theLengthIsLookedAtFirst() {
    assertThat(change(PinMethod.KEYED_HASH, "1111", 6)).isEqualTo(PinChange.Refused.WRONG_LENGTH);
  }

  @Test
  void aBlockThatIsNoneIsRefused() {
    byte[] field = PinPad.xor(hex("0612345AFFFFFFFF"), PinPad.accountField(PAN));
    byte[] malformed = PinPad.encrypt(KeyAlgorithm.TDES_2KEY, hex(PIK), field);
    for (byte[] block : new byte[][] {new byte[0], new byte[16], malformed}) {
      assertThat(MODULE.changePin(PIK_REF, PinFormat.ISO_0, block, PinMethod.KEYED_HASH, CARD, 6))
          .isEqualTo(PinChange.Refused.MALFORMED);
    }
  }

  private static PinChange change(PinMethod method, String pin, int length) {
    return MODULE.changePin(PIK_REF, PinFormat.ISO_0, block(pin), method, CARD, length);
  }

  private static byte[] block(String pin) {
    return PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, hex(PIK), pin, PAN);
  }
}
