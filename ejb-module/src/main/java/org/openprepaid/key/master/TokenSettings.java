package org.openprepaid.key.master;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * Which token holds the local master key, and how long to wait for it.
 *
 * @param library the PKCS#11 library of the token's maker
 * @param tokenLabel at most 32 bytes
 * @param pin the user's PIN; wiped by the caller, once the key is open
 * @param keyLabel the key's {@code CKA_LABEL}
 * @param limit how long one CMAC may take; to connect and log in, five times that
 * @param watchInterval between two probes, and between two attempts to recover
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and a String could not be wiped
public record TokenSettings(
    Path library,
    String tokenLabel,
    char[] pin,
    String keyLabel,
    Duration limit,
    Duration watchInterval) {

  public static final String DEFAULT_KEY_LABEL = "openprepaid-lmk-1";
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(2);
  public static final Duration DEFAULT_WATCH_INTERVAL = Duration.ofSeconds(1);

  /** Base specification of PKCS#11, CK_TOKEN_INFO. */
  static final int TOKEN_LABEL_BYTES = 32;

  /**
   * @throws KeyException {@link KeyFault#SETTING_MISSING} if a label or the PIN is empty
   * @throws IllegalArgumentException if the token's label is too long or a duration not positive
   */
  public TokenSettings {
    Objects.requireNonNull(library, "library");
    requireText("token label", tokenLabel);
    requireText("key label", keyLabel);
    if (pin == null || pin.length == 0) {
      throw new KeyException(KeyFault.SETTING_MISSING, "the token needs a PIN");
    }
    if (tokenLabel.getBytes(StandardCharsets.UTF_8).length > TOKEN_LABEL_BYTES) {
      throw new IllegalArgumentException("a token's label has at most 32 bytes");
    }
    if (!isPositive(limit) || !isPositive(watchInterval)) {
      throw new IllegalArgumentException("time limit and watch interval are positive");
    }
  }

  /** With the default key label, time limit and watch interval. */
  public static TokenSettings of(Path library, String tokenLabel, char[] pin) {
    return new TokenSettings(
        library, tokenLabel, pin, DEFAULT_KEY_LABEL, DEFAULT_LIMIT, DEFAULT_WATCH_INTERVAL);
  }

  Duration connectLimit() {
    return limit.multipliedBy(5);
  }

  private static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new KeyException(KeyFault.SETTING_MISSING, name);
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** The key's place, without the PIN. */
  @Override
  public String toString() {
    return "key '" + keyLabel + "' in token '" + tokenLabel + "' (" + library + ")";
  }
}
