package org.openprepaid.softpos.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The MAC against the profile page's words, and against OpenSSL. */
class CupMacTest {
  private static final byte[] MAK = HexFormat.of().parseHex("8899AABBCCDDEEFF");

  /** The purchase of {@code CupCodecTest}, up to field 63. */
  private static final String PURCHASE =
      "0200702404C000C0981119622588314159265358900000000000000030000000423012011000125445524D30303031"
          + "383938313030303030303030303031313536DF0C01986F299B6B26000000000000000011220000010000";

  @Test
  void thePurchasesMacIsWhatOpenSslMakesOfIt() {
    assertThat(mac(MAK, HexFormat.of().parseHex(PURCHASE))).isEqualTo("6FFDC469");
  }

  @Test
  void whatIsNoWholeBlockIsFilledWithZeros() {
    assertThat(mac(MAK, HexFormat.of().parseHex("0102030405060708090A0B"))).isEqualTo("1D855D7F");
  }

  @Test
  void aKeyOfSixteenBytesMeansTripleDes() {
    byte[] key = HexFormat.of().parseHex("1122334455667788A1B2C3D4E5F60718");
    assertThat(mac(key, HexFormat.of().parseHex(PURCHASE))).isEqualTo("126D6B85");
  }

  @Property
  void theMacIsThatOfTheProfilePageStepByStep(@ForAll @Size(max = 200) byte[] data)
      throws Exception {
    assertThat(mac(MAK, data)).isEqualTo(stepByStep(data));
  }

  @Property
  void aTurnedBitIsFoundOut(
      @ForAll @Size(min = 1, max = 200) byte[] data, @ForAll @IntRange(max = 1599) int bit) {
    byte[] mac = new CupMac(MAK).over(data);
    byte[] turned = data.clone();
    turned[bit / 8 % data.length] ^= (byte) (1 << (bit % 8));
    assertThat(new CupMac(MAK).verify(data, mac)).isTrue();
    assertThat(new CupMac(MAK).verify(turned, mac)).isFalse();
  }

  private static String mac(byte[] key, byte[] data) {
    return new String(new CupMac(key).over(data), StandardCharsets.US_ASCII);
  }

  /** Slow and plain: one line for each sentence of the page. */
  @SuppressWarnings("InsecureCryptoUsage") // the profile prescribes single DES
  private static String stepByStep(byte[] data) throws Exception {
    byte[] padded = Arrays.copyOf(data, (data.length + 7) / 8 * 8);
    byte[] folded = new byte[8];
    for (int i = 0; i < padded.length; i++) {
      folded[i % 8] ^= padded[i];
    }
    String hex = HexFormat.of().formatHex(folded).toUpperCase(Locale.ROOT);
    Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
    des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(MAK, "DES"));
    byte[] first = des.doFinal(hex.substring(0, 8).getBytes(StandardCharsets.US_ASCII));
    byte[] last = hex.substring(8).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 8; i++) {
      first[i] ^= last[i];
    }
    byte[] result = des.doFinal(first);
    return HexFormat.of().formatHex(result).toUpperCase(Locale.ROOT).substring(0, 8);
  }
}
