package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of key against every operation that takes one. */
class KeyUsageTest {
  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;

  /** What a key may be used for, and which kinds may. */
  private record Operation(
      String name, Set<KeyUsage> allowed, BiConsumer<SecurityModule, KeyBlock> action) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation(
              "mac",
              EnumSet.of(KeyUsage.MESSAGE_AUTHENTICATION),
              (module, key) -> module.mac(key, new byte[8])),
          new Operation(
              "verifyMac",
              EnumSet.of(KeyUsage.MESSAGE_AUTHENTICATION),
              (module, key) -> module.verifyMac(key, new byte[8], new byte[8])),
          new Operation(
              "verifyPin",
              EnumSet.of(KeyUsage.PIN_ENCRYPTION),
              (module, key) ->
                  module.verifyPin(key, new byte[8], "6221558812340000", 1, new byte[16])),
          new Operation(
              "exportUnder, as the master",
              EnumSet.of(KeyUsage.TERMINAL_MASTER),
              (module, key) ->
                  module.exportUnder(
                      key, module.generate(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.TDES_2KEY))),
          new Operation(
              "exportUnder, as the working key",
              EnumSet.of(
                  KeyUsage.PIN_ENCRYPTION,
                  KeyUsage.MESSAGE_AUTHENTICATION,
                  KeyUsage.TRACK_ENCRYPTION),
              (module, key) ->
                  module.exportUnder(
                      module.generate(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY), key)),
          new Operation("kcv", EnumSet.allOf(KeyUsage.class), SecurityModule::kcv));

  static List<Arguments> everyKeyAgainstEveryOperation() {
    List<Arguments> cases = new ArrayList<>();
    for (Operation operation : OPERATIONS) {
      for (KeyUsage usage : KeyUsage.values()) {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
          if (usage.accepts(algorithm)) {
            cases.add(Arguments.of(operation, usage, algorithm));
          }
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("everyKeyAgainstEveryOperation")
  void aKeyServesItsPurposeAndNoOther(Operation operation, KeyUsage usage, KeyAlgorithm algorithm) {
    KeyBlock key = MODULE.generate(usage, algorithm);
    if (operation.allowed().contains(usage)) {
      assertThatCode(() -> operation.action().accept(MODULE, key)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> operation.action().accept(MODULE, key))
          .isInstanceOf(KeyUsageException.class)
          .hasMessageStartingWith("OP-1508 ");
    }
  }

  /** A key opened for its purpose, and so in the cache, must not be found there for another one. */
  @Test
  void anOpenKeyIsStillRefusedForAnotherPurpose() {
    KeyBlock pik = MODULE.generate(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.TDES_2KEY);
    MODULE.verifyPin(pik, new byte[8], "6221558812340000", 1, new byte[16]);
    assertThatThrownBy(() -> MODULE.mac(pik, new byte[8])).isInstanceOf(KeyUsageException.class);
  }

  @ParameterizedTest
  @EnumSource(KeyUsage.class)
  void anAlgorithmThatThePurposeDoesNotAllowIsRefused(KeyUsage usage) {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      if (!usage.accepts(algorithm)) {
        assertRefused(() -> MODULE.generate(usage, algorithm));
        byte[] component = KeyMaterial.random(algorithm);
        assertRefused(() -> MODULE.combine(usage, algorithm, List.of(component)));
      }
    }
  }

  @Test
  void aSingleLengthTerminalMasterKeyIsNotAccepted() {
    assertThat(KeyUsage.TERMINAL_MASTER.accepts(KeyAlgorithm.DES)).isFalse();
    assertRefused(() -> MODULE.generate(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.DES));
  }

  @ParameterizedTest
  @EnumSource(IssuerKeyName.class)
  void anIssuerKeyOfAnotherPurposeIsNotTaken(IssuerKeyName name) {
    for (KeyUsage usage : KeyUsage.values()) {
      if (usage != name.usage() && usage.accepts(name.algorithm())) {
        Institution institution = new Institution();
        byte[] clear = KeyMaterial.random(name.algorithm());
        institution.store.replace(
            new StoredIssuerKey(
                name.text(),
                1,
                institution.master.wrap(usage, name.algorithm(), clear),
                Kcv.of(KeyMaterial.kcv(name.algorithm(), clear))));
        assertThatThrownBy(institution::restarted)
            .isInstanceOfSatisfying(
                KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.RING_BROKEN));
      }
    }
  }

  private static void assertRefused(Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.ALGORITHM_REFUSED));
  }
}
