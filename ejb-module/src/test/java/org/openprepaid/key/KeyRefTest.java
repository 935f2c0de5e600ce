package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.hex;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.block.BlockHeader;
import org.openprepaid.key.block.BlockVersion;
import org.openprepaid.key.block.ClearProtectionKey;
import org.openprepaid.key.block.KeyBlockCodec;
import org.openprepaid.key.block.ProtectionAlgorithm;

/** Keys wrapped under the local master key. */
class KeyRefTest {
  private static final Institution INSTITUTION = new Institution();
  private static final Validity THIS_YEAR =
      new Validity(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void aBlockIsPrintableAndSaysWhatItIs(KeyType type) {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      if (type.accepts(algorithm)) {
        KeySpec spec =
            new KeySpec(Institution.owner(type), type, algorithm, 7, type.sealsData(), THIS_YEAR);
        KeyRef block = INSTITUTION.module.generate(spec);
        assertThat(block.value())
            .matches("D[0-9]{4}[A-Z0-9]{2}[DTAH34][BCXN]07[EN][0-9]{2}00[ -~]+")
            .hasSizeLessThanOrEqualTo(KeyRef.MAX_LENGTH);
        KeyRef read = KeyRef.of(block.value());
        assertThat(read).isEqualTo(block).hasSameHashCodeAs(block);
        assertThat(read.spec()).isEqualTo(spec);
        assertThat(read.mode()).isEqualTo(type.mode());
        assertThat(INSTITUTION.master.unwrap(read)).hasSize(algorithm.keyBytes());
      }
    }
  }

  @Test
  void theLongestNamesFit() {
    KeyOwner owner = KeyOwner.terminal("A".repeat(KeyOwner.MAX_NAME));
    KeySpec spec =
        new KeySpec(owner, KeyType.COMPONENT, KeyAlgorithm.HMAC_SHA256, 99, true, THIS_YEAR);
    KeyRef block = INSTITUTION.module.generate(spec);
    assertThat(KeyRef.of(block.value()).spec()).isEqualTo(spec);
    assertThat(block.value()).hasSizeLessThanOrEqualTo(KeyRef.MAX_LENGTH);
  }

  /** Some types share a usage of X9.143: what the key is for stands beside it. */
  @Test
  void typesOfOneUsageAreToldApart() {
    List<KeyType> found = new ArrayList<>();
    for (KeyType type : List.of(KeyType.PIK, KeyType.ZPK, KeyType.PIN_STORAGE)) {
      KeyRef block = INSTITUTION.generate(type, KeyAlgorithm.AES_256);
      assertThat(block.value().substring(5)).startsWith("P0AB");
      found.add(KeyRef.of(block.value()).type());
    }
    assertThat(found).containsExactly(KeyType.PIK, KeyType.ZPK, KeyType.PIN_STORAGE);
  }

  @ParameterizedTest
  @CsvSource({"TMK, TDES_2KEY", "MAK, DES", "BALANCE_SEALING, SM4", "PAN_LOOKUP, HMAC_SM3"})
  void anyChangedBitIsRefused(KeyType type, KeyAlgorithm algorithm) {
    String value = INSTITUTION.generate(type, algorithm).value();
    for (int i = 0; i < value.length(); i++) {
      for (int bit = 0; bit < 7; bit++) {
        char[] changed = value.toCharArray();
        changed[i] ^= (char) (1 << bit);
        assertRefused(new String(changed));
      }
    }
  }

  /** As no block at all, or when it is opened. */
  private static void assertRefused(String text) {
    try {
      KeyRef block = KeyRef.of(text);
      INSTITUTION.module.kcv(block);
    } catch (KeyException e) {
      assertThat(e.fault()).isIn(KeyFault.BLOCK_MALFORMED, KeyFault.BLOCK_BROKEN);
      return;
    }
    throw new AssertionError("opened: " + text);
  }

  @ParameterizedTest(name = "{0} {1} in place of {2}")
  @CsvSource({
    "PIK, TMK|, PIK|",
    "PIK, MAK|, PIK|",
    "PIK, TDK|, PIK|",
    "PIK, ZPK|, PIK|",
    "ZPK, TDES_3KEY, TDES_2KEY",
    "PIK, TERMINAL/10000002, TERMINAL/10000001",
    "PIK, TERMINAL/1000000A, TERMINAL/10000001",
    "PIK, 20000102, 20000101",
    "PIK, 99981231, 99991231",
    "PIK, P0TN01E, P0TB01E",
    "PIK, P0TB02E, P0TB01E",
    "PIK, P0TB01S, P0TB01E",
    "PIK, P0TB01N, P0TB01E",
    "PIK, M0TB01E, P0TB01E",
  })
  void anythingElseWrittenInFrontIsRefused(KeyType type, String written, String instead) {
    KeyRef key = INSTITUTION.generate(type, KeyAlgorithm.TDES_2KEY);
    assertThat(key.value()).contains(instead);
    assertBroken(KeyRef.of(key.value().replace(instead, written)));
  }

  @Test
  void aBlockOfAnotherInstitutionIsRefused() {
    assertBroken(new Institution().generate(KeyType.TMK, KeyAlgorithm.TDES_2KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "D",
        "1PED-AAAA",
        "D0016P0TB01N0000",
        // X9.143:2021 8.1, 8.3.2.2: of partners
        "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C1"
            + "58A476FAC12C13C3829DE55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557",
        "B0096P0TE00E0000D7ED9E189BC6F715125B265B149DF8FE218A396785608923"
            + "D6197378386A3759308FC49A2AA891BA",
      })
  void aTextThatIsNoBlockIsMalformed(String text) {
    assertFault(KeyFault.BLOCK_MALFORMED, () -> KeyRef.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PIK",
        "PIK|TDES_2KEY|TERMINAL/1",
        "PIK|TDES_2KEY|TERMINAL/1|20000101",
        "PIK|TDES_2KEY|TERMINAL/1|2000010119991231",
        "PIK|TDES_2KEY|TERMINAL/1|2000010120010229",
        "PIK|TDES_2KEY|TERMINAL/|2000010199991231",
        "PIK|TDES_2KEY|SOMEBODY/1|2000010199991231",
        "PIK|TDES_4KEY|TERMINAL/1|2000010199991231",
        "PIK|AES_128|TERMINAL/1|2000010199991231",
        "PIK|TDES_3KEY|TERMINAL/1|2000010199991231",
        "PXK|TDES_2KEY|TERMINAL/1|2000010199991231",
        "pik|TDES_2KEY|TERMINAL/1|2000010199991231",
      })
  void aBlockThatSaysSomethingElseIsMalformed(String attributes) {
    String text = block(BlockVersion.D, "01", attributes, 0);
    assertFault(KeyFault.BLOCK_MALFORMED, () -> KeyRef.of(text));
  }

  @Test
  void aBlockOfAnotherVersionOrWithAComponentsNumberIsMalformed() {
    String attributes = "PIK|TDES_2KEY|TERMINAL/1|2000010199991231";
    assertThat(KeyRef.of(block(BlockVersion.D, "01", attributes, 0)).version()).isEqualTo(1);
    assertFault(
        KeyFault.BLOCK_MALFORMED, () -> KeyRef.of(block(BlockVersion.B, "01", attributes, 0)));
    assertFault(
        KeyFault.BLOCK_MALFORMED, () -> KeyRef.of(block(BlockVersion.D, "c1", attributes, 0)));
  }

  @Test
  void aTextBeyondTheBoundIsMalformed() {
    String attributes = "PIK|TDES_2KEY|TERMINAL/1|2000010199991231";
    assertThat(KeyRef.of(block(BlockVersion.D, "01", attributes, 332)).value())
        .hasSize(KeyRef.MAX_LENGTH);
    String longer = block(BlockVersion.D, "01", attributes, 348);
    assertThat(longer).hasSize(KeyRef.MAX_LENGTH + 16);
    assertFault(KeyFault.BLOCK_MALFORMED, () -> KeyRef.of(longer));
  }

  /** A block that is well made, with attributes of ours that may be none, and a long remark. */
  private static String block(BlockVersion version, String number, String attributes, int remark) {
    BlockHeader header =
        BlockHeader.of(version, "P0", 'T', 'B')
            .withKeyVersion(number)
            .withOptional(KeyRef.ATTRIBUTES, attributes);
    boolean aes = version == BlockVersion.D;
    try (ClearProtectionKey key =
        new ClearProtectionKey(
            aes ? ProtectionAlgorithm.AES_256 : ProtectionAlgorithm.TDES_2KEY,
            new byte[aes ? 32 : 16])) {
      return KeyBlockCodec.hidingKeyLength()
          .wrap(
              key,
              remark == 0 ? header : header.withOptional("11", "A".repeat(remark)),
              hex("0123456789ABCDEFFEDCBA9876543210"));
    }
  }

  @Test
  void aLogShowsTheKindOnly() {
    KeyRef block = INSTITUTION.generate(KeyType.PIK, KeyAlgorithm.DES);
    assertThat(block).hasToString("KeyRef[PIK DES TERMINAL/10000001]");
    assertThat(INSTITUTION.module.toString()).doesNotContain(encrypted(block));
  }

  private static void assertBroken(KeyRef block) {
    assertThat(assertFault(KeyFault.BLOCK_BROKEN, () -> INSTITUTION.module.kcv(block)))
        .hasMessageNotContaining(encrypted(block));
  }

  /** The encrypted key and the MAC. */
  private static String encrypted(KeyRef block) {
    return block.value().substring(block.value().length() - 96);
  }
}
