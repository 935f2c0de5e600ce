package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.hex;
import static org.openprepaid.key.Institution.name;
import static org.openprepaid.key.Institution.spec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.block.BlockHeader;
import org.openprepaid.key.block.BlockVersion;
import org.openprepaid.key.block.ClearProtectionKey;
import org.openprepaid.key.block.KeyBlockCodec;
import org.openprepaid.key.block.ProtectionAlgorithm;
import org.openprepaid.key.block.UnwrappedKey;

/** Keys that are exchanged with partners as X9.143 blocks, and the partner's side of it. */
class KeyExchangeTest {
  private static final String TDES_ZMK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String AES_ZMK =
      "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";
  private static final String SOUND = "23456789ABCDEF01C1E385A789ABCDEF";

  private static final Institution INSTITUTION = new Institution();
  private static final KeyManagement MANAGEMENT = INSTITUTION.management;
  private static final KeyRef UNDER_TDES =
      INSTITUTION.key(KeyType.ZMK, KeyAlgorithm.TDES_2KEY, TDES_ZMK);
  private static final KeyRef UNDER_AES =
      INSTITUTION.key(KeyType.ZMK, KeyAlgorithm.AES_256, AES_ZMK);

  /** A partner that holds the zone master key of an algorithm, and makes and opens blocks. */
  private record Partner(KeyAlgorithm algorithm, String zmk) {
    String sends(BlockHeader header, byte[] key) {
      try (ClearProtectionKey protection = protection()) {
        return KeyBlockCodec.hidingKeyLength().wrap(protection, header, key);
      }
    }

    byte[] finds(String block) {
      try (ClearProtectionKey protection = protection();
          UnwrappedKey opened = KeyBlockCodec.hidingKeyLength().unwrap(protection, block)) {
        return opened.key().clone();
      }
    }

    private ClearProtectionKey protection() {
      return new ClearProtectionKey(ProtectionAlgorithm.valueOf(algorithm.name()), hex(zmk));
    }
  }

  private static final Partner TDES = new Partner(KeyAlgorithm.TDES_2KEY, TDES_ZMK);
  private static final Partner AES = new Partner(KeyAlgorithm.AES_256, AES_ZMK);

  private static BlockHeader header(Partner partner, String usage, char algorithm, char mode) {
    boolean aes = partner.algorithm().isAes();
    return BlockHeader.of(aes ? BlockVersion.D : BlockVersion.B, usage, algorithm, mode);
  }

  private static KeyRef imported(Partner partner, String block, KeyType as) {
    KeyRef zmk = partner.algorithm().isAes() ? UNDER_AES : UNDER_TDES;
    return MANAGEMENT.importBlock(zmk, block, name(as, 1), Validity.ALWAYS);
  }

  /** Usages of ANSI X9.143:2021, table 2; modes of table 4. */
  @ParameterizedTest
  @CsvSource({
    "ZMK, AES_256, K1AB",
    "ZPK, AES_128, P0AB",
    "ZPK, TDES_3KEY, P0TB",
    "ZAK, DES, M1DC",
    "ZAK, TDES_2KEY, M3TC",
    "ZAK, AES_192, M6AC",
    "ZAK, SM4, M64C",
    "TMK, TDES_2KEY, K0TB",
    "PIK, SM4, P04B",
    "MAK, DES, M1DC",
    "TDK, TDES_2KEY, D0TB",
    "BDK, TDES_2KEY, B0TX",
    "PIN_HASH, HMAC_SHA256, V0HC",
    "PIN_OFFSET, TDES_2KEY, V1TC",
    "PVV, TDES_2KEY, V2TC",
    "PIN_STORAGE, AES_256, P0AB",
    "CVK, TDES_2KEY, C0TC",
    "PAN_ENCRYPTION, AES_256, D0AB",
    "PAN_LOOKUP, HMAC_SM3, M73C",
    "BALANCE_SEALING, SM4, D04B",
    "FILE_TRANSPORT, AES_256, D0AB",
    "PRINTER, AES_256, D0AB",
  })
  void anExportedKeyTellsThePartnerWhatItIs(KeyType type, KeyAlgorithm algorithm, String told) {
    KeySpec seven = new KeySpec(Institution.owner(type), type, algorithm, 7, true, Validity.ALWAYS);
    KeyRef key = INSTITUTION.module.generate(seven);
    String block = MANAGEMENT.exportBlock(UNDER_AES, key);
    assertThat(block).matches("D[0-9]{4}" + told + "07N[0-9]{2}00.*");
    assertThat(BlockHeader.parse(block).optionalBlocks()).isEmpty();
    assertThat(AES.finds(block)).isEqualTo(INSTITUTION.master.unwrap(key));
  }

  static List<Arguments> everyZmkAndKey() {
    List<Arguments> cases = new ArrayList<>();
    for (KeyAlgorithm zmk : KeyAlgorithm.values()) {
      for (KeyAlgorithm key : KeyAlgorithm.values()) {
        if (KeyType.ZMK.accepts(zmk)) {
          cases.add(Arguments.of(zmk, key));
        }
      }
    }
    return cases;
  }

  /** Bits of security by NIST SP 800-57 part 1: no key travels under a weaker one. */
  @ParameterizedTest
  @MethodSource("everyZmkAndKey")
  void noKeyTravelsUnderAWeakerOne(KeyAlgorithm zmkAlgorithm, KeyAlgorithm algorithm) {
    List<List<KeyAlgorithm>> byStrength =
        List.of(
            List.of(KeyAlgorithm.DES),
            List.of(KeyAlgorithm.TDES_2KEY),
            List.of(KeyAlgorithm.TDES_3KEY),
            List.of(KeyAlgorithm.AES_128, KeyAlgorithm.SM4),
            List.of(KeyAlgorithm.AES_192),
            List.of(KeyAlgorithm.AES_256, KeyAlgorithm.HMAC_SHA256, KeyAlgorithm.HMAC_SM3));
    KeyRef zmk = INSTITUTION.generate(KeyType.ZMK, zmkAlgorithm);
    KeyRef key = INSTITUTION.generate(anyOf(algorithm), algorithm);
    if (rank(byStrength, algorithm) <= rank(byStrength, zmkAlgorithm)) {
      String block = MANAGEMENT.exportBlock(zmk, key);
      assertThat(block).startsWith(zmkAlgorithm.isAes() ? "D" : "B");
      KeyRef again = MANAGEMENT.importBlock(zmk, block, key.spec().name(), Validity.ALWAYS);
      assertThat(INSTITUTION.module.kcv(again)).isEqualTo(INSTITUTION.module.kcv(key));
      assertThat(again.algorithm()).isEqualTo(algorithm);
    } else {
      assertFault(KeyFault.EXPORT_REFUSED, () -> MANAGEMENT.exportBlock(zmk, key));
    }
  }

  private static int rank(List<List<KeyAlgorithm>> byStrength, KeyAlgorithm algorithm) {
    for (int rank = 0; rank < byStrength.size(); rank++) {
      if (byStrength.get(rank).contains(algorithm)) {
        return rank;
      }
    }
    throw new IllegalArgumentException(algorithm.name());
  }

  private static KeyType anyOf(KeyAlgorithm algorithm) {
    for (KeyType type : KeyType.values()) {
      if (type.accepts(algorithm)) {
        return type;
      }
    }
    throw new IllegalArgumentException(algorithm.name());
  }

  @Test
  void aKeyThatMayNotLeaveStays() {
    KeyRef stays =
        INSTITUTION.module.generate(spec(KeyType.ZPK, KeyAlgorithm.AES_128).exportable(false));
    assertFault(KeyFault.EXPORT_REFUSED, () -> MANAGEMENT.exportBlock(UNDER_AES, stays));
  }

  @ParameterizedTest
  @CsvSource({"N, false", "E, true", "S, true"})
  void anImportedKeyMayLeaveIfItsBlockSaysSo(char exportability, boolean leaves) {
    BlockHeader header = header(AES, "P0", 'A', 'B').withExportability(exportability);
    KeyRef zpk = imported(AES, AES.sends(header, hex(SOUND)), KeyType.ZPK);
    assertThat(zpk.spec().exportable()).isEqualTo(leaves);
    if (leaves) {
      assertThat(MANAGEMENT.exportBlock(UNDER_AES, zpk)).startsWith("D");
    } else {
      assertFault(KeyFault.EXPORT_REFUSED, () -> MANAGEMENT.exportBlock(UNDER_AES, zpk));
    }
  }

  @Test
  void anImportedKeyIsKnownAsTheOperatorSaid() {
    Validity days = new Validity(LocalDate.of(2026, 1, 1), LocalDate.of(2999, 12, 31));
    KeyName as = new KeyName(new KeyOwner("ZONE/PARTNER"), KeyType.ZPK, 12);
    String block = TDES.sends(header(TDES, "P0", 'T', 'N'), hex(SOUND));
    KeyRef zpk = MANAGEMENT.importBlock(UNDER_TDES, block, as, days);
    assertThat(zpk.spec())
        .isEqualTo(new KeySpec(as.owner(), KeyType.ZPK, KeyAlgorithm.TDES_2KEY, 12, false, days));
    assertThat(zpk.mode()).isEqualTo('N');
    assertThat(MANAGEMENT.checkValue(zpk))
        .isEqualTo(Kcv.of(KeyMaterial.kcv(KeyAlgorithm.TDES_2KEY, hex(SOUND))));
  }

  /**
   * Blocks that others published: X9.143:2021 8.1; a payShield's in openemv/tr31's tests; Stack
   * Overflow 75802940. The key is proved by its check value.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "X9.143:2021 8.1, AES_256, 88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6,"
        + "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C1"
        + "58A476FAC12C13C3829DE55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557,"
        + "ZPK, AES_128, 3F419E1CB7079442AA37474C2EFBF8B8",
    "payShield, TDES_2KEY, EFE0853B256B583D868F251CE99EA1D9,"
        + "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228,"
        + "ZMK, TDES_2KEY, 5DB50B454F8389ADCE573BE50861F2BF",
    "payShield, AES_256, 4141414141414141414141414141414141414141414141414141414141414141,"
        + "D0112B0TN00N000037DB9B046B7B0048785690759580ABC3B9842AB4BB7717B4"
        + "9E92528E575785D8123559376A2553B27BE94F054F4E971C,"
        + "BDK, TDES_2KEY, 1FA1F7CEC798D91545DA8AE0C7796BD9",
    "payShield, AES_256, 4141414141414141414141414141414141414141414141414141414141414141,"
        + "D0144D0AN00N0000127862F945C2DED04530FAF7CDBC8B0BA10C7AA79BD5E0C2"
        + "C5D6AC173BF588E4B19ACF1357178D50EA0AB193228E13958304FC6149632DFD"
        + "CADF3A5B3D57E814,"
        + "FILE_TRANSPORT, AES_256,"
        + "BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC",
    "Stack Overflow, TDES_2KEY, 33333333333333334444444444444444,"
        + "B0080P0TD00S00003A74E0769701C712CC87ECB93E9455CC2BF16C71B30F507E524F535F42B56027,"
        + "ZPK, TDES_2KEY, 94892FF715E992BC4AC4E56116582AE6",
  })
  void aPublishedBlockIsTakenIn(
      String source,
      KeyAlgorithm zmk,
      String clearZmk,
      String block,
      KeyType as,
      KeyAlgorithm algorithm,
      String clear) {
    KeyRef key =
        MANAGEMENT.importBlock(
            INSTITUTION.key(KeyType.ZMK, zmk, clearZmk), block, name(as, 1), Validity.ALWAYS);
    assertThat(key.algorithm()).isEqualTo(algorithm);
    assertThat(hex(INSTITUTION.master.unwrap(key))).isEqualTo(clear);
    assertThat(INSTITUTION.module.kcv(key)).isEqualTo(KeyMaterial.kcv(algorithm, hex(clear)));
  }

  /** DD75… in X9.143:2021 8.3.2.2 protects a key that has not the parity of DES. */
  @Test
  void aDesKeyOfWrongParityIsRefused() {
    KeyRef zmk =
        INSTITUTION.key(KeyType.ZMK, KeyAlgorithm.TDES_2KEY, "DD7515F2BFC17F85CE48F3CA25CB21F6");
    String block =
        "B0096P0TE00E0000D7ED9E189BC6F715125B265B149DF8FE218A396785608923"
            + "D6197378386A3759308FC49A2AA891BA";
    assertFault(
        KeyFault.PARITY_WRONG,
        () -> MANAGEMENT.importBlock(zmk, block, name(KeyType.ZPK, 1), Validity.ALWAYS));
  }

  @ParameterizedTest
  @EnumSource(names = {"TDES_2KEY", "AES_256"})
  void anyChangedBitOfABlockIsRefused(KeyAlgorithm algorithm) {
    Partner partner = algorithm.isAes() ? AES : TDES;
    String block = partner.sends(header(partner, "P0", 'T', 'B'), hex(SOUND));
    for (int i = 0; i < block.length(); i++) {
      for (int bit = 0; bit < 7; bit++) {
        char[] changed = block.toCharArray();
        changed[i] ^= (char) (1 << bit);
        assertRefused(partner, new String(changed));
      }
    }
  }

  private static void assertRefused(Partner partner, String block) {
    try {
      imported(partner, block, KeyType.ZPK);
    } catch (KeyException e) {
      assertThat(e.fault()).isIn(KeyFault.BLOCK_MALFORMED, KeyFault.BLOCK_BROKEN);
      assertThat(e).hasMessageNotContaining(block.substring(16));
      return;
    }
    throw new AssertionError("taken in: " + block);
  }

  @Test
  void aBlockUnderAnotherZoneMasterKeyIsRefused() {
    String block = AES.sends(header(AES, "P0", 'T', 'B'), hex(SOUND));
    KeyRef other = INSTITUTION.generate(KeyType.ZMK, KeyAlgorithm.AES_256);
    for (KeyRef zmk : List.of(other, UNDER_TDES)) {
      assertFault(
          KeyFault.BLOCK_BROKEN,
          () -> MANAGEMENT.importBlock(zmk, block, name(KeyType.ZPK, 1), Validity.ALWAYS));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "D", "A0072P0TE00E0000", "D0144P0AE00E0000", "no block at all, but a text"})
  void aTextThatIsNoBlockIsMalformed(String text) {
    assertFault(KeyFault.BLOCK_MALFORMED, () -> imported(AES, text, KeyType.ZPK));
  }

  /** Of the usages with which partners send them, and no others. */
  @ParameterizedTest
  @CsvSource({
    "ZMK, T, K1 K0",
    "ZPK, T, P0",
    "ZAK, T, M3 M0 M1",
    "TMK, T, K0",
    "PIK, T, P0",
    "MAK, T, M3 M0 M1",
    "TDK, T, D0",
    "BDK, T, B0",
    "PIN_OFFSET, T, V1 V0",
    "PVV, T, V2 V0",
    "CVK, T, C0",
  })
  void aBlockForSomethingElseIsRefused(KeyType as, char algorithm, String taken) {
    for (String usage :
        List.of(
            "B0", "B1", "C0", "D0", "D1", "E0", "I0", "K0", "K1", "K2", "M0", "M1", "M2", "M3",
            "M4", "M5", "M6", "M7", "M8", "P0", "S0", "V0", "V1", "V2", "V3", "00", "10")) {
      String block = AES.sends(header(AES, usage, algorithm, as.mode()), hex(SOUND));
      if (taken.contains(usage)) {
        assertThat(imported(AES, block, as).type()).isEqualTo(as);
      } else {
        assertFault(KeyFault.USAGE_REFUSED, () -> imported(AES, block, as));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "P0, A, 5, ZPK",
    "P0, D, 16, ZPK",
    "P0, T, 32, ZPK",
    "P0, R, 32, ZPK",
    "P0, D, 8, ZPK",
    "C0, A, 16, CVK",
    "D0, A, 16, FILE_TRANSPORT",
    "M6, H, 32, ZAK",
  })
  void anAlgorithmThatIsNotForItIsRefused(String usage, char algorithm, int bytes, KeyType as) {
    byte[] key = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      key[i] = hex("0123456789ABCDEF")[i % 8];
    }
    String block = AES.sends(header(AES, usage, algorithm, 'B'), key);
    assertFault(KeyFault.ALGORITHM_REFUSED, () -> imported(AES, block, as));
  }

  @Test
  void aSingleDesKeyIsTakenAsTripleDesToo() {
    for (char told : new char[] {'D', 'T'}) {
      String block = AES.sends(header(AES, "M1", told, 'C'), hex("23456789ABCDEF01"));
      assertThat(imported(AES, block, KeyType.ZAK).algorithm()).isEqualTo(KeyAlgorithm.DES);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "T, 0101010101010101FEDCBA9876543210",
    "T, 0123456789ABCDEF0123456789ABCDEF",
    "A, 00000000000000000000000000000000",
  })
  void aWeakKeyIsRefused(char algorithm, String clear) {
    String block = AES.sends(header(AES, "P0", algorithm, 'B'), hex(clear));
    KeyException e =
        assertFault(KeyFault.ALGORITHM_REFUSED, () -> imported(AES, block, KeyType.ZPK));
    assertThat(e).hasMessageContaining("weak").hasMessageNotContaining(clear);
  }
}
