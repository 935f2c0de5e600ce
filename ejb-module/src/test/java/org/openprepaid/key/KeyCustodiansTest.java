package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Faults.assertNotForThis;
import static org.openprepaid.key.Institution.hex;
import static org.openprepaid.key.Institution.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that come and go as components, each wrapped until the others are there. */
class KeyCustodiansTest {
  private static final KeySpec ZMK = spec(KeyType.ZMK, KeyAlgorithm.TDES_2KEY);
  private static final String ONE = "1C1C1C1C1C1C1C1C3232323232323232";
  private static final String OTHER = "23456789ABCDEF01FEDCBA9876543210";

  private static final Institution INSTITUTION = new Institution();
  private static final KeyManagement MANAGEMENT = INSTITUTION.management;

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void whatIsSplitIsCombinedToTheSameKey(KeyAlgorithm algorithm) {
    KeyType type = anyOf(algorithm);
    for (int parts = 2; parts <= 3; parts++) {
      KeyRef key = INSTITUTION.generate(type, algorithm);
      List<KeyRef> components = MANAGEMENT.split(key, parts);
      assertThat(components).hasSize(parts).doesNotHaveDuplicates();
      KeyRef again = MANAGEMENT.combine(key.spec(), components);
      assertThat(INSTITUTION.master.unwrap(again)).isEqualTo(INSTITUTION.master.unwrap(key));
      assertThat(again.spec()).isEqualTo(key.spec());
    }
  }

  /** What the custodians of another device enter there. */
  @ParameterizedTest
  @CsvSource({"TMK, TDES_2KEY", "ZMK, TDES_3KEY", "MAK, DES", "ZMK, AES_256", "TMK, SM4"})
  void revealedComponentsMakeTheKeyElsewhere(KeyType type, KeyAlgorithm algorithm) {
    KeyRef key = INSTITUTION.generate(type, algorithm);
    for (int parts = 2; parts <= 3; parts++) {
      List<byte[]> clear = new ArrayList<>();
      for (KeyRef component : MANAGEMENT.split(key, parts)) {
        byte[] revealed = MANAGEMENT.reveal(component);
        assertThat(revealed).hasSize(algorithm.keyBytes());
        for (byte b : revealed) {
          assertThat(!algorithm.hasParity() || Integer.bitCount(b & 0xFF) % 2 == 1).isTrue();
        }
        clear.add(revealed);
      }
      Institution elsewhere = new Institution();
      KeyRef there = elsewhere.module.combine(key.spec(), clear);
      assertThat(elsewhere.module.kcv(there)).isEqualTo(INSTITUTION.module.kcv(key));
    }
  }

  /** Without the last one, the others are only random. */
  @Test
  void everySplitIsAnother() {
    KeyRef key = INSTITUTION.generate(KeyType.ZMK, KeyAlgorithm.AES_256);
    byte[] first = MANAGEMENT.reveal(MANAGEMENT.split(key, 2).get(0));
    assertThat(MANAGEMENT.reveal(MANAGEMENT.split(key, 2).get(0))).isNotEqualTo(first);
    assertThat(first).isNotEqualTo(INSTITUTION.master.unwrap(key));
  }

  @Test
  void enteredComponentsMakeTheKey() {
    KeyRef one = MANAGEMENT.component(ZMK, hex(ONE));
    KeyRef other = MANAGEMENT.component(ZMK, hex(OTHER));
    assertThat(one.type()).isEqualTo(KeyType.COMPONENT);
    assertThat(MANAGEMENT.reveal(one)).isEqualTo(hex(ONE));
    assertThat(MANAGEMENT.checkValue(one))
        .isEqualTo(Kcv.of(KeyMaterial.kcv(KeyAlgorithm.TDES_2KEY, hex(ONE))));
    KeyRef zmk = MANAGEMENT.combine(ZMK, List.of(one, other));
    KeyRef expected = INSTITUTION.module.combine(ZMK, List.of(hex(ONE), hex(OTHER)));
    assertThat(INSTITUTION.module.kcv(zmk)).isEqualTo(INSTITUTION.module.kcv(expected));
    assertThat(zmk.spec()).isEqualTo(ZMK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 15, 17, 24})
  void aComponentOfAnotherLengthIsRefused(int length) {
    KeyException e =
        assertFault(KeyFault.COMPONENTS_REFUSED, () -> MANAGEMENT.component(ZMK, new byte[length]));
    assertThat(e).hasMessageEndingWith("each must have 16 bytes");
  }

  /** Mistyped, most likely: any one digit that is wrong is found. */
  @Test
  void aComponentOfWrongParityIsRefusedAndNotRepeated() {
    for (int i = 0; i < 16; i++) {
      byte[] mistyped = hex(ONE);
      mistyped[i] ^= 0x10;
      KeyException e =
          assertFault(KeyFault.PARITY_WRONG, () -> MANAGEMENT.component(ZMK, mistyped));
      assertThat(e.getMessage()).doesNotContain(hex(mistyped).substring(0, 4));
    }
  }

  @Test
  void parityIsNotAskedOfOtherAlgorithms() {
    KeySpec aes = spec(KeyType.ZMK, KeyAlgorithm.AES_128);
    KeyRef one = MANAGEMENT.component(aes, hex("00112233445566778899AABBCCDDEEFF"));
    assertThat(MANAGEMENT.reveal(one)).isEqualTo(hex("00112233445566778899AABBCCDDEEFF"));
  }

  @Test
  void componentsOfAnotherKeyAreRefused() {
    KeyRef one = MANAGEMENT.component(ZMK, hex(ONE));
    KeySpec second = new KeySpec(ZMK.owner(), ZMK.type(), ZMK.algorithm(), 2, true, ZMK.validity());
    KeySpec partners =
        new KeySpec(
            new KeyOwner("ZONE/OTHER"), ZMK.type(), ZMK.algorithm(), 1, true, ZMK.validity());
    KeySpec sm4 = new KeySpec(ZMK.owner(), KeyType.TMK, KeyAlgorithm.SM4, 1, true, ZMK.validity());
    for (KeySpec other : List.of(second, partners, sm4)) {
      KeyRef foreign = MANAGEMENT.component(other, hex(OTHER));
      assertFault(
          KeyFault.COMPONENTS_REFUSED, () -> MANAGEMENT.combine(ZMK, List.of(one, foreign)));
    }
  }

  @Test
  void twoOrThreeAreWanted() {
    KeyRef one = MANAGEMENT.component(ZMK, hex(ONE));
    KeyRef key = INSTITUTION.generate(KeyType.ZMK, KeyAlgorithm.AES_256);
    for (int parts : new int[] {0, 1, 4}) {
      List<KeyRef> components = Collections.nCopies(parts, one);
      assertFault(KeyFault.COMPONENTS_REFUSED, () -> MANAGEMENT.combine(ZMK, components));
      assertFault(KeyFault.COMPONENTS_REFUSED, () -> MANAGEMENT.split(key, parts));
    }
  }

  @Test
  void componentsThatCancelOutAreRefused() {
    KeyRef one = MANAGEMENT.component(ZMK, hex(ONE));
    assertFault(KeyFault.COMPONENTS_REFUSED, () -> MANAGEMENT.combine(ZMK, List.of(one, one)));
  }

  @Test
  void aKeyThatMayNotLeaveIsNotSplit() {
    KeyRef stays = INSTITUTION.module.generate(ZMK.exportable(false));
    assertFault(KeyFault.EXPORT_REFUSED, () -> MANAGEMENT.split(stays, 2));
  }

  @Test
  void aWholeKeyIsNotRevealedAndNoComponentOfAnother() {
    KeyRef key = INSTITUTION.module.generate(ZMK);
    assertNotForThis(() -> MANAGEMENT.reveal(key));
    KeyRef one = MANAGEMENT.component(ZMK, hex(ONE));
    assertNotForThis(() -> MANAGEMENT.combine(ZMK, List.of(one, key)));
  }

  @Test
  void aComponentIsLeftAsItWas() {
    byte[] component = hex(ONE);
    MANAGEMENT.component(ZMK, component);
    assertThat(component).isEqualTo(hex(ONE));
  }

  private static KeyType anyOf(KeyAlgorithm algorithm) {
    for (KeyType type : KeyType.values()) {
      if (type.accepts(algorithm) && type != KeyType.COMPONENT) {
        return type;
      }
    }
    throw new IllegalArgumentException(algorithm.name());
  }
}
