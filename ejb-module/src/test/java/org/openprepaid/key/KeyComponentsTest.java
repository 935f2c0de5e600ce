package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import java.util.List;
import javax.crypto.Cipher;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys made of components, their parity and check values, and their way to a terminal. */
class KeyComponentsTest {
  private static final String TMK = "0123456789ABCDEFFEDCBA9876543210";

  private final Institution institution = new Institution();
  private final SoftSecurityModule module = institution.module;

  @Test
  void threeComponentsMakeTheKeyOfTheirSum() {
    KeyBlock whole = institution.key(KeyUsage.TERMINAL_MASTER, TMK);
    KeyBlock combined =
        module.combine(
            KeyUsage.TERMINAL_MASTER,
            KeyAlgorithm.TDES_2KEY,
            List.of(
                hex("11111111111111112222222222222222"),
                hex("F0F0F0F0F0F0F0F00F0F0F0F0F0F0F0F"),
                hex("E0C2A486684A2C0ED3F197B55B791F3D")));
    assertThat(institution.master.unwrap(combined)).isEqualTo(hex(TMK));
    assertThat(module.kcv(combined)).isEqualTo(module.kcv(whole)).isEqualTo(hex("08D7B4FB"));
  }

  @Property(tries = 200)
  void everyByteOfADesKeyHasOddParity(@ForAll @Size(16) byte[] component) {
    Assume.that(!isRefused(component));
    byte[] key =
        institution.master.unwrap(
            module.combine(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.TDES_2KEY, List.of(component)));
    for (int i = 0; i < key.length; i++) {
      assertThat(Integer.bitCount(key[i] & 0xFF) % 2).isEqualTo(1);
      assertThat(key[i] & 0xFE).isEqualTo(component[i] & 0xFE);
    }
  }

  @Test
  void generatedKeysHaveOddParityAndDiffer() {
    KeyBlock one = module.generate(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY);
    KeyBlock other = module.generate(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY);
    byte[] key = institution.master.unwrap(one);
    assertThat(key).isNotEqualTo(institution.master.unwrap(other));
    for (byte b : key) {
      assertThat(Integer.bitCount(b & 0xFF) % 2).isEqualTo(1);
    }
  }

  @Test
  void anAesKeyIsTakenAsItIs() {
    byte[] component = hex("00".repeat(31) + "01");
    KeyBlock block =
        module.combine(KeyUsage.BALANCE_SEALING, KeyAlgorithm.AES_256, List.of(component));
    assertThat(institution.master.unwrap(block)).isEqualTo(component);
  }

  @Test
  void theWrongNumberOfComponentsIsRefused() {
    byte[] c = hex(TMK);
    assertRefused(KeyAlgorithm.TDES_2KEY, List.of());
    assertRefused(KeyAlgorithm.TDES_2KEY, List.of(c, c, c, c));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 15, 17, 24})
  void aComponentOfTheWrongLengthIsRefused(int length) {
    assertRefused(KeyAlgorithm.TDES_2KEY, List.of(hex(TMK), new byte[length]));
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
    assertRefused(KeyAlgorithm.TDES_2KEY, List.of(hex(key)));
  }

  @Test
  void componentsThatCancelOutAreRefused() {
    assertRefused(KeyAlgorithm.TDES_2KEY, List.of(hex(TMK), hex(TMK)));
  }

  @Test
  void componentsAreLeftAsTheyWere() {
    byte[] component = hex("0022446688AACCEE8899AABBCCDDEEFF");
    module.combine(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY, List.of(component));
    assertThat(component).isEqualTo(hex("0022446688AACCEE8899AABBCCDDEEFF"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"23456789ABCDEF01", "23456789ABCDEF01C1E385A789ABCDEF"})
  void theTerminalOpensAnExportedKeyAndFindsItsCheckValue(String clear) {
    KeyBlock tmk = institution.key(KeyUsage.TERMINAL_MASTER, TMK);
    KeyBlock pik = institution.key(KeyUsage.PIN_ENCRYPTION, clear);
    byte[] cryptogram = module.exportUnder(tmk, pik);
    byte[] opened = Institution.des(Cipher.DECRYPT_MODE, hex(TMK), cryptogram);
    assertThat(hex(opened)).isEqualTo(clear);
    assertThat(hex(Institution.encrypt(opened, new byte[8]))).startsWith(hex(module.kcv(pik)));
  }

  @Test
  void checkValuesOfAllKindsHaveFourBytes() {
    for (KeyUsage usage : KeyUsage.values()) {
      for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
        if (usage.accepts(algorithm)) {
          assertThat(module.kcv(module.generate(usage, algorithm))).hasSize(4);
        }
      }
    }
  }

  private void assertRefused(KeyAlgorithm algorithm, List<byte[]> components) {
    assertThatThrownBy(() -> module.combine(KeyUsage.TERMINAL_MASTER, algorithm, components))
        .isInstanceOfSatisfying(
            KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.COMPONENTS_REFUSED));
  }

  private boolean isRefused(byte[] component) {
    try {
      module.combine(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.TDES_2KEY, List.of(component));
      return false;
    } catch (KeyException e) {
      return true;
    }
  }
}
