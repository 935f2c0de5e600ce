package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Faults.assertNotForThis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of key against every operation that takes one. */
class KeyTypeTest {
  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;
  private static final Operation.Place HERE = new Operation.Place(MODULE, INSTITUTION);
  private static final String PAN = "6221558812340000";
  private static final PinCard CARD = new PinCard(Institution.OWN, 1, PAN);

  /** A key of every type and algorithm that goes with it. */
  private static final List<KeyRef> ALL = all();

  private static List<KeyRef> all() {
    List<KeyRef> all = new ArrayList<>();
    for (KeyType type : KeyType.values()) {
      for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
        if (type.accepts(algorithm)) {
          all.add(INSTITUTION.generate(type, algorithm));
        }
      }
    }
    return all;
  }

  private static List<KeyRef> all(KeyType... types) {
    Set<KeyType> wanted = EnumSet.copyOf(List.of(types));
    return ALL.stream().filter(key -> wanted.contains(key.type())).toList();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyServesItsPurposeAndNoOther(Operation operation) {
    for (KeyRef key : ALL) {
      if (operation.isFor(key.type())) {
        assertThatCode(() -> operation.with(key, HERE))
            .as(key.toString())
            .doesNotThrowAnyException();
      } else {
        KeyFault refusal = operation.refusal(key.type());
        KeyException e = assertFault(refusal, () -> operation.with(key, HERE));
        assertThat(e instanceof KeyUsageException).isEqualTo(refusal == KeyFault.USAGE_REFUSED);
      }
    }
  }

  @Test
  void everyTypeAndAlgorithmWasTried() {
    assertThat(ALL).extracting(KeyRef::type).containsAll(EnumSet.allOf(KeyType.class));
    assertThat(ALL).extracting(KeyRef::algorithm).containsAll(EnumSet.allOf(KeyAlgorithm.class));
  }

  /** A key opened for its purpose, and so in the cache, must not be found there for another one. */
  @Test
  void anOpenKeyIsStillRefusedForAnotherPurpose() {
    KeyRef pik = INSTITUTION.generate(KeyType.PIK, KeyAlgorithm.TDES_2KEY);
    Operation.VERIFY_PIN.with(pik, HERE);
    assertNotForThis(() -> MODULE.mac(pik, new byte[8]));
    KeyRef mak = INSTITUTION.generate(KeyType.MAK, KeyAlgorithm.TDES_2KEY);
    Operation.MAC.with(mak, HERE);
    assertNotForThis(() -> Operation.VERIFY_PIN.with(mak, HERE));
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void anAlgorithmThatThePurposeDoesNotAllowIsRefused(KeyType type) {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      if (!type.accepts(algorithm)) {
        assertFault(KeyFault.ALGORITHM_REFUSED, () -> INSTITUTION.generate(type, algorithm));
        byte[] component = KeyMaterial.random(algorithm);
        assertFault(
            KeyFault.ALGORITHM_REFUSED,
            () -> INSTITUTION.key(type, algorithm, Institution.hex(component)));
      }
    }
  }

  /** Only a terminal's working keys, of the CUP profile, and the zone's MAC may be so short. */
  @ParameterizedTest
  @EnumSource(KeyType.class)
  void singleLengthIsForTerminalsAndTheirMacs(KeyType type) {
    boolean allowed =
        EnumSet.of(KeyType.PIK, KeyType.MAK, KeyType.ZAK, KeyType.COMPONENT).contains(type);
    assertThat(type.accepts(KeyAlgorithm.DES)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void theUsualAlgorithmIsAccepted(KeyType type) {
    assertThat(type.accepts(type.usualAlgorithm())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"CUP, DES TDES_2KEY SM4", "X9_9, DES", "X9_19, TDES_2KEY", "CMAC, AES SM4"})
  void aMacIsMadeWithItsKeysOnly(MacAlgorithm mac, String algorithms) {
    List<String> names = List.of(algorithms.split(" ", -1));
    for (KeyRef key : all(KeyType.MAK, KeyType.ZAK, KeyType.BDK)) {
      boolean fits = names.contains(key.algorithm().isAes() ? "AES" : key.algorithm().name());
      WorkingKey working = key.type() == KeyType.BDK ? dukpt(key) : key;
      if (fits) {
        byte[] made = MODULE.mac(working, mac, new byte[20]);
        assertThat(made).hasSize(mac == MacAlgorithm.CMAC ? 16 : 8);
        assertThat(MODULE.verifyMac(working, mac, new byte[20], made))
            .isEqualTo(working instanceof KeyRef);
      } else {
        assertFault(KeyFault.ALGORITHM_REFUSED, () -> MODULE.mac(working, mac, new byte[20]));
        assertFault(
            KeyFault.ALGORITHM_REFUSED,
            () -> MODULE.verifyMac(working, mac, new byte[20], new byte[8]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPinBlockIsForCiphersOfItsBlockLength(PinFormat format) {
    byte[] reference = MODULE.pinReference(PinMethod.KEYED_HASH, CARD, "2718".toCharArray());
    KeyRef zpk = INSTITUTION.generate(KeyType.ZPK, KeyAlgorithm.AES_128);
    for (KeyRef key : all(KeyType.PIK, KeyType.ZPK, KeyType.BDK)) {
      WorkingKey working = key.type() == KeyType.BDK ? dukpt(key) : key;
      byte[] block = new byte[format == PinFormat.ISO_4 ? 16 : 8];
      List<Runnable> uses =
          List.of(
              () -> MODULE.verifyPin(working, format, block, CARD, reference),
              () -> MODULE.changePin(working, format, block, PinMethod.KEYED_HASH, CARD, 4),
              () -> MODULE.translatePin(working, format, block, PAN, zpk, PinFormat.ISO_4));
      boolean wide = key.algorithm() == KeyAlgorithm.SM4 || key.algorithm().isAes();
      for (Runnable use : uses) {
        if (wide == (format == PinFormat.ISO_4)) {
          assertThatCode(use::run).doesNotThrowAnyException();
        } else {
          assertFault(KeyFault.ALGORITHM_REFUSED, use::run);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPinLeavesInAFormatThatFitsTheKey(PinFormat format) {
    byte[] pik = Institution.hex("0123456789ABCDEFFEDCBA9876543210");
    byte[] block = PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, pik, "2718", PAN);
    KeyRef from = INSTITUTION.key(KeyType.PIK, Institution.hex(pik));
    for (KeyRef to : all(KeyType.ZPK)) {
      boolean wide = to.algorithm() == KeyAlgorithm.SM4 || to.algorithm().isAes();
      if (wide == (format == PinFormat.ISO_4)) {
        assertThat(MODULE.translatePin(from, PinFormat.ISO_0, block, PAN, to, format))
            .hasSize(wide ? 16 : 8);
      } else {
        assertFault(
            KeyFault.ALGORITHM_REFUSED,
            () -> MODULE.translatePin(from, PinFormat.ISO_0, block, PAN, to, format));
      }
    }
  }

  /** In ECB: a key goes as whole blocks of the terminal master key's cipher. */
  @Test
  void aWorkingKeyIsExportedInWholeBlocks() {
    for (KeyRef master : all(KeyType.TMK)) {
      for (KeyRef working : all(KeyType.PIK, KeyType.MAK, KeyType.TDK)) {
        int keyBytes = working.algorithm().keyBytes();
        int blockBytes = master.algorithm() == KeyAlgorithm.SM4 ? 16 : 8;
        if (keyBytes % blockBytes == 0) {
          assertThat(MODULE.exportUnder(master, working)).hasSize(keyBytes);
        } else {
          assertFault(KeyFault.ALGORITHM_REFUSED, () -> MODULE.exportUnder(master, working));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void aNameIsReadInAnyWriting(KeyType type) {
    assertThat(KeyType.named(type.name())).isEqualTo(type);
    assertThat(KeyType.named(type.name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PIN", "TERMINAL_MASTER", "PIK "})
  void aNameThatIsNoneIsRefused(String name) {
    assertFault(KeyFault.NAME_MALFORMED, () -> KeyType.named(name));
  }

  private static DukptKey dukpt(KeyRef base) {
    String ksn = base.algorithm().isAes() ? "123456789012345600000001" : "FFFF9876543210E00001";
    return new DukptKey(base, Institution.hex(ksn));
  }
}
