package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A PIN that comes encrypted from a terminal is checked against what was stored when it was set.
 */
class PinTest {
  private static final String PIK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String SINGLE_PIK = "1C2A3B4C5D6E7F80";
  private static final String PAN = "6221558812340000";
  private static final long CARD = 4711;

  private final Institution institution = new Institution();
  private final SoftSecurityModule module = institution.module;
  private final KeyBlock pik = institution.key(KeyUsage.PIN_ENCRYPTION, PIK);

  @Property(tries = 200)
  void theRightPinOfAnyLengthIsCorrect(
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
      @ForAll long card) {
    byte[] stored = module.pinVerification(card, pin.toCharArray());
    assertThat(stored).hasSize(SecurityModule.PIN_VERIFICATION_BYTES);
    assertThat(module.verifyPin(pik, encrypted(PIK, pin, pan), pan, card, stored))
        .isEqualTo(PinCheck.CORRECT);
  }

  @Test
  void aSingleLengthPinKeyServesToo() {
    KeyBlock single = institution.key(KeyUsage.PIN_ENCRYPTION, SINGLE_PIK);
    assertThat(check(single, encrypted(SINGLE_PIK, "123456", PAN))).isEqualTo(PinCheck.CORRECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123457", "12345", "1234560", "023456", "654321", "1234", "123456123456"})
  void anotherPinIsWrong(String pin) {
    assertThat(check(pik, encrypted(PIK, pin, PAN))).isEqualTo(PinCheck.WRONG);
  }

  @Test
  void thePinOfAnotherCardIsWrong() {
    byte[] stored = module.pinVerification(CARD + 1, "123456".toCharArray());
    assertThat(module.verifyPin(pik, encrypted(PIK, "123456", PAN), PAN, CARD, stored))
        .isEqualTo(PinCheck.WRONG);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "16123456FFFFFFFF, control nibble 1",
    "36123456FFFFFFFF, control nibble 3",
    "F6123456FFFFFFFF, control nibble 15",
    "03123FFFFFFFFFFF, three digits",
    "00FFFFFFFFFFFFFF, no digit",
    "0D1234567890123F, thirteen digits",
    "0F12345678901234, length 15",
    "0612345AFFFFFFFF, a digit that is none",
    "0612345FFFFFFFFF, a digit missing",
    "0612345612FFFFFF, digits after the PIN",
    "06123456FFFFFFF0, last filler wrong",
    "06123456EFFFFFFF, first filler wrong",
  })
  void aBlockThatIsNotFormat0IsMalformed(String pinField, String why) {
    byte[] block = masked(hex(pinField), PAN);
    assertThat(check(pik, Institution.encrypt(hex(PIK), block))).isEqualTo(PinCheck.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 9, 16})
  void aBlockOfAnotherLengthIsMalformed(int length) {
    assertThat(check(pik, new byte[length])).isEqualTo(PinCheck.MALFORMED);
  }

  @Test
  void aBlockForAnotherCardNumberOpensToAnotherPinOrNone() {
    byte[] block = encrypted(PIK, "123456", "6221558812349999");
    assertThat(check(pik, block)).isNotEqualTo(PinCheck.CORRECT);
  }

  @Test
  void aBlockUnderAnotherKeyIsNotCorrect() {
    byte[] block = encrypted("23456789ABCDEF01FEDCBA9876543210", "123456", PAN);
    assertThat(check(pik, block)).isNotEqualTo(PinCheck.CORRECT);
  }

  @Test
  void neitherTheBlockNorTheStoredValueIsChanged() {
    byte[] block = encrypted(PIK, "123456", PAN);
    byte[] stored = module.pinVerification(CARD, "123456".toCharArray());
    byte[] blockBefore = block.clone();
    byte[] storedBefore = stored.clone();
    assertThat(module.verifyPin(pik, block, PAN, CARD, stored)).isEqualTo(PinCheck.CORRECT);
    assertThat(block).isEqualTo(blockBefore);
    assertThat(stored).isEqualTo(storedBefore);
  }

  @Test
  void aPinSetUnderAnOlderKeyStaysGood() {
    byte[] stored = module.pinVerification(CARD, "123456".toCharArray());
    institution.addVersion(IssuerKeyName.PIN_VERIFICATION, 2);
    SoftSecurityModule next = institution.restarted();
    byte[] block = encrypted(PIK, "123456", PAN);
    assertThat(next.pinVerification(CARD, "123456".toCharArray())).isNotEqualTo(stored);
    assertThat(next.verifyPin(pik, block, PAN, CARD, stored)).isEqualTo(PinCheck.CORRECT);
    byte[] other = encrypted(PIK, "123450", PAN);
    assertThat(next.verifyPin(pik, other, PAN, CARD, stored)).isEqualTo(PinCheck.WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "1234567890123", "12a4", "１２３４"})
  void aPinThatIsNoneIsNotSetAndNotRepeatedInTheError(String pin) {
    assertThatThrownBy(() -> module.pinVerification(CARD, pin.toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(pin.isEmpty() || !message.contains(pin)).isTrue());
  }

  private PinCheck check(KeyBlock key, byte[] block) {
    byte[] stored = module.pinVerification(CARD, "123456".toCharArray());
    return module.verifyPin(key, block, PAN, CARD, stored);
  }

  private static byte[] encrypted(String key, String pin, String pan) {
    String field = "0" + Integer.toHexString(pin.length()) + pin + "F".repeat(14 - pin.length());
    return Institution.encrypt(hex(key), masked(hex(field), pan));
  }

  /** XORs with the account field: four zeros and the twelve digits before the check digit. */
  private static byte[] masked(byte[] pinField, String pan) {
    String padded = "0".repeat(12) + pan.substring(0, pan.length() - 1);
    byte[] account = hex("0000" + padded.substring(padded.length() - 12));
    for (int i = 0; i < pinField.length; i++) {
      pinField[i] ^= account[i];
    }
    return pinField;
  }
}
