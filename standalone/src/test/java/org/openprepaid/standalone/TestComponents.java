package org.openprepaid.standalone;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key components as they stand on custodians' sheets, and what they make: reckoned by JCA alone.
 */
final class TestComponents {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Random random;

  TestComponents(long seed) {
    random = new Random(seed);
  }

  /** A component in odd parity, as hexadecimal digits. */
  String des(int bytes) {
    byte[] component = new byte[bytes];
    random.nextBytes(component);
    for (int i = 0; i < bytes; i++) {
      int upper = component[i] & 0xFE;
      component[i] = (byte) (upper | (Integer.bitCount(upper) + 1) % 2);
    }
    return HEX.formatHex(component);
  }

  /** Any bytes, as hexadecimal digits. */
  String plain(int bytes) {
    byte[] component = new byte[bytes];
    random.nextBytes(component);
    return HEX.formatHex(component);
  }

  static String xor(String... components) {
    byte[] sum = HEX.parseHex(components[0]);
    for (String component : Arrays.asList(components).subList(1, components.length)) {
      byte[] other = HEX.parseHex(component);
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= other[i];
      }
    }
    return HEX.formatHex(sum);
  }

  /** The beginning of a block of zeros under a double-length key. */
  static String kcv(String key) throws GeneralSecurityException {
    byte[] clear = HEX.parseHex(key + key.substring(0, 16));
    Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(clear, "DESede"));
    return HEX.formatHex(cipher.doFinal(new byte[8])).substring(0, 8);
  }

  /** As custodians write it. */
  static String grouped(String component) {
    return component.toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1 ");
  }
}
