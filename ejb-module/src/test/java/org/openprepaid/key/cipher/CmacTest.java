package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.cipher.Bytes.ascii;
import static org.openprepaid.key.cipher.Bytes.everyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.everyKeyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.hex;
import static org.openprepaid.key.cipher.Bytes.sample;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CMAC over each of the block ciphers. */
class CmacTest {
  /** The message of which SP 800-38B takes the beginnings. */
  private static final byte[] MESSAGE =
      hex(
          "6BC1BEE22E409F96E93D7E117393172A AE2D8A571E03AC9C9EB76FAC45AF8E51"
              + "30C81C46A35CE411E5FBC1191A0A52EF F69F2445DF4F9B17AD2B417BE66C3710");

  private static final String SM4_KEY = "0123456789ABCDEFFEDCBA9876543210";

  /** RFC 4493, section 4, which has the values of NIST SP 800-38B, appendix D.1. */
  @ParameterizedTest
  @CsvSource({
    "0, BB1D6929E95937287FA37D129B756746",
    "16, 070A16B46B4D4144F79BDD9DD04A287C",
    "40, DFA66747DE9AE63030CA32611497C827",
    "64, 51F0BEBF7E3B9D92FC49741779363CFE",
  })
  void aes128(int length, String mac) {
    assertThat(ofAes("2B7E151628AED2A6ABF7158809CF4F3C", length)).isEqualTo(mac);
  }

  /** NIST SP 800-38B, appendix D.2. */
  @ParameterizedTest
  @CsvSource({
    "0, D17DDF46ADAACDE531CAC483DE7A9367",
    "16, 9E99A7BF31E710900662F65E617C5184",
    "40, 8A1DE5BE2EB31AAD089A82E6EE908B0E",
    "64, A1D5DF0EED790F794D77589659F39A11",
  })
  void aes192(int length, String mac) {
    assertThat(ofAes("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", length)).isEqualTo(mac);
  }

  /** NIST SP 800-38B, appendix D.3. */
  @ParameterizedTest
  @CsvSource({
    "0, 028962F61B7BF89EFC6B551F4667D983",
    "16, 28A7023F452E8F82BD4BF28D8C37C35C",
    "40, AAF3D8F1DE5640C232F5B169B9C911E6",
    "64, E1992190549F6ED5696A2C056C315410",
  })
  void aes256(int length, String mac) {
    String key = "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4";
    assertThat(ofAes(key, length)).isEqualTo(mac);
  }

  /**
   * NIST SP 800-38B, appendix D.4 and D.5, as corrected by NIST (Updated CMAC Examples; the first
   * print had examples 14, 15, 18 and 19 wrong).
   */
  @ParameterizedTest
  @CsvSource({
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5, 0, B7A688E122FFAF95",
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5, 8, 8E8F293136283797",
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5, 20, 743DDBE0CE2DC2ED",
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5, 32, 33E6B1092400EAE5",
    "4CF15134A2850DD58A3D10BA80570D38, 0, BD2EBF9A3BA00361",
    "4CF15134A2850DD58A3D10BA80570D38, 8, 4FF2AB813C53CE83",
    "4CF15134A2850DD58A3D10BA80570D38, 20, 62DD1B471902BD4E",
    "4CF15134A2850DD58A3D10BA80570D38, 32, 31B1E431DABC4EB8",
  })
  void tripleDes(String key, int length, String mac) {
    Cmac cmac = new Cmac(DesKey.forEncryption(hex(key)));
    assertThat(hex(cmac.of(Arrays.copyOf(MESSAGE, length)))).isEqualTo(mac);
  }

  /**
   * GB/T 15852.1-2020, section B.6, algorithm 5 with SM4. The standard prints 64 bits; all 128 are
   * in the tests of openHiTLS (the first) and go-cryptobin.
   */
  @ParameterizedTest
  @CsvSource({
    "This is the test message for mac, 692C437100F3B5EE2B8ABCEF373D990C",
    "'This is the test message ', 4738A6C760B280FC0C8A8AF3886E9F5D",
  })
  void sm4(String data, String mac) {
    assertThat(hex(new Cmac(Sm4Key.forEncryption(hex(SM4_KEY))).of(ascii(data)))).isEqualTo(mac);
  }

  private static String ofAes(String key, int length) {
    return hex(new Cmac(AesKey.forEncryption(hex(key))).of(Arrays.copyOf(MESSAGE, length)));
  }

  @Property(tries = 300)
  void agreesWithBouncyCastleForAnyKeyAndData(
      @ForAll @Size(16) byte[] key, @ForAll @Size(max = 100) byte[] data) {
    assertThat(new Cmac(AesKey.forEncryption(key)).of(data))
        .isEqualTo(ofLibrary(AESEngine.newInstance(), key, data));
    assertThat(new Cmac(Sm4Key.forEncryption(key)).of(data))
        .isEqualTo(ofLibrary(new SM4Engine(), key, data));
    assertThat(new Cmac(DesKey.forEncryption(key)).of(data))
        .isEqualTo(ofLibrary(new DESedeEngine(), key, data));
  }

  private static byte[] ofLibrary(BlockCipher cipher, byte[] key, byte[] data) {
    CMac mac = new CMac(cipher);
    mac.init(new KeyParameter(key));
    mac.update(data, 0, data.length);
    byte[] result = new byte[mac.getMacSize()];
    mac.doFinal(result, 0);
    return result;
  }

  @Test
  void anyChangedBitOfDataOrKeyChangesTheMac() {
    byte[] key = sample(16);
    for (int length : new int[] {8, 16, 27, 48}) {
      byte[] data = sample(length);
      Cmac aes = new Cmac(AesKey.forEncryption(key));
      Cmac sm4 = new Cmac(Sm4Key.forEncryption(key));
      Cmac des = new Cmac(DesKey.forEncryption(key));
      for (byte[] changed : everyBitFlipped(data)) {
        assertThat(aes.of(changed)).isNotEqualTo(aes.of(data));
        assertThat(sm4.of(changed)).isNotEqualTo(sm4.of(data));
        assertThat(des.of(changed)).isNotEqualTo(des.of(data));
      }
      for (byte[] changed : everyBitFlipped(key)) {
        assertThat(new Cmac(AesKey.forEncryption(changed)).of(data)).isNotEqualTo(aes.of(data));
        assertThat(new Cmac(Sm4Key.forEncryption(changed)).of(data)).isNotEqualTo(sm4.of(data));
      }
      for (byte[] changed : everyKeyBitFlipped(key)) {
        assertThat(new Cmac(DesKey.forEncryption(changed)).of(data)).isNotEqualTo(des.of(data));
      }
    }
  }

  @Test
  void wipedItForgetsItsKey() {
    AesKey key = AesKey.forEncryption(sample(16));
    Cmac mac = new Cmac(key);
    mac.wipe();
    assertThatThrownBy(() -> mac.of(sample(16))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.blocks(sample(16))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCipherOfAnotherBlockSizeIsRefused() {
    BlockKey wide =
        new BlockKey() {
          @Override
          public int blockBytes() {
            return 32;
          }

          @Override
          public void block(byte[] in, int inOffset, byte[] out, int outOffset) {}

          @Override
          public void wipe() {}
        };
    assertThatThrownBy(() -> new Cmac(wide)).isInstanceOf(IllegalArgumentException.class);
  }
}
