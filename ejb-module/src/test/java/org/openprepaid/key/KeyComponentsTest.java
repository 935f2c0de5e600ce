package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.hex;
import static org.openprepaid.key.Institution.spec;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys made of clear components, their parity and check values, and their way to a terminal. */
class KeyComponentsTest {
  private static final String TMK = "0123456789ABCDEFFEDCBA9876543210";
  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;

  @Test
  void threeComponentsMakeTheKeyOfTheirSum() {
    KeyRef whole = INSTITUTION.key(KeyType.TMK, TMK);
    KeyRef combined =
        combined(
            KeyType.TMK,
            hex("11111111111111112222222222222222"),
            hex("F0F0F0F0F0F0F0F00F0F0F0F0F0F0F0F"),
            hex("E0C2A486684A2C0ED3F197B55B791F3D"));
    assertThat(INSTITUTION.master.unwrap(combined)).isEqualTo(hex(TMK));
    assertThat(MODULE.kcv(combined)).isEqualTo(MODULE.kcv(whole)).isEqualTo(hex("08D7B4FB"));
  }

  @Property(tries = 200)
  void everyByteOfADesKeyHasOddParity(@ForAll @Size(16) byte[] component) {
    Assume.that(!isRefused(component));
    byte[] key = INSTITUTION.master.unwrap(combined(KeyType.PIK, component));
    for (int i = 0; i < key.length; i++) {
      assertThat(Integer.bitCount(key[i] & 0xFF) % 2).isEqualTo(1);
      assertThat(key[i] & 0xFE).isEqualTo(component[i] & 0xFE);
    }
  }

  @ParameterizedTest
  @CsvSource({"MAK, DES", "TMK, TDES_2KEY", "ZMK, TDES_3KEY"})
  void generatedKeysHaveOddParityAndDiffer(KeyType type, KeyAlgorithm algorithm) {
    byte[] key = INSTITUTION.master.unwrap(INSTITUTION.generate(type, algorithm));
    byte[] other = INSTITUTION.master.unwrap(INSTITUTION.generate(type, algorithm));
    assertThat(key).hasSize(algorithm.keyBytes()).isNotEqualTo(other);
    for (byte b : key) {
      assertThat(Integer.bitCount(b & 0xFF) % 2).isEqualTo(1);
    }
  }

  @Test
  void anAesKeyIsTakenAsItIs() {
    byte[] component = hex("00".repeat(31) + "01");
    KeyRef block = MODULE.combine(spec(KeyType.ZMK, KeyAlgorithm.AES_256), List.of(component));
    assertThat(INSTITUTION.master.unwrap(block)).isEqualTo(component);
  }

  @Test
  void theWrongNumberOfComponentsIsRefused() {
    byte[] c = hex(TMK);
    assertRefused();
    assertRefused(c, c, c, c);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 15, 17, 24})
  void aComponentOfTheWrongLengthIsRefused(int length) {
    assertRefused(hex(TMK), new byte[length]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0101010101010101FEDCBA9876543210",
        "0123456789ABCDEFE0E0E0E0F1F1F1F1",
        "01FE01FE01FE01FE0123456789ABCDEF",
        "0123456789ABCDEF0123456789ABCDEF",
        "0022446688AACCEE0123456789ABCDEF",
      })
  void aWeakKeyOrOneOfEqualHalvesIsRefused(String key) {
    assertRefused(hex(key));
  }

  @ParameterizedTest
  @CsvSource({
    "TDES_3KEY, 0123456789ABCDEF0123456789ABCDEFFEDCBA9876543210",
    "TDES_3KEY, FEDCBA98765432100123456789ABCDEF0123456789ABCDEF",
    "TDES_3KEY, FEDCBA98765432100123456789ABCDEF1F1F1F1F0E0E0E0E",
    "AES_128, 00000000000000000000000000000000",
    "AES_256, 0000000000000000000000000000000000000000000000000000000000000000",
  })
  void aWeakKeyOfOtherAlgorithmsIsRefused(KeyAlgorithm algorithm, String key) {
    assertFault(
        KeyFault.COMPONENTS_REFUSED,
        () -> MODULE.combine(spec(KeyType.ZMK, algorithm), List.of(hex(key))));
  }

  @Test
  void componentsThatCancelOutAreRefused() {
    assertRefused(hex(TMK), hex(TMK));
  }

  @Test
  void componentsAreLeftAsTheyWere() {
    byte[] component = hex("0022446688AACCEE8899AABBCCDDEEFF");
    combined(KeyType.TMK, component);
    assertThat(component).isEqualTo(hex("0022446688AACCEE8899AABBCCDDEEFF"));
  }

  @ParameterizedTest
  @CsvSource({
    "TDES_2KEY, DES, 23456789ABCDEF01",
    "TDES_2KEY, TDES_2KEY, 23456789ABCDEF01C1E385A789ABCDEF",
    "SM4, TDES_2KEY, 23456789ABCDEF01C1E385A789ABCDEF",
    "SM4, SM4, 00112233445566778899AABBCCDDEEFF",
  })
  void theTerminalOpensAnExportedKeyAndFindsItsCheckValue(
      KeyAlgorithm master, KeyAlgorithm algorithm, String clear) {
    KeyRef tmk = INSTITUTION.key(KeyType.TMK, master, TMK);
    KeyRef pik = INSTITUTION.key(KeyType.PIK, algorithm, clear);
    byte[] opened = PinPad.decrypt(master, hex(TMK), MODULE.exportUnder(tmk, pik));
    assertThat(hex(opened)).isEqualTo(clear);
    int blockBytes = algorithm == KeyAlgorithm.SM4 ? 16 : 8;
    assertThat(hex(PinPad.encrypt(algorithm, opened, new byte[blockBytes])))
        .startsWith(hex(MODULE.kcv(pik)));
  }

  @Test
  void aWorkingKeyThatWasMadeNotToLeaveStays() {
    KeyRef tmk = INSTITUTION.key(KeyType.TMK, TMK);
    KeyRef stays = MODULE.generate(spec(KeyType.PIK, KeyAlgorithm.TDES_2KEY).exportable(false));
    assertFault(KeyFault.EXPORT_REFUSED, () -> MODULE.exportUnder(tmk, stays));
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void checkValuesOfAllKindsHaveFourBytes(KeyType type) {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      if (type.accepts(algorithm)) {
        KeyRef key = INSTITUTION.generate(type, algorithm);
        assertThat(MODULE.kcv(key)).hasSize(4);
        assertThat(INSTITUTION.management.checkValue(key).bytes()).isEqualTo(MODULE.kcv(key));
      }
    }
  }

  private static KeyRef combined(KeyType type, byte[]... components) {
    return MODULE.combine(spec(type, KeyAlgorithm.TDES_2KEY), List.of(components));
  }

  private static void assertRefused(byte[]... components) {
    assertFault(KeyFault.COMPONENTS_REFUSED, () -> combined(KeyType.TMK, components));
  }

  private static boolean isRefused(byte[] component) {
    try {
      combined(KeyType.PIK, component);
      return false;
    } catch (KeyException e) {
      return true;
    }
  }
}
