package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.hex;
import static org.openprepaid.key.Institution.name;
import static org.openprepaid.key.Institution.spec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openprepaid.key.block.BlockHeader;
import org.openprepaid.key.block.BlockVersion;
import org.openprepaid.key.block.ClearProtectionKey;
import org.openprepaid.key.block.KeyBlockCodec;
import org.openprepaid.key.block.ProtectionAlgorithm;

/** Modes of use: a partner may send a key that does one half of what its kind could do. */
class KeyModesTest {
  private static final String ZMK =
      "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";

  private static final String PAN = "6221558812340000";

  private static final Institution INSTITUTION = new Institution();
  private static final Operation.Place HERE = new Operation.Place(INSTITUTION.module, INSTITUTION);

  @ParameterizedTest
  @EnumSource
  void aKeyIsUsedInItsModeOnly(Operation operation) {
    for (KeyType type : KeyType.values()) {
      if (operation.isFor(type)) {
        byte[] clear = KeyMaterial.random(type.usualAlgorithm());
        for (char mode : Operation.ALL_MODES.toCharArray()) {
          KeyRef key = INSTITUTION.master.wrap(spec(type, type.usualAlgorithm()), mode, clear);
          if (operation.isFor(mode)) {
            assertThatCode(() -> operation.with(key, HERE))
                .as(type + " " + mode)
                .doesNotThrowAnyException();
          } else {
            assertFault(KeyFault.USAGE_REFUSED, () -> operation.with(key, HERE));
          }
        }
      }
    }
  }

  @Test
  void aKeyThatCameToEncryptDoesNotDecrypt() {
    KeyRef zpk = imported(KeyType.ZPK, "P0", 'E');
    assertThat(zpk.mode()).isEqualTo('E');
    byte[] pik = hex("0123456789ABCDEFFEDCBA9876543210");
    byte[] block = PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, pik, "2718", PAN);
    byte[] translated =
        INSTITUTION.module.translatePin(
            INSTITUTION.key(KeyType.PIK, hex(pik)),
            PinFormat.ISO_0,
            block,
            PAN,
            zpk,
            PinFormat.ISO_4);
    assertThat(translated).hasSize(16);
    PinCard card = new PinCard(Institution.OWN, 1, PAN);
    assertFault(
        KeyFault.USAGE_REFUSED,
        () ->
            INSTITUTION.module.changePin(
                zpk, PinFormat.ISO_4, translated, PinMethod.KEYED_HASH, card, 4));
  }

  @Test
  void aKeyThatCameToVerifyMakesNoMac() {
    KeyRef zak = imported(KeyType.ZAK, "M6", 'V');
    byte[] data = new byte[20];
    byte[] none = new byte[16];
    assertThat(INSTITUTION.module.verifyMac(zak, MacAlgorithm.CMAC, data, none)).isFalse();
    assertFault(KeyFault.USAGE_REFUSED, () -> INSTITUTION.module.mac(zak, MacAlgorithm.CMAC, data));
  }

  /** It stays as narrow as it came, in whatever block it is. */
  @Test
  void aModeIsNotWidenedByWrappingAnew() {
    KeyRef zpk = imported(KeyType.ZPK, "P0", 'D');
    KeyRef rewrapped = INSTITUTION.management.rewrap(zpk);
    assertThat(rewrapped).isNotEqualTo(zpk);
    assertThat(rewrapped.mode()).isEqualTo('D');
    KeyRef zmk = INSTITUTION.key(KeyType.ZMK, KeyAlgorithm.AES_256, ZMK);
    String block = INSTITUTION.management.exportBlock(zmk, rewrapped);
    assertThat(BlockHeader.parse(block).mode()).isEqualTo('D');
  }

  private static KeyRef imported(KeyType type, String usage, char mode) {
    BlockHeader header =
        BlockHeader.of(BlockVersion.D, usage, 'A', mode).withExportability(BlockHeader.EXPORTABLE);
    KeyRef zmk = INSTITUTION.key(KeyType.ZMK, KeyAlgorithm.AES_256, ZMK);
    try (ClearProtectionKey partner =
        new ClearProtectionKey(ProtectionAlgorithm.AES_256, hex(ZMK))) {
      String block =
          KeyBlockCodec.hidingKeyLength()
              .wrap(partner, header, hex("00112233445566778899AABBCCDDEEFF"));
      return INSTITUTION.management.importBlock(zmk, block, name(type, 1), Validity.ALWAYS);
    }
  }
}
