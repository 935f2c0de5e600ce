package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Institution.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.key.cipher.AesGcm;
import org.openprepaid.key.cipher.DesKey;
import org.openprepaid.key.cipher.KeyedHash;

/** The algorithms against values that others published; the source stands beside each. */
class PublishedVectorsTest {
  private static final String DOUBLE = "0123456789ABCDEFFEDCBA9876543210";

  private final Institution institution = new Institution();

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "0123456789ABCDEF, 4E6F772069732074, 3FA40E8A984D4815, FIPS PUB 81 table B1 first block",
    "0101010101010101, 8000000000000000, 95F8A5E5DD31D900, NIST SP 800-17 table A.1 first",
    "8001010101010101, 0000000000000000, 95A8D72813DAA94D, NIST SP 800-17 table A.2 first",
    "7CA110454A1A6E57, 01A1D6D039776742, 690F5B0D9A26939B, NIST SP 800-17 table A.4 first",
    "0123456789ABCDEFFEDCBA9876543210, FFFF9876543210E0, 6AC292FAA1315B4D, ANSI X9.24-1 A.4 left",
    "C1E385A789ABCDEF3E1C7A5876543210, FFFF9876543210E0, 858AB3A3D7D5933A, ANSI X9.24-1 A.4 right",
  })
  void desAndTripleDes(String key, String clear, String encrypted, String source) {
    assertThat(hex(DesKey.forEncryption(hex(key)).blocks(hex(clear)))).isEqualTo(encrypted);
    assertThat(hex(DesKey.forDecryption(hex(key)).blocks(hex(encrypted)))).isEqualTo(clear);
  }

  /** RFC 4231, test cases 1 and 2. */
  @Test
  void hmacSha256() {
    byte[] key = new byte[20];
    Arrays.fill(key, (byte) 0x0B);
    assertThat(hex(KeyedHash.sha256(key).of(ascii("Hi There"))))
        .isEqualTo("B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7");
    KeyedHash jefe = KeyedHash.sha256(ascii("Jefe"));
    for (int repeated = 0; repeated < 3; repeated++) {
      assertThat(hex(jefe.of(ascii("what do ya want for nothing?"))))
          .isEqualTo("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
    }
  }

  /** The Galois/Counter Mode of Operation (McGrew and Viega, submission to NIST), test case 16. */
  @Test
  void aesGcm() throws AEADBadTagException {
    byte[] key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    byte[] associated = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    byte[] nonceTextTag =
        hex(
            "cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");
    byte[] clear = AesGcm.decrypt(new SecretKeySpec(key, "AES"), associated, nonceTextTag, 0);
    assertThat(clear)
        .isEqualTo(
            hex(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
  }

  /**
   * NIST SP 800-38B, appendix D.3: the AES-256 key and its subkey K1, of which one zero block's
   * CMAC is made.
   */
  @Test
  void checkValueOfAnAesKeyIsItsCmacOfZeros() throws Exception {
    byte[] key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    byte[] cmac = aes.doFinal(hex("cad1ed03299eedac2e9a99808621502f"));
    assertThat(KeyMaterial.kcv(KeyAlgorithm.AES_256, key)).isEqualTo(Arrays.copyOf(cmac, 4));
  }

  /**
   * Check values as key-loading sheets of the trade print them, and the empty HMAC's beginning (key
   * of zeros).
   */
  @ParameterizedTest
  @CsvSource({
    "0123456789ABCDEF, D5D44FF7",
    "0123456789ABCDEFFEDCBA9876543210, 08D7B4FB",
  })
  void checkValueOfADesKey(String key, String kcv) {
    KeyRef block = institution.key(KeyType.MAK, key);
    assertThat(hex(institution.module.kcv(block))).isEqualTo(kcv);
  }

  /**
   * Of a key of zeros it is that of the empty key: HMAC_SHA256("", "") in Wikipedia's article on
   * HMAC.
   */
  @Test
  void checkValueOfAnHmacKeyIsTheHmacOfNothing() {
    byte[] kcv = KeyMaterial.kcv(KeyAlgorithm.HMAC_SHA256, new byte[32]);
    assertThat(hex(kcv)).isEqualTo("B613679A");
  }

  /** ISO 9564-1 format 0, the clear block that Wikipedia's article on ISO 9564 gives. */
  @Test
  void pinBlockFormat0() {
    KeyRef pik = institution.key(KeyType.PIK, DOUBLE);
    byte[] block = PinPad.encrypt(KeyAlgorithm.TDES_2KEY, hex(DOUBLE), hex("0412AC89ABCDEF67"));
    PinCard card = new PinCard(Institution.OWN, 7, "43219876543210987");
    assertThat(check(pik, block, card)).isEqualTo(PinCheck.CORRECT);
  }

  /**
   * ANSI X9.24-1 annex A.4: PIN 1234, card 4012345678909, encrypted PIN block and PIN key of the
   * first transaction.
   */
  @Test
  void encryptedPinBlock() {
    KeyRef pik = institution.key(KeyType.PIK, "042666B49184CF5C68DE9628D0397B36");
    PinCard card = new PinCard(Institution.OWN, 7, "4012345678909");
    assertThat(check(pik, hex("1B9C1845EB993A7A"), card)).isEqualTo(PinCheck.CORRECT);
  }

  private PinCheck check(KeyRef pik, byte[] block, PinCard card) {
    byte[] stored =
        institution.module.pinReference(PinMethod.KEYED_HASH, card, "1234".toCharArray());
    return institution.module.verifyPin(pik, PinFormat.ISO_0, block, card, stored);
  }

  /**
   * ANSI X9.24-1 annex A.4: the two halves of the initial key, here as a key that is exported under
   * another.
   */
  @Test
  void exportIsTripleDesEcb() {
    KeyRef tmk = institution.key(KeyType.TMK, DOUBLE);
    // the exported key's first half is the published clear text with its parity set, so it is
    // compared by decryption
    KeyRef pik = institution.key(KeyType.PIK, "FEFE9876543210E0FEFE9876543210E6");
    byte[] cryptogram = institution.module.exportUnder(tmk, pik);
    assertThat(hex(PinPad.decrypt(KeyAlgorithm.TDES_2KEY, hex(DOUBLE), cryptogram)))
        .isEqualTo("FEFE9876543210E0FEFE9876543210E6");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
