package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.cipher.Bytes.everyBitFlipped;
import static org.openprepaid.key.cipher.Bytes.hex;
import static org.openprepaid.key.cipher.Bytes.sample;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Authenticated encryption with either cipher. */
class AeadTest {
  /** RFC 8998, appendix A.1. */
  @Test
  void sm4Gcm() throws AEADBadTagException {
    ClearKey key = new ClearKey("SM4", hex("0123456789ABCDEFFEDCBA9876543210"));
    byte[] associated = hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
    byte[] nonceTextTag =
        hex(
            "00001234567800000000ABCD"
                + "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
                + "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
                + "83DE3541E4C2B58177E065A9BF7B62EC");
    assertThat(hex(Aead.of(key).decrypt(key, associated, nonceTextTag, 0)))
        .isEqualTo(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
  }

  /** The Galois/Counter Mode of Operation (McGrew and Viega), test case 4: AES-128. */
  @Test
  void aesGcm() throws AEADBadTagException {
    ClearKey key = new ClearKey("AES", hex("feffe9928665731c6d6a8f9467308308"));
    byte[] nonceTextTag =
        hex(
            "cafebabefacedbaddecaf888"
                + "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                + "5bc94fbc3221a5db94fae95ae7121a47");
    assertThat(
            Aead.of(key)
                .decrypt(key, hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), nonceTextTag, 0))
        .isEqualTo(
            hex(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
  }

  @Property(tries = 200)
  void whatWasSealedIsOpened(
      @ForAll Aead cipher,
      @ForAll @Size(max = 40) byte[] associated,
      @ForAll @Size(max = 100) byte[] clear)
      throws AEADBadTagException {
    ClearKey key = key(cipher);
    for (int offset : new int[] {0, 1, 9}) {
      byte[] sealed = cipher.encrypt(key, associated, clear, offset);
      assertThat(sealed).hasSize(offset + 12 + clear.length + 16);
      assertThat(Arrays.copyOf(sealed, offset)).isEqualTo(new byte[offset]);
      assertThat(cipher.decrypt(key, associated, sealed, offset)).isEqualTo(clear);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyChangedBitIsRefused(Aead cipher) {
    ClearKey key = key(cipher);
    byte[] associated = sample(19);
    byte[] sealed = cipher.encrypt(key, associated, sample(27), 0);
    for (byte[] changed : everyBitFlipped(sealed)) {
      refused(cipher, key, associated, changed);
    }
    for (byte[] changed : everyBitFlipped(associated)) {
      refused(cipher, key, changed, sealed);
    }
    for (byte[] changed : everyBitFlipped(key.getEncoded())) {
      refused(cipher, new ClearKey(key.getAlgorithm(), changed), associated, sealed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyShortenedOrLengthenedValueIsRefused(Aead cipher) {
    ClearKey key = key(cipher);
    byte[] sealed = cipher.encrypt(key, sample(3), sample(20), 0);
    for (int length = 0; length <= sealed.length + 17; length++) {
      if (length != sealed.length) {
        refused(cipher, key, sample(3), Arrays.copyOf(sealed, length));
      }
    }
  }

  private static void refused(Aead cipher, ClearKey key, byte[] associated, byte[] sealed) {
    assertThatThrownBy(() -> cipher.decrypt(key, associated, sealed, 0))
        .isInstanceOf(AEADBadTagException.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyNonceIsNew(Aead cipher) {
    ClearKey key = key(cipher);
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      nonces.add(hex(Arrays.copyOf(cipher.encrypt(key, new byte[0], new byte[5], 0), 12)));
    }
    assertThat(nonces).hasSize(1_000);
  }

  @ParameterizedTest
  @EnumSource
  void theKeyIsLeftAsItWas(Aead cipher) {
    ClearKey key = key(cipher);
    cipher.encrypt(key, new byte[0], new byte[5], 0);
    assertThat(key.getEncoded()).isEqualTo(sample(16));
  }

  @Test
  void theAlgorithmOfTheKeyNamesTheCipher() {
    assertThat(Aead.of(new ClearKey("AES", sample(32)))).isEqualTo(Aead.AES_GCM);
    assertThat(Aead.of(new ClearKey("SM4", sample(16)))).isEqualTo(Aead.SM4_GCM);
    ClearKey other = new ClearKey("HmacSHA256", sample(32));
    assertThatThrownBy(() -> Aead.of(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anSm4KeyOfAnotherLengthIsRefused() {
    ClearKey key = new ClearKey("SM4", sample(32));
    assertThatThrownBy(() -> Aead.SM4_GCM.encrypt(key, new byte[0], new byte[5], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ClearKey key(Aead cipher) {
    return new ClearKey(cipher == Aead.AES_GCM ? "AES" : "SM4", sample(16));
  }
}
