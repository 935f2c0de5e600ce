package org.openprepaid.merchant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secret by which a merchant's programs prove who they are: 256 random bits, shown once. Only
 * its hash is kept; a plain SHA-256 is enough, since nobody can guess 256 random bits.
 */
public final class ApiKey {
  private static final String PREFIX = "opk_";
  private static final int RANDOM_BYTES = 32;
  private static final String HASH_SCHEME = "sha256:";

  private final String clear;

  private ApiKey(String clear) {
    this.clear = clear;
  }

  static ApiKey draw(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Whether a presented key has this hash; takes the same time whatever differs. */
  static boolean matches(String presented, String hash) {
    return MessageDigest.isEqual(
        hashOf(presented).getBytes(StandardCharsets.US_ASCII),
        hash.getBytes(StandardCharsets.US_ASCII));
  }

  /** The clear key, for the merchant; it cannot be had again. */
  public String clear() {
    return clear;
  }

  String hash() {
    return hashOf(clear);
  }

  private static String hashOf(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HASH_SCHEME + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "ApiKey";
  }
}
