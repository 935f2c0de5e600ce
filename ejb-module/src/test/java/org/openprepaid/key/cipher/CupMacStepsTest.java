package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.cipher.Bytes.ascii;
import static org.openprepaid.key.cipher.Bytes.everyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.everyKeyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.hex;
import static org.openprepaid.key.cipher.Bytes.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** The MAC of the CUP profile, with DES and in the SM dialect, step by step. */
class CupMacStepsTest {
  private static final byte[] DES_KEY = hex("0123456789ABCDEF");
  private static final byte[] SM4_KEY = hex("0123456789ABCDEFFEDCBA9876543210");

  /**
   * The worked example in the tests of github.com/solo123/pgate (pos_mac_test.rb), with the values
   * between: sum B9F9B96AA4FDB57F; after the first encryption 9FDE90A34CF73B2E; after the second
   * E267B6E21913D339.
   */
  @Test
  void publishedExample() {
    DesKey key = DesKey.forEncryption(hex("2222222222222222"));
    byte[] data = hex("1234567890ABCDEF ABCDEF1234567890");
    assertThat(hex(key.blocks(ascii("B9F9B96A")))).isEqualTo("9FDE90A34CF73B2E");
    assertThat(CupMac.of(key, data)).isEqualTo(ascii("E267B6E2"));
  }

  /**
   * The steps of the SM dialect over blocks whose sum is plain to see: the digits of the sum make
   * 32 characters, that is two blocks.
   */
  @Test
  void inTheSmDialectBlocksHaveSixteenBytes() {
    byte[] data = hex("000102030405060708090A0B0C0D0E0F F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0 FFFF");
    byte[] mac = CupMac.of(Sm4Key.forEncryption(SM4_KEY), data);
    assertThat(mac).isEqualTo(byHand(sm4(SM4_KEY), "0F0EF2F3F4F5F6F7F8F9FAFBFCFDFEFF")).hasSize(8);
  }

  @Test
  void ofNothingIsThatOfZeros() {
    assertThat(CupMac.of(DesKey.forEncryption(DES_KEY), new byte[0]))
        .isEqualTo(byHand(des(DES_KEY), "0".repeat(16)));
    assertThat(CupMac.of(Sm4Key.forEncryption(SM4_KEY), new byte[0]))
        .isEqualTo(byHand(sm4(SM4_KEY), "0".repeat(32)));
  }

  @Property(tries = 500)
  void agreesWithTheStepsForAnyData(@ForAll @Size(max = 100) byte[] data) {
    assertThat(CupMac.of(DesKey.forEncryption(DES_KEY), data))
        .isEqualTo(byHand(des(DES_KEY), hex(summed(data, 8))));
    assertThat(CupMac.of(Sm4Key.forEncryption(SM4_KEY), data))
        .isEqualTo(byHand(sm4(SM4_KEY), hex(summed(data, 16))));
  }

  @Test
  void anyChangedBitOfDataOrKeyChangesTheMac() {
    DesKey des = DesKey.forEncryption(DES_KEY);
    Sm4Key sm4 = Sm4Key.forEncryption(SM4_KEY);
    for (int length : new int[] {8, 27, 48}) {
      byte[] data = sample(length);
      for (byte[] changed : everyBitFlipped(data)) {
        assertThat(CupMac.of(des, changed)).isNotEqualTo(CupMac.of(des, data));
        assertThat(CupMac.of(sm4, changed)).isNotEqualTo(CupMac.of(sm4, data));
      }
      for (byte[] changed : everyKeyBitFlipped(DES_KEY)) {
        assertThat(CupMac.of(DesKey.forEncryption(changed), data))
            .isNotEqualTo(CupMac.of(des, data));
      }
      for (byte[] changed : everyBitFlipped(SM4_KEY)) {
        assertThat(CupMac.of(Sm4Key.forEncryption(changed), data))
            .isNotEqualTo(CupMac.of(sm4, data));
      }
    }
  }

  private static byte[] summed(byte[] data, int blockBytes) {
    byte[] sum = new byte[blockBytes];
    for (int i = 0; i < data.length; i++) {
      sum[i % blockBytes] ^= data[i];
    }
    return sum;
  }

  /** From the digits on: encrypt the first half, XOR with the second, encrypt, take 8 digits. */
  private static byte[] byHand(BlockCipher cipher, String digits) {
    byte[] text = digits.getBytes(StandardCharsets.US_ASCII);
    int half = text.length / 2;
    byte[] block = new byte[half];
    cipher.processBlock(text, 0, block, 0);
    for (int i = 0; i < half; i++) {
      block[i] ^= text[half + i];
    }
    cipher.processBlock(block, 0, block, 0);
    return ascii(hex(Arrays.copyOf(block, 4)));
  }

  private static BlockCipher des(byte[] key) {
    BlockCipher cipher = new DESEngine();
    cipher.init(true, new KeyParameter(key));
    return cipher;
  }

  private static BlockCipher sm4(byte[] key) {
    BlockCipher cipher = new SM4Engine();
    cipher.init(true, new KeyParameter(key));
    return cipher;
  }
}
