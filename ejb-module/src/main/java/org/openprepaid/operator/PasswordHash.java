package org.openprepaid.operator;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is stored of a password: PBKDF2 with HMAC-SHA-512, 16 bytes of salt, and a number of rounds
 * that stands in the text, so that it can grow (210,000: OWASP, Password Storage Cheat Sheet,
 * 2023).
 *
 * @param value {@code pbkdf2-sha512$rounds$salt$hash}, at most 255 ASCII characters
 */
public record PasswordHash(String value) {
  /** The longest password that is hashed at all, in characters. */
  public static final int MAX_PASSWORD_LENGTH = 200;

  private static final String SCHEME = "pbkdf2-sha512";
  private static final int ROUNDS = 210_000;
  private static final int MAX_ROUNDS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  public PasswordHash {
    parts(value);
  }

  /** Hashes a new password; takes about a tenth of a second, on purpose. */
  public static PasswordHash of(char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        SCHEME
            + "$"
            + ROUNDS
            + "$"
            + base64.encodeToString(salt)
            + "$"
            + base64.encodeToString(derive(password, salt, ROUNDS)));
  }

  /** Whether this is the password, compared in constant time. */
  public boolean matches(char[] password) {
    String[] parts = parts(value);
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] found = derive(password, base64.decode(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(base64.decode(parts[3]), found);
  }

  /** What an unknown name is checked against, so that it takes as long as a known one. */
  static PasswordHash decoy() {
    return Decoy.HASH;
  }

  /** Made when it is first needed, for making it takes its time. */
  private static final class Decoy {
    static final PasswordHash HASH = PasswordHash.of("decoy".toCharArray());
  }

  private static String[] parts(String value) {
    String[] parts = value.split("\\$", -1);
    if (parts.length != 4
        || !parts[0].equals(SCHEME)
        || !parts[1].matches("[1-9][0-9]{0,7}")
        || Integer.parseInt(parts[1]) > MAX_ROUNDS) {
      throw new IllegalArgumentException("OP-1807 not a password hash of this platform");
    }
    return parts;
  }

  private static byte[] derive(char[] password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, HASH_BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("OP-1807 the Java platform lacks PBKDF2WithHmacSHA512", e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "PasswordHash[" + SCHEME + "]";
  }
}
