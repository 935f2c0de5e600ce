package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Faults.assertFault;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of keys and owners, check values and states. */
class KeyNameTest {
  @ParameterizedTest
  @CsvSource({
    "INSTITUTION:PAN_LOOKUP:1, INSTITUTION, PAN_LOOKUP, 1",
    "ISSUER/OWN:PVV:99, ISSUER/OWN, PVV, 99",
    "ZONE/CUPNET:zpk:2, ZONE/CUPNET, ZPK, 2",
    "ISSUER/OWN:pin-hash:01, ISSUER/OWN, PIN_HASH, 1",
    "TERMINAL/10000001:TMK:1, TERMINAL/10000001, TMK, 1",
    "PRINTER/Mail-1:PRINTER:1, PRINTER/Mail-1, PRINTER, 1",
  })
  void aNameIsReadAsItIsWritten(String text, String owner, KeyType type, int version) {
    KeyName name = KeyName.parse(text);
    assertThat(name).isEqualTo(new KeyName(new KeyOwner(owner), type, version));
    assertThat(KeyName.parse(name.toString())).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "INSTITUTION",
        "INSTITUTION:PAN_LOOKUP",
        "INSTITUTION:PAN_LOOKUP:",
        "INSTITUTION:PAN_LOOKUP:100",
        "INSTITUTION:PAN_LOOKUP:-1",
        "INSTITUTION:PAN_LOOKUP:1:1",
        "INSTITUTION:NONE:1",
        "NOBODY:PVV:1",
        "ISSUER:PVV:1",
        "ISSUER/:PVV:1",
        "ISSUER/A B:PVV:1",
        "ISSUER/OWN\n:PVV:1",
        "ISSUER/1234567890123456789012345:PVV:1",
        "issuer/OWN:PVV:1",
        // not this owner's
        "ISSUER/OWN:ZPK:1",
        "INSTITUTION:PVV:1",
        "TERMINAL/1:ZMK:1",
        "TERMINAL/1:COMPONENT:1",
      })
  void aTextThatIsNoNameIsRefused(String text) {
    assertFault(KeyFault.NAME_MALFORMED, () -> KeyName.parse(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 100, 256})
  void aVersionBeyondTheBoundsIsRefused(int version) {
    assertFault(
        KeyFault.VERSION_REFUSED,
        () -> new KeyName(KeyOwner.INSTITUTION, KeyType.PAN_LOOKUP, version));
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void everyTypeHasOneKindOfOwner(KeyType type) {
    Set<String> owners =
        Arrays.stream(new String[] {"INSTITUTION", "ISSUER/A", "ZONE/A", "TERMINAL/A", "PRINTER/A"})
            .filter(owner -> new KeyOwner(owner).mayOwn(type))
            .collect(Collectors.toSet());
    assertThat(owners).hasSize(type == KeyType.COMPONENT ? 0 : 1);
    assertThat(type.isManaged()).isEqualTo(type != KeyType.COMPONENT);
  }

  @Test
  void ownersHaveNamesOfTheirOwn() {
    assertThat(KeyOwner.INSTITUTION.name()).isEmpty();
    assertThat(KeyOwner.issuer("OWN").name()).isEqualTo("OWN");
    assertThat(KeyOwner.terminal("10000001")).hasToString("TERMINAL/10000001");
    assertThat(KeyOwner.terminal("A".repeat(KeyOwner.MAX_NAME)).text())
        .hasSizeLessThanOrEqualTo(KeyOwner.MAX_LENGTH);
  }

  @Test
  void checkValuesHaveThreeOrFourBytes() {
    assertThat(new Kcv("0a1b2c")).hasToString("0A1B2C");
    assertThat(Kcv.of(new Kcv("0A1B2C3D").bytes())).isEqualTo(new Kcv("0a1b2c3d"));
    for (String none : new String[] {"", "0A1B", "0A1B2C3", "0A1B2C3D4E", "0A1B2G"}) {
      assertThatThrownBy(() -> new Kcv(none)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** NIST SP 800-57 part 1, section 7. */
  @ParameterizedTest
  @CsvSource({
    "PENDING, ACTIVE COMPROMISED DESTROYED",
    "ACTIVE, SUPERSEDED COMPROMISED",
    "SUPERSEDED, COMPROMISED DESTROYED",
    "COMPROMISED, DESTROYED",
    "DESTROYED, ''",
  })
  void nothingComesBackToLife(KeyState state, String next) {
    Set<KeyState> allowed = EnumSet.noneOf(KeyState.class);
    for (KeyState other : KeyState.values()) {
      if (state.mayBecome(other)) {
        allowed.add(other);
      }
    }
    assertThat(allowed.stream().map(Enum::name).collect(Collectors.joining(" "))).isEqualTo(next);
  }

  @Test
  void onlyADestroyedKeyHasNoBlock() {
    KeyName name = KeyName.parse("ISSUER/OWN:PVV:1");
    Kcv kcv = new Kcv("0A1B2C3D");
    assertThat(new ManagedKey(name, KeyState.DESTROYED, null, kcv, Validity.ALWAYS).ref()).isNull();
    assertThatThrownBy(() -> new ManagedKey(name, KeyState.ACTIVE, null, kcv, Validity.ALWAYS))
        .isInstanceOf(IllegalArgumentException.class);
    KeyRef ref = new Institution().store.find(name).ref();
    assertThatThrownBy(() -> new ManagedKey(name, KeyState.DESTROYED, ref, kcv, Validity.ALWAYS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void faultsHaveCodesOfTheirOwn() {
    assertThat(KeyFault.values()).extracting(KeyFault::code).doesNotHaveDuplicates();
    assertThat(KeyFault.values())
        .extracting(KeyFault::code)
        .allMatch(c -> c.matches("OP-15\\d\\d"));
  }
}
