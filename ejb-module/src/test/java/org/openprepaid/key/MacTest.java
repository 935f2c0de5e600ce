package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Institution.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MACs between terminals or partners and the platform, by every algorithm. */
class MacTest {
  private static final String DOUBLE = "0123456789ABCDEFFEDCBA9876543210";

  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;

  /**
   * FIPS PUB 113 appendix 2 (also in ANSI X9.9); ISO/IEC 9797-1 annex B, of which the second is in
   * ANSI X9.19; NIST SP 800-38B appendix D.1 to D.3 (the first also in RFC 4493); GB/T 15852.1-2020
   * B.6, its 128 bits from the tests of openHiTLS and go-cryptobin.
   */
  @ParameterizedTest
  @CsvSource({
    "X9_9, DES, 0123456789ABCDEF, '7654321 Now is the time for ', F1D30F6849312CA4",
    "X9_9, DES, 0123456789ABCDEF, 'Now is the time for all ', 70A30640CC76DD8B",
    "X9_19, TDES_2KEY, " + DOUBLE + ", 'Now is the time for all ', A1C72E74EA3FA9B6",
    "X9_19, TDES_2KEY, " + DOUBLE + ", 'Now is the time for it', 2E2B1428CC78254F",
    "CMAC, AES_128, 2B7E151628AED2A6ABF7158809CF4F3C, '', BB1D6929E95937287FA37D129B756746",
    "CMAC, AES_192, 8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B, '',"
        + " D17DDF46ADAACDE531CAC483DE7A9367",
    "CMAC, AES_256, 603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, '',"
        + " 028962F61B7BF89EFC6B551F4667D983",
    "CMAC, SM4, "
        + DOUBLE
        + ", This is the test message for mac,"
        + " 692C437100F3B5EE2B8ABCEF373D990C",
    "CMAC, SM4, " + DOUBLE + ", 'This is the test message ', 4738A6C760B280FC0C8A8AF3886E9F5D",
  })
  void published(MacAlgorithm algorithm, KeyAlgorithm key, String clear, String text, String mac) {
    byte[] data = text.getBytes(StandardCharsets.US_ASCII);
    for (KeyType type : EnumSet.of(KeyType.MAK, KeyType.ZAK)) {
      KeyRef ref = INSTITUTION.key(type, key, clear);
      assertThat(hex(MODULE.mac(ref, algorithm, data))).isEqualTo(mac);
      assertThat(MODULE.verifyMac(ref, algorithm, data, hex(mac))).isTrue();
    }
  }

  /** NIST SP 800-38B appendix D.1, example 4. */
  @Test
  void publishedOfManyBlocks() {
    byte[] data =
        hex(
            "6BC1BEE22E409F96E93D7E117393172A AE2D8A571E03AC9C9EB76FAC45AF8E51"
                + "30C81C46A35CE411E5FBC1191A0A52EF F69F2445DF4F9B17AD2B417BE66C3710");
    KeyRef zak =
        INSTITUTION.key(KeyType.ZAK, KeyAlgorithm.AES_128, "2B7E151628AED2A6ABF7158809CF4F3C");
    assertThat(hex(MODULE.mac(zak, MacAlgorithm.CMAC, data)))
        .isEqualTo("51F0BEBF7E3B9D92FC49741779363CFE");
  }

  /** X9.9 and X9.19 send the left half, others other parts: whatever comes is compared whole. */
  @ParameterizedTest
  @EnumSource
  void theFirstBytesWillDoButNotFewerThanFour(MacAlgorithm algorithm) {
    KeyRef mak = INSTITUTION.generate(KeyType.MAK, anyFor(algorithm));
    byte[] data = "a purchase of 30.00 at noon".getBytes(StandardCharsets.US_ASCII);
    byte[] mac = MODULE.mac(mak, algorithm, data);
    for (int length = 0; length <= mac.length + 2; length++) {
      byte[] sent = Arrays.copyOf(mac, length);
      boolean right = length >= 4 && length <= mac.length;
      assertThat(MODULE.verifyMac(mak, algorithm, data, sent)).isEqualTo(right);
      if (right) {
        sent[length - 1] ^= 1;
        assertThat(MODULE.verifyMac(mak, algorithm, data, sent)).isFalse();
      }
    }
    assertThat(MODULE.verifyMac(mak, algorithm, data, Arrays.copyOfRange(mac, 4, 8))).isFalse();
  }

  @Property(tries = 300)
  void whatIsMadeIsVerifiedAndAnyChangedBitIsFound(
      @ForAll MacAlgorithm algorithm,
      @ForAll @Size(min = 1, max = 100) byte[] data,
      @ForAll @IntRange(min = 0, max = 799) int place) {
    KeyRef mak = INSTITUTION.generate(KeyType.MAK, anyFor(algorithm));
    byte[] mac = MODULE.mac(mak, algorithm, data);
    assertThat(MODULE.verifyMac(mak, algorithm, data, mac)).isTrue();
    byte[] changed = data.clone();
    int bit = place % (data.length * 8);
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(MODULE.verifyMac(mak, algorithm, changed, mac)).isFalse();
    byte[] other = mac.clone();
    other[bit / 8 % mac.length] ^= (byte) (1 << bit % 8);
    assertThat(MODULE.verifyMac(mak, algorithm, data, other)).isFalse();
  }

  @Property(tries = 100)
  void algorithmsOfOneKeyDiffer(@ForAll @Size(min = 1, max = 40) byte[] data) {
    Assume.that(!Arrays.equals(data, new byte[data.length]));
    KeyRef des = INSTITUTION.key(KeyType.MAK, "0123456789ABCDEF");
    KeyRef sm4 = INSTITUTION.key(KeyType.MAK, KeyAlgorithm.SM4, DOUBLE);
    assertThat(MODULE.mac(des, MacAlgorithm.X9_9, data))
        .isNotEqualTo(MODULE.mac(des, MacAlgorithm.CUP, data));
    assertThat(Arrays.copyOf(MODULE.mac(sm4, MacAlgorithm.CMAC, data), 8))
        .isNotEqualTo(MODULE.mac(sm4, MacAlgorithm.CUP, data));
  }

  @Test
  void aMacUnderAnotherKeyIsWrong() {
    KeyRef one = INSTITUTION.generate(KeyType.MAK, KeyAlgorithm.AES_128);
    KeyRef other = INSTITUTION.generate(KeyType.MAK, KeyAlgorithm.AES_128);
    byte[] mac = MODULE.mac(one, MacAlgorithm.CMAC, new byte[20]);
    assertThat(MODULE.verifyMac(other, MacAlgorithm.CMAC, new byte[20], mac)).isFalse();
  }

  private static KeyAlgorithm anyFor(MacAlgorithm mac) {
    return Arrays.stream(KeyAlgorithm.values()).filter(mac::accepts).findFirst().orElseThrow();
  }
}
