package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** Keys of accounts, derived here by NIST SP 800-108, 5.1 (counter mode) with other ciphers. */
class BalanceKeyTest {
  private static final byte[] AES = hex("00112233445566778899AABBCCDDEEFF".repeat(2));
  private static final byte[] SM4 = hex("0123456789ABCDEFFEDCBA9876543210");
  private static final byte[] BOUND = "bound".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLEAR = {1, 2, 3};

  @Property(tries = 100)
  void theKeyOfAnAccountIsDerivedAsTheStandardSays(@ForAll long account) throws Exception {
    byte[] aes = new BalanceKey(KeyAlgorithm.AES_256, AES).encrypt(account, BOUND, CLEAR, 0);
    assertThat(opened("AES", derived(new HMac(new SHA256Digest()), AES, account, 256), aes))
        .isEqualTo(CLEAR);
    byte[] sm4 = new BalanceKey(KeyAlgorithm.SM4, SM4).encrypt(account, BOUND, CLEAR, 0);
    assertThat(opened("SM4", derived(new HMac(new SM3Digest()), SM4, account, 128), sm4))
        .isEqualTo(CLEAR);
  }

  /** Counter, label, zero, context, length in bits: numbers of 32 bits, the account of 64. */
  private static byte[] derived(HMac hmac, byte[] key, long account, int bits) {
    hmac.init(new KeyParameter(key));
    byte[] input = hex("00000001" + "62616C616E6365" + "00" + "%016X%08X".formatted(account, bits));
    hmac.update(input, 0, input.length);
    byte[] output = new byte[32];
    hmac.doFinal(output, 0);
    return Arrays.copyOf(output, bits / 8);
  }

  private static byte[] opened(String algorithm, byte[] key, byte[] sealed)
      throws GeneralSecurityException {
    Cipher cipher =
        algorithm.equals("SM4")
            ? Cipher.getInstance("SM4/GCM/NoPadding", new BouncyCastleProvider())
            : Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec secret = new SecretKeySpec(key, algorithm);
    cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(128, sealed, 0, 12));
    cipher.updateAAD(BOUND);
    return cipher.doFinal(sealed, 12, sealed.length - 12);
  }

  @Test
  void anotherAccountHasAnotherKey() {
    for (KeyAlgorithm algorithm : new KeyAlgorithm[] {KeyAlgorithm.AES_256, KeyAlgorithm.SM4}) {
      BalanceKey key = new BalanceKey(algorithm, algorithm == KeyAlgorithm.SM4 ? SM4 : AES);
      byte[] sealed = key.encrypt(1, BOUND, CLEAR, 0);
      assertThatThrownBy(() -> key.decrypt(2, BOUND, sealed, 0))
          .isInstanceOf(AEADBadTagException.class);
    }
  }
}
