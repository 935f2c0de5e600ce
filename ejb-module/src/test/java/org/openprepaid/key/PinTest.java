package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A PIN that comes encrypted from a terminal is checked against what was stored when it was set.
 */
class PinTest {
  private static final String PIK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "6221558812340000";
  private static final PinCard CARD = new PinCard(Institution.OWN, 4711, PAN);

  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;
  private static final KeyRef PIK_REF = INSTITUTION.key(KeyType.PIK, PIK);
  private static final byte[] STORED = reference(CARD, "123456");

  /** A format, and the key of a terminal or a partner that uses it. */
  @SuppressWarnings("ImmutableEnumChecker") // nothing changes its key
  private enum Way {
    ISO_0_DES(PinFormat.ISO_0, KeyType.PIK, KeyAlgorithm.DES),
    ISO_0_TDES(PinFormat.ISO_0, KeyType.PIK, KeyAlgorithm.TDES_2KEY),
    ISO_0_ZONE(PinFormat.ISO_0, KeyType.ZPK, KeyAlgorithm.TDES_3KEY),
    ISO_1_TDES(PinFormat.ISO_1, KeyType.PIK, KeyAlgorithm.TDES_2KEY),
    ISO_3_DES(PinFormat.ISO_3, KeyType.PIK, KeyAlgorithm.DES),
    ISO_3_ZONE(PinFormat.ISO_3, KeyType.ZPK, KeyAlgorithm.TDES_2KEY),
    ISO_4_AES_128(PinFormat.ISO_4, KeyType.PIK, KeyAlgorithm.AES_128),
    ISO_4_AES_192(PinFormat.ISO_4, KeyType.ZPK, KeyAlgorithm.AES_192),
    ISO_4_AES_256(PinFormat.ISO_4, KeyType.ZPK, KeyAlgorithm.AES_256),
    ISO_4_SM4(PinFormat.ISO_4, KeyType.PIK, KeyAlgorithm.SM4),
    ISO_4_SM4_ZONE(PinFormat.ISO_4, KeyType.ZPK, KeyAlgorithm.SM4);

    private final PinFormat format;
    private final KeyAlgorithm algorithm;
    private final byte[] clear;
    private final KeyRef key;

    Way(PinFormat format, KeyType type, KeyAlgorithm algorithm) {
      this.format = format;
      this.algorithm = algorithm;
      clear = KeyMaterial.random(algorithm);
      key = INSTITUTION.key(type, algorithm, hex(clear));
    }

    byte[] block(String pin, String pan) {
      return PinPad.block(format, algorithm, clear, pin, pan);
    }

    PinCheck check(byte[] block, PinCard card, byte[] stored) {
      return MODULE.verifyPin(key, format, block, card, stored);
    }
  }

  @Property(tries = 300)
  void theRightPinOfAnyLengthIsCorrect(
      @ForAll Way way,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
      @ForAll long cardId) {
    PinCard card = new PinCard(Institution.OWN, cardId, pan);
    byte[] stored = reference(card, pin);
    assertThat(stored).hasSizeLessThanOrEqualTo(SecurityModule.MAX_REFERENCE_BYTES);
    assertThat(way.check(way.block(pin, pan), card, stored)).isEqualTo(PinCheck.CORRECT);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void anotherPinIsWrong(Way way) {
    assertThat(way.check(way.block("123456", PAN), CARD, STORED)).isEqualTo(PinCheck.CORRECT);
    for (String pin :
        List.of("123457", "12345", "1234560", "023456", "654321", "1234", "123456123456")) {
      assertThat(way.check(way.block(pin, PAN), CARD, STORED)).isEqualTo(PinCheck.WRONG);
    }
  }

  @Test
  void thePinOfAnotherCardIsWrong() {
    byte[] stored = reference(new PinCard(Institution.OWN, 4712, PAN), "123456");
    assertThat(Way.ISO_0_TDES.check(Way.ISO_0_TDES.block("123456", PAN), CARD, stored))
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
    assertThat(check(PinFormat.ISO_0, pinField)).isEqualTo(PinCheck.MALFORMED);
  }

  /** A terminal cannot choose the format: the profile says which one it is. */
  @Test
  void aBlockOfAnotherFormatIsMalformed() {
    assertThat(check(PinFormat.ISO_0, "06123456FFFFFFFF")).isEqualTo(PinCheck.CORRECT);
    assertThat(check(PinFormat.ISO_3, "06123456FFFFFFFF")).isEqualTo(PinCheck.MALFORMED);
    assertThat(check(PinFormat.ISO_3, "36123456FAFBFCFD")).isEqualTo(PinCheck.CORRECT);
    assertThat(check(PinFormat.ISO_0, "36123456FAFBFCFD")).isEqualTo(PinCheck.MALFORMED);
  }

  private static PinCheck check(PinFormat format, String pinField) {
    byte[] clear = PinPad.xor(hex(pinField), PinPad.accountField(PAN));
    byte[] block = PinPad.encrypt(KeyAlgorithm.TDES_2KEY, hex(PIK), clear);
    return MODULE.verifyPin(PIK_REF, format, block, CARD, STORED);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aBlockOfAnotherLengthIsMalformed(Way way) {
    for (int length : new int[] {0, 7, 9, 15, 17, way.format == PinFormat.ISO_4 ? 8 : 16}) {
      assertThat(way.check(new byte[length], CARD, STORED)).isEqualTo(PinCheck.MALFORMED);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aBlockForAnotherCardNumberOpensToAnotherPinOrNone(Way way) {
    // differs where the number lies on the PIN
    byte[] block = way.block("123456", "6221998812340000");
    assertThat(way.check(block, CARD, STORED) == PinCheck.CORRECT)
        .isEqualTo(way.format == PinFormat.ISO_1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aBlockUnderAnotherKeyIsNotCorrect(Way way) {
    byte[] other = KeyMaterial.random(way.algorithm);
    byte[] block = PinPad.block(way.format, way.algorithm, other, "123456", PAN);
    assertThat(way.check(block, CARD, STORED)).isNotEqualTo(PinCheck.CORRECT);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void noChangedBitOfABlockIsCorrect(Way way) {
    byte[] block = way.block("123456", PAN);
    for (int bit = 0; bit < block.length * 8; bit++) {
      byte[] changed = block.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(way.check(changed, CARD, STORED)).isNotEqualTo(PinCheck.CORRECT);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void neitherTheBlockNorTheStoredValueIsChanged(Way way) {
    byte[] block = way.block("123456", PAN);
    byte[] stored = STORED.clone();
    byte[] blockBefore = block.clone();
    assertThat(way.check(block, CARD, stored)).isEqualTo(PinCheck.CORRECT);
    assertThat(block).isEqualTo(blockBefore);
    assertThat(stored).isEqualTo(STORED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "1234567890123", "12a4", "１２３４"})
  void aPinThatIsNoneIsNotSetAndNotRepeatedInTheError(String pin) {
    for (PinMethod method : PinMethod.values()) {
      assertThatThrownBy(() -> MODULE.pinReference(method, CARD, pin.toCharArray()))
          .isInstanceOf(IllegalArgumentException.class)
          .extracting(Throwable::getMessage)
          .satisfies(message -> assertThat(pin.isEmpty() || !message.contains(pin)).isTrue());
    }
  }

  @Test
  void thePinIsLeftAsItWas() {
    char[] pin = "123456".toCharArray();
    MODULE.pinReference(PinMethod.ENCRYPTED, CARD, pin);
    assertThat(pin).containsExactly('1', '2', '3', '4', '5', '6');
  }

  private static byte[] reference(PinCard card, String pin) {
    return MODULE.pinReference(PinMethod.KEYED_HASH, card, pin.toCharArray());
  }
}
