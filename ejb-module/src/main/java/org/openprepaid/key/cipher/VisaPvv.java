package org.openprepaid.key.cipher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The PIN verification value of Visa under one PIN verification key: four digits that stand on the
 * card or with the issuer and tell, together with the key, whether a PIN is right (IBM ICSF
 * Application Programmer's Guide, "PVV Generation Algorithm"). Of a longer PIN only the first four
 * digits count, and any other PIN has the same value with a chance of one in ten thousand.
 *
 * <p>Serves any number of threads.
 */
public final class VisaPvv {
  public static final int DIGITS = 4;

  private static final int KEY_BYTES = 16;
  private static final int ACCOUNT_DIGITS = 11;

  private final DesKey key;

  /**
   * @param pvk a double-length key, 16 bytes; remains the caller's to wipe
   */
  public VisaPvv(byte[] pvk) {
    if (pvk.length != KEY_BYTES) {
      throw new IllegalArgumentException("a PIN verification key has 16 bytes");
    }
    key = DesKey.forEncryption(pvk);
  }

  /**
   * The value of a PIN, four decimal digits.
   *
   * @param pan the card's full number, 12 to 19 digits
   * @param keyIndex the PVKI, one digit: 1 to 6 name Visa's keys, 0 says that the card has no value
   * @param pin 4 to 12 digit values 0 to 9
   */
  public String of(String pan, int keyIndex, byte[] pin) {
    return new String(digits(pan, keyIndex, pin), StandardCharsets.US_ASCII);
  }

  /**
   * Whether the PIN is the one of the value; the time does not tell which digit differs.
   *
   * @param pvv from outside: any text
   */
  public boolean matches(String pan, int keyIndex, byte[] pin, String pvv) {
    return DigitScan.matches(digits(pan, keyIndex, pin), pvv);
  }

  private byte[] digits(String pan, int keyIndex, byte[] pin) {
    Digits.requirePan(pan);
    Digits.requirePin(pin);
    if (keyIndex < 0 || keyIndex > 9) {
      throw new IllegalArgumentException("a PIN verification key index is one digit");
    }
    byte[] block = new byte[DesKey.BLOCK_BYTES];
    try {
      Nibbles.xorAccount(block, ACCOUNT_DIGITS, pan, ACCOUNT_DIGITS);
      Nibbles.xor(block, ACCOUNT_DIGITS, keyIndex);
      for (int i = 0; i < DIGITS; i++) {
        Nibbles.xor(block, ACCOUNT_DIGITS + 1 + i, pin[i]);
      }
      key.block(block, 0, block, 0);
      return DigitScan.first(block, DIGITS);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  /** Forgets the key; it is of no use afterwards. */
  public void wipe() {
    key.wipe();
  }
}
