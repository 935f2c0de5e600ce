package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Terminals whose keys are derived for one transaction. The values are ANSI X9.24-1:2009 A.4, as
 * they stand in the test suites of openemv/dukpt (PIN blocks) and moov-io/dukpt (MACs), and ASC
 * X9's supplement to ANSI X9.24-3:2017, as it stands in those of openemv/dukpt and paysec_dukpt.
 */
class DukptTest {
  private static final String TDES_BDK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String AES_BDK = "FEDCBA9876543210F1F1F1F1F1F1F1F1";
  private static final String ID = "1234567890123456";

  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;
  private static final KeyRef TDES = INSTITUTION.key(KeyType.BDK, TDES_BDK);
  private static final KeyRef AES = INSTITUTION.key(KeyType.BDK, KeyAlgorithm.AES_128, AES_BDK);
  private static final KeyRef AES_256 =
      INSTITUTION.key(KeyType.BDK, KeyAlgorithm.AES_256, AES_BDK + AES_BDK);

  private static final PinCard TDES_CARD = new PinCard(Institution.OWN, 1, "4012345678909");
  private static final PinCard AES_CARD = new PinCard(Institution.OWN, 2, "4111111111111111");
  private static final byte[] PIN_1234_OF_1 = reference(TDES_CARD);
  private static final byte[] PIN_1234_OF_2 = reference(AES_CARD);

  private static byte[] reference(PinCard card) {
    return MODULE.pinReference(PinMethod.KEYED_HASH, card, "1234".toCharArray());
  }

  @ParameterizedTest
  @CsvSource({
    "FFFF9876543210E00001, 1B9C1845EB993A7A",
    "FFFF9876543210E00002, 10A01C8D02C69107",
    "FFFF9876543210E00003, 18DC07B94797B466",
    "FFFF9876543210E00015, 72105C22EBC791E6",
    "FFFF9876543210EFF800, 33365F5CC6F23C35",
    "FFFF9876543210EFFC00, DEFC6F09F8927B71",
    "FFFF9876543210F00000, 73EC88AD0AC5830E",
  })
  void aPinUnderATripleDesKey(String ksn, String block) {
    assertThat(verifyTdes(ksn, block)).isEqualTo(PinCheck.CORRECT);
    assertThat(verifyTdes("FFFF9876543210E00004", block)).isNotEqualTo(PinCheck.CORRECT);
  }

  private static PinCheck verifyTdes(String ksn, String block) {
    return MODULE.verifyPin(
        new DukptKey(TDES, hex(ksn)), PinFormat.ISO_0, hex(block), TDES_CARD, PIN_1234_OF_1);
  }

  @ParameterizedTest
  @CsvSource({
    "00000001, A912150391AB65A67E52883D81CE2D15",
    "00000002, 52A00503BD34BA1383F6A7EE9FE2547F",
  })
  void aPinUnderAnAesKey(String counter, String block) {
    assertThat(verifyAes(counter, block)).isEqualTo(PinCheck.CORRECT);
    assertThat(verifyAes("00000003", block)).isNotEqualTo(PinCheck.CORRECT);
  }

  private static PinCheck verifyAes(String counter, String block) {
    return MODULE.verifyPin(
        new DukptKey(AES, hex(ID + counter)), PinFormat.ISO_4, hex(block), AES_CARD, PIN_1234_OF_2);
  }

  /** The PIN key of the first transaction is published, the block made with it here. */
  @Test
  void aPinUnderAnAes256Key() {
    byte[] key = hex("8C1AB7BEE973829E30242E0BBBDD4946D540C98FC1B5BDCF94790001A23FD502");
    byte[] block =
        PinPad.block(PinFormat.ISO_4, KeyAlgorithm.AES_256, key, "1234", AES_CARD.panDigits());
    assertThat(
            MODULE.verifyPin(
                new DukptKey(AES_256, hex(ID + "00000001")),
                PinFormat.ISO_4,
                block,
                AES_CARD,
                PIN_1234_OF_2))
        .isEqualTo(PinCheck.CORRECT);
  }

  /** The data 4012345678909D987, filled with zeros. */
  @ParameterizedTest
  @CsvSource({
    "FFFF9876543210E00001, 9CCC78173FC4FB64, 20364223C1FF00FA",
    "FFFF9876543210E00002, F608A9BCA6FFC311, D1FCA6BEF05D24D2",
    "FFFF9876543210E00003, 20B59A4FEAC937E3, BAD4CC9CC2AE326C",
    "FFFF9876543210E00004, C7BFA6CC44161828, 1EB08AEECE6FF0C2",
    "FFFF9876543210E00005, 0202B96339022058, 5CBE3E81D1D2A0FB",
  })
  void macsUnderATripleDesKey(String ksn, String request, String response) {
    byte[] data = "4012345678909D987".getBytes(StandardCharsets.US_ASCII);
    DukptKey key = new DukptKey(TDES, hex(ksn));
    assertThat(MODULE.verifyMac(key, MacAlgorithm.X9_19, data, hex(request))).isTrue();
    assertThat(MODULE.verifyMac(key, MacAlgorithm.X9_19, data, hex(request.substring(0, 8))))
        .isTrue();
    assertThat(hex(MODULE.mac(key, MacAlgorithm.X9_19, data))).isEqualTo(response);
    // what the host sends must not come back to it as a request
    assertThat(MODULE.verifyMac(key, MacAlgorithm.X9_19, data, hex(response))).isFalse();
  }

  /** The working keys are published (MAC generation and verification), the MACs are not. */
  @ParameterizedTest
  @CsvSource({
    "A2DC23DE6FDE0824A2BC321E08E4B8B7, true",
    "DBB463945B286C07CD3AD82EE96FD9C9, false",
  })
  void macsUnderAnAesKey(String workingKey, boolean ofTheTerminal) {
    byte[] data = "4012345678909D987".getBytes(StandardCharsets.US_ASCII);
    DukptKey key = new DukptKey(AES, hex(ID + "00000001"));
    byte[] mac = cmac(hex(workingKey), data);
    assertThat(MODULE.verifyMac(key, MacAlgorithm.CMAC, data, mac)).isEqualTo(ofTheTerminal);
    assertThat(Arrays.equals(MODULE.mac(key, MacAlgorithm.CMAC, data), mac))
        .isEqualTo(!ofTheTerminal);
  }

  @Test
  void macsUnderAnAes256Key() {
    byte[] working = hex("61DABDF4B340CF461EE860B1D1AB55357142BD2D6977306859CF49AEFE8F1549");
    DukptKey key = new DukptKey(AES_256, hex(ID + "00000001"));
    byte[] mac = cmac(working, new byte[20]);
    assertThat(MODULE.verifyMac(key, MacAlgorithm.CMAC, new byte[20], mac)).isTrue();
  }

  private static byte[] cmac(byte[] key, byte[] data) {
    CMac cmac = new CMac(AESEngine.newInstance());
    cmac.init(new KeyParameter(key));
    cmac.update(data, 0, data.length);
    byte[] mac = new byte[16];
    cmac.doFinal(mac, 0);
    return mac;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9876543210E00001",
        "FFFF9876543210E00000",
        "FFFF9876543210EFF803",
        "FFFF9876543210FFFFFF",
        ID + "00000001",
      })
  void aTripleDesSerialNumberThatNoTerminalUsesIsRefused(String ksn) {
    assertKsnRefused(new DukptKey(TDES, hex(ksn)), MacAlgorithm.X9_19, PinFormat.ISO_0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ID,
        ID + "00000000",
        ID + "0001FFFF",
        ID + "FFFFFFFF",
        "FFFF9876543210E00001",
        ID + "0000000100",
      })
  void anAesSerialNumberThatNoTerminalUsesIsRefused(String ksn) {
    assertKsnRefused(new DukptKey(AES, hex(ksn)), MacAlgorithm.CMAC, PinFormat.ISO_4);
  }

  private static void assertKsnRefused(DukptKey key, MacAlgorithm mac, PinFormat format) {
    byte[] block = new byte[format == PinFormat.ISO_4 ? 16 : 8];
    assertFault(KeyFault.KSN_REFUSED, () -> MODULE.mac(key, mac, new byte[8]));
    assertFault(KeyFault.KSN_REFUSED, () -> MODULE.verifyMac(key, mac, new byte[8], new byte[8]));
    KeyException e =
        assertFault(
            KeyFault.KSN_REFUSED,
            () -> MODULE.verifyPin(key, format, block, TDES_CARD, PIN_1234_OF_1));
    assertThat(e).hasMessageStartingWith("OP-1540 ");
  }

  /** No other use of the transaction's key than the one of its working key. */
  @Test
  void aTransactionsMacKeyIsNotItsPinKey() {
    DukptKey key = new DukptKey(TDES, hex("FFFF9876543210E00001"));
    KeyRef pinKey = INSTITUTION.key(KeyType.MAK, "042666B49184CF5C68DE9628D0397B36");
    byte[] mac = MODULE.mac(pinKey, MacAlgorithm.X9_19, new byte[8]);
    assertThat(MODULE.verifyMac(key, MacAlgorithm.X9_19, new byte[8], mac)).isFalse();
    assertThat(MODULE.mac(key, MacAlgorithm.X9_19, new byte[8])).isNotEqualTo(mac);
  }

  @Test
  void nothingOfATransactionsKeysIsKept() {
    Institution institution = new Institution();
    KeyRef base = institution.key(KeyType.BDK, TDES_BDK);
    DukptKey key = new DukptKey(base, hex("FFFF9876543210E00001"));
    assertThat(institution.module.mac(key, MacAlgorithm.CUP, new byte[8])).hasSize(8);
    assertThat(institution.module.openMacKeys()).isZero();
    institution.module.mac(institution.generate(KeyType.MAK, KeyAlgorithm.DES), new byte[8]);
    assertThat(institution.module.openMacKeys()).isEqualTo(1);
  }

  @Test
  void theSerialNumberIsCopied() {
    byte[] ksn = hex("FFFF9876543210E00001");
    DukptKey key = new DukptKey(TDES, ksn);
    byte[] before = MODULE.mac(key, MacAlgorithm.X9_19, new byte[8]);
    ksn[9] = 2;
    assertThat(MODULE.mac(key, MacAlgorithm.X9_19, new byte[8])).isEqualTo(before);
    assertThat(key)
        .hasToString("DukptKey[KeyRef[BDK TDES_2KEY ZONE/CUPNET], ksn=ffff9876543210e00001]");
  }
}
