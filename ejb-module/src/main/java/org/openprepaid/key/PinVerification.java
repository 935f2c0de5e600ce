package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** What is stored of a PIN: HMAC-SHA256 over card id, length and digits, its first 16 bytes. */
final class PinVerification {
  private PinVerification() {}

  static byte[] of(KeyedHash key, long cardId, char[] pin) {
    if (pin.length < PinBlock.MIN_PIN_DIGITS || pin.length > PinBlock.MAX_PIN_DIGITS) {
      throw new IllegalArgumentException("a PIN has 4 to 12 digits");
    }
    byte[] digits = new byte[pin.length];
    try {
      for (int i = 0; i < pin.length; i++) {
        if (pin[i] < '0' || pin[i] > '9') {
          throw new IllegalArgumentException("a PIN has digits only");
        }
        digits[i] = (byte) (pin[i] - '0');
      }
      return of(key, cardId, digits);
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /**
   * Whether the stored value is of this PIN under any version of the key: one that was set under an
   * older key stays good. No version ends the loop, so the time does not tell which.
   *
   * @param pin digit values 0 to 9
   */
  static boolean matches(KeyVersions<KeyedHash> keys, long cardId, byte[] pin, byte[] stored) {
    boolean correct = false;
    for (KeyedHash key : keys.all()) {
      correct |= MessageDigest.isEqual(of(key, cardId, pin), stored);
    }
    return correct;
  }

  /** All PINs make an input of one length, so that the time tells nothing of theirs. */
  private static byte[] of(KeyedHash key, long cardId, byte[] digits) {
    byte[] input = new byte[Long.BYTES + 1 + PinBlock.MAX_PIN_DIGITS];
    try {
      ByteBuffer.wrap(input).putLong(cardId).put((byte) digits.length).put(digits);
      return Arrays.copyOf(key.of(input), SecurityModule.PIN_VERIFICATION_BYTES);
    } finally {
      Arrays.fill(input, (byte) 0);
    }
  }
}
