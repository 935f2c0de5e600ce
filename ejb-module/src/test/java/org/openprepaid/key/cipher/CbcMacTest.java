package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.cipher.Bytes.ascii;
import static org.openprepaid.key.cipher.Bytes.everyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.everyKeyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.hex;
import static org.openprepaid.key.cipher.Bytes.sample;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.macs.CBCBlockCipherMac;
import org.bouncycastle.crypto.paddings.ISO7816d4Padding;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ISO/IEC 9797-1 MAC algorithm 1. */
class CbcMacTest {
  private static final byte[] DES_KEY = hex("0123456789ABCDEF");
  private static final byte[] SM4_KEY = hex("0123456789ABCDEFFEDCBA9876543210");

  /**
   * FIPS PUB 113, appendix 2, which is also the example of ANSI X9.9: the four links of the chain,
   * of which the last is the MAC.
   */
  @ParameterizedTest
  @CsvSource({
    "8, 21FB193693A16C28",
    "16, 6C463F0CB7167A6F",
    "24, 956EE891E889D91E",
    "28, F1D30F6849312CA4",
  })
  void fips113(int length, String mac) {
    byte[] data = Arrays.copyOf(ascii("7654321 Now is the time for "), length);
    assertThat(hex(CbcMac.of(DesKey.forEncryption(DES_KEY), data, MacPadding.ZEROS)))
        .isEqualTo(mac);
  }

  /** ISO/IEC 9797-1, annex B, algorithm 1 with DES: MACs of 32 bits; the first also in full. */
  @ParameterizedTest
  @CsvSource({
    "'Now is the time for all ', ZEROS, 70A30640CC76DD8B",
    "'Now is the time for all ', ONE_THEN_ZEROS, 10E1F0F1",
    "'Now is the time for it', ZEROS, E45B3AD2",
    "'Now is the time for it', ONE_THEN_ZEROS, A924C721",
  })
  void iso9797Des(String data, MacPadding padding, String mac) {
    assertThat(hex(CbcMac.of(DesKey.forEncryption(DES_KEY), ascii(data), padding)))
        .startsWith(mac)
        .hasSize(16);
  }

  /**
   * GB/T 15852.1-2020, annex B, algorithm 1 with SM4: 64 bits for either padding; the further bits
   * of method 2 are those in go-cryptobin's tests.
   */
  @ParameterizedTest
  @CsvSource({
    "This is the test message for mac, ZEROS, 16E02904EFB765B7",
    "This is the test message for mac, ONE_THEN_ZEROS, 4B6553AF3C4E27448412315AC7849535",
    "'This is the test message ', ZEROS, BA89E45FE8ABF242",
    "'This is the test message ', ONE_THEN_ZEROS, 421AD1690AA152E2846FA2A5D83445A9",
  })
  void gb15852Sm4(String data, MacPadding padding, String mac) {
    assertThat(hex(CbcMac.of(Sm4Key.forEncryption(SM4_KEY), ascii(data), padding)))
        .startsWith(mac)
        .hasSize(32);
  }

  /** ISO/IEC 9797-1, section 6.3.2: empty data become one block of zeros. */
  @Test
  void ofNothingIsTheEncryptionOfTheFillingAlone() {
    DesKey key = DesKey.forEncryption(DES_KEY);
    assertThat(CbcMac.of(key, new byte[0], MacPadding.ZEROS)).isEqualTo(key.blocks(new byte[8]));
    assertThat(CbcMac.of(key, new byte[0], MacPadding.ONE_THEN_ZEROS))
        .isEqualTo(key.blocks(hex("8000000000000000")));
  }

  @Property(tries = 300)
  void agreesWithBouncyCastleForAnyData(@ForAll @Size(max = 100) byte[] data) {
    DesKey key = DesKey.forEncryption(DES_KEY);
    CBCBlockCipherMac zeros = new CBCBlockCipherMac(new DESEngine(), 64, null);
    CBCBlockCipherMac marked = new CBCBlockCipherMac(new DESEngine(), 64, new ISO7816d4Padding());
    // zeros are not added to nothing there
    if (data.length > 0) {
      assertThat(CbcMac.of(key, data, MacPadding.ZEROS)).isEqualTo(ofLibrary(zeros, data));
    }
    assertThat(CbcMac.of(key, data, MacPadding.ONE_THEN_ZEROS)).isEqualTo(ofLibrary(marked, data));
  }

  private static byte[] ofLibrary(CBCBlockCipherMac mac, byte[] data) {
    mac.init(new KeyParameter(DES_KEY));
    mac.update(data, 0, data.length);
    byte[] result = new byte[8];
    mac.doFinal(result, 0);
    return result;
  }

  @Test
  void anyChangedBitOfDataOrKeyChangesTheMac() {
    for (MacPadding padding : MacPadding.values()) {
      for (int length : new int[] {8, 27, 48}) {
        byte[] data = sample(length);
        DesKey key = DesKey.forEncryption(DES_KEY);
        byte[] mac = CbcMac.of(key, data, padding);
        for (byte[] changed : everyBitFlipped(data)) {
          assertThat(CbcMac.of(key, changed, padding)).isNotEqualTo(mac);
        }
        for (byte[] changed : everyKeyBitFlipped(DES_KEY)) {
          assertThat(CbcMac.of(DesKey.forEncryption(changed), data, padding)).isNotEqualTo(mac);
        }
      }
    }
  }

  @Test
  void onlyTheMarkTellsZerosAtTheEndFromFilling() {
    AesKey key = AesKey.forEncryption(sample(16));
    byte[] data = sample(20);
    byte[] longer = Arrays.copyOf(data, 25);
    assertThat(CbcMac.of(key, longer, MacPadding.ZEROS))
        .isEqualTo(CbcMac.of(key, data, MacPadding.ZEROS));
    assertThat(CbcMac.of(key, longer, MacPadding.ONE_THEN_ZEROS))
        .isNotEqualTo(CbcMac.of(key, data, MacPadding.ONE_THEN_ZEROS));
  }

  @Test
  void theDataAreLeftAlone() {
    byte[] data = sample(27);
    CbcMac.of(DesKey.forEncryption(DES_KEY), data, MacPadding.ONE_THEN_ZEROS);
    assertThat(data).isEqualTo(sample(27));
  }
}
