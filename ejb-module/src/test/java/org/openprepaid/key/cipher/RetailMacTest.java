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
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.paddings.ISO7816d4Padding;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ANSI X9.19, ISO/IEC 9797-1 MAC algorithm 3. */
class RetailMacTest {
  private static final byte[] KEY = hex("0123456789ABCDEFFEDCBA9876543210");

  /** ISO/IEC 9797-1:2011, section B.4; the first is also the example of ANSI X9.19. */
  @ParameterizedTest
  @CsvSource({
    "'Now is the time for all ', ZEROS, A1C72E74EA3FA9B6",
    "'Now is the time for all ', ONE_THEN_ZEROS, E9086230CA3BE796",
    "'Now is the time for it', ZEROS, 2E2B1428CC78254F",
    "'Now is the time for it', ONE_THEN_ZEROS, 5A692CE64F404145",
  })
  void iso9797(String data, MacPadding padding, String mac) {
    assertThat(hex(new RetailMac(KEY).of(ascii(data), padding))).isEqualTo(mac);
  }

  /** ICAO Doc 9303 part 11, appendix D.3: a passport's basic access control. */
  @Test
  void icao9303() {
    byte[] encrypted = hex("72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2");
    RetailMac mac = new RetailMac(hex("7962D9ECE03D1ACD4C76089DCE131543"));
    assertThat(hex(mac.of(encrypted, MacPadding.ONE_THEN_ZEROS))).isEqualTo("5F1448EEA8AD90A7");
  }

  /** Bouncy Castle's own test of its class ISO9797Alg3Mac. */
  @Test
  void bouncyCastlesExample() {
    RetailMac mac = new RetailMac(hex("7CA110454A1A6E570131D9619DC1376E"));
    assertThat(hex(mac.of(ascii("Hello World !!!!"), MacPadding.ZEROS)))
        .isEqualTo("F09B856213BAB83B");
  }

  @Property(tries = 300)
  void agreesWithBouncyCastleForAnyData(
      @ForAll @Size(16) byte[] key, @ForAll @Size(min = 1, max = 100) byte[] data) {
    RetailMac mac = new RetailMac(key);
    assertThat(mac.of(data, MacPadding.ZEROS))
        .isEqualTo(ofLibrary(new ISO9797Alg3Mac(new DESEngine()), key, data));
    assertThat(mac.of(data, MacPadding.ONE_THEN_ZEROS))
        .isEqualTo(
            ofLibrary(new ISO9797Alg3Mac(new DESEngine(), new ISO7816d4Padding()), key, data));
  }

  private static byte[] ofLibrary(ISO9797Alg3Mac mac, byte[] key, byte[] data) {
    mac.init(new KeyParameter(key));
    mac.update(data, 0, data.length);
    byte[] result = new byte[8];
    mac.doFinal(result, 0);
    return result;
  }

  @Test
  void underEqualHalvesIsTheCbcMac() {
    byte[] half = hex("0123456789ABCDEF");
    byte[] key = Arrays.copyOf(half, 16);
    System.arraycopy(half, 0, key, 8, 8);
    assertThat(new RetailMac(key).of(sample(27), MacPadding.ZEROS))
        .isEqualTo(CbcMac.of(DesKey.forEncryption(half), sample(27), MacPadding.ZEROS));
  }

  @Test
  void anyChangedBitOfDataOrKeyChangesTheMac() {
    for (MacPadding padding : MacPadding.values()) {
      for (int length : new int[] {8, 27, 48}) {
        byte[] data = sample(length);
        RetailMac key = new RetailMac(KEY);
        byte[] mac = key.of(data, padding);
        for (byte[] changed : everyBitFlipped(data)) {
          assertThat(key.of(changed, padding)).isNotEqualTo(mac);
        }
        for (byte[] changed : everyKeyBitFlipped(KEY)) {
          assertThat(new RetailMac(changed).of(data, padding)).isNotEqualTo(mac);
        }
      }
    }
  }

  @Test
  void theCallerMayWipeItsCopy() {
    byte[] bytes = KEY.clone();
    RetailMac mac = new RetailMac(bytes);
    Arrays.fill(bytes, (byte) 0);
    assertThat(hex(mac.of(ascii("Now is the time for it"), MacPadding.ZEROS)))
        .isEqualTo("2E2B1428CC78254F");
  }

  @Test
  void wipedItForgetsItsKey() {
    RetailMac mac = new RetailMac(KEY);
    byte[] before = mac.of(sample(27), MacPadding.ZEROS);
    mac.wipe();
    assertThat(mac.of(sample(27), MacPadding.ZEROS)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 15, 17, 24})
  void keysOfOtherLengthsAreRefused(int length) {
    assertThatThrownBy(() -> new RetailMac(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
