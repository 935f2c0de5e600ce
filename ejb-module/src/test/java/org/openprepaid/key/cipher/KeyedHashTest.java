package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.cipher.Bytes.ascii;
import static org.openprepaid.key.cipher.Bytes.everyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.hex;
import static org.openprepaid.key.cipher.Bytes.sample;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HMAC over either digest. */
class KeyedHashTest {
  /** RFC 4231, test cases 1 to 4, 6 and 7. */
  @Test
  void hmacSha256() {
    assertThat(sha256(repeated(0x0B, 20), ascii("Hi There")))
        .isEqualTo("B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7");
    assertThat(sha256(ascii("Jefe"), ascii("what do ya want for nothing?")))
        .isEqualTo("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
    assertThat(sha256(repeated(0xAA, 20), repeated(0xDD, 50)))
        .isEqualTo("773EA91E36800E46854DB8EBD09181A72959098B3EF8C122D9635514CED565FE");
    assertThat(sha256(counted(25), repeated(0xCD, 50)))
        .isEqualTo("82558A389A443C0EA4CC819899F2083A85F0FAA3E578F8077A2E3FF46729665B");
    assertThat(
            sha256(
                repeated(0xAA, 131),
                ascii("Test Using Larger Than Block-Size Key - Hash Key First")))
        .isEqualTo("60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54");
    assertThat(
            sha256(
                repeated(0xAA, 131),
                ascii(
                    "This is a test using a larger than block-size key and a larger than"
                        + " block-size data. The key needs to be hashed before being used by the"
                        + " HMAC algorithm.")))
        .isEqualTo("9B09FFA71B942FCB27635FBCD5B0E944BFDC63644F0713938A7F51535C3A35E2");
  }

  /** GM/T 0042-2015, appendix D.3, as in the Linux kernel's crypto/testmgr.h. */
  @Test
  void hmacSm3() {
    assertThat(
            sm3(
                counted(32),
                ascii("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2))))
        .isEqualTo("CA05E144ED05D1857840D1F318A4A8669E559FC8391F414485BFDF7BB408963A");
    assertThat(sm3(counted(37), repeated(0xCD, 50)))
        .isEqualTo("220BF579DED555393F0159F66C99877822A3ECF610D1552154B41D44B94DB3AE");
    assertThat(sm3(repeated(0x0B, 32), ascii("Hi There")))
        .isEqualTo("C0BA18C68B90C88BC07DE794BFC7D2C8D19EC31ED8773BC2B390C9604E0BE11E");
    assertThat(sm3(ascii("Jefe"), ascii("what do ya want for nothing?")))
        .isEqualTo("2E87F1D16862E6D964B50A5200BF2B10B764FAA9680A296A2405F24BEC39F882");
  }

  /** GB/T 32905-2016, appendix A: the library's digest, on which HMAC-SM3 stands. */
  @ParameterizedTest
  @CsvSource({
    "abc, 1, 66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0",
    "abcd, 16, DEBE9FF92275B8A138604889C18E5A4D6FDB70E5387E5765293DCBA39C0C5732",
  })
  void sm3Digest(String text, int times, String digest) {
    SM3Digest sm3 = new SM3Digest();
    byte[] data = ascii(text.repeat(times));
    sm3.update(data, 0, data.length);
    byte[] result = new byte[32];
    sm3.doFinal(result, 0);
    assertThat(hex(result)).isEqualTo(digest);
  }

  @Test
  void anyChangedBitOfDataOrKeyChangesTheHash() {
    byte[] key = sample(32);
    byte[] data = sample(70);
    for (byte[] changed : everyBitFlipped(data)) {
      assertThat(sha256(key, changed)).isNotEqualTo(sha256(key, data));
      assertThat(sm3(key, changed)).isNotEqualTo(sm3(key, data));
    }
    for (byte[] changed : everyBitFlipped(key)) {
      assertThat(sha256(changed, data)).isNotEqualTo(sha256(key, data));
      assertThat(sm3(changed, data)).isNotEqualTo(sm3(key, data));
    }
  }

  @Test
  void oneHashLeavesNothingBehindForTheNext() {
    for (KeyedHash hash :
        new KeyedHash[] {KeyedHash.sha256(sample(32)), KeyedHash.sm3(sample(32))}) {
      byte[] first = hash.of(sample(70));
      hash.of(sample(3));
      assertThat(hash.of(sample(70))).isEqualTo(first).hasSize(KeyedHash.BYTES);
    }
  }

  @Test
  void theCallerMayWipeItsCopy() {
    byte[] key = sample(32);
    KeyedHash sha256 = KeyedHash.sha256(key);
    KeyedHash sm3 = KeyedHash.sm3(key);
    Arrays.fill(key, (byte) 0);
    assertThat(hex(sha256.of(sample(5)))).isEqualTo(sha256(sample(32), sample(5)));
    assertThat(hex(sm3.of(sample(5)))).isEqualTo(sm3(sample(32), sample(5)));
  }

  private static String sha256(byte[] key, byte[] data) {
    return hex(KeyedHash.sha256(key).of(data));
  }

  private static String sm3(byte[] key, byte[] data) {
    return hex(KeyedHash.sm3(key).of(data));
  }

  private static byte[] repeated(int value, int times) {
    byte[] bytes = new byte[times];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** 01 02 03 and so on. */
  private static byte[] counted(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }
}
