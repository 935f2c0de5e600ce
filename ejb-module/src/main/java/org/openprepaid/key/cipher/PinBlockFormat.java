package org.openprepaid.key.cipher;

import java.util.Arrays;

/**
 * The PIN blocks of ISO 9564-1:2017 for PINs that travel: its compact PIN blocks of formats 0, 1
 * and 3 for ciphers of 8-byte blocks, its extended PIN block of format 4 for those of 16 bytes
 * (AES; SM4 serves as well).
 *
 * <p>All begin with control nibble, length, PIN digits and filler, 16 nibbles together; format 4
 * has 8 random bytes more. What ties the block to the card differs: formats 0 and 3 XOR the clear
 * block with the card number, format 4 does so between two encryptions, format 1 not at all.
 *
 * <p>None is a proof of where the PIN comes from. Format 4 comes nearest: another card number or a
 * changed bit makes noise of the block. Format 0 may open to another PIN; format 3 opens even to
 * the same where two card numbers differ only in digits that lie on its filler.
 */
public enum PinBlockFormat {
  /** Filled with F, which shows that key and card number fit. */
  ISO_0(0, 8, 0xF, 0xF),
  /** For a PIN whose card number is not known yet; filled at random. */
  ISO_1(1, 8, 0x0, 0xF),
  /** As format 0, but filled at random with A to F, so that equal PINs make unequal blocks. */
  ISO_3(3, 8, 0xA, 0xF),
  /** Filled with A, then 8 random bytes. */
  ISO_4(4, 16, 0xA, 0xA);

  public static final int MIN_PIN_DIGITS = 4;
  public static final int MAX_PIN_DIGITS = 12;

  /** Control nibble and length. */
  private static final int HEAD_NIBBLES = 2;

  /** PIN and filler. */
  private static final int BODY_NIBBLES = 14;

  private static final int FIELD_BYTES = (HEAD_NIBBLES + BODY_NIBBLES) / 2;
  private static final int ACCOUNT_DIGITS = 12;

  private final int control;
  private final int blockBytes;
  private final int lowestFiller;
  private final int highestFiller;

  PinBlockFormat(int control, int blockBytes, int lowestFiller, int highestFiller) {
    this.control = control;
    this.blockBytes = blockBytes;
    this.lowestFiller = lowestFiller;
    this.highestFiller = highestFiller;
  }

  /** Length of a PIN block, which is the key's block length: 8, or 16 bytes for format 4. */
  public int blockBytes() {
    return blockBytes;
  }

  /**
   * Makes the encrypted PIN block.
   *
   * @param encryption a key for encryption with blocks of {@link #blockBytes()}
   * @param pin 4 to 12 digit values 0 to 9; remains the caller's to wipe
   * @param pan the card's full number, 12 to 19 digits; not looked at by format 1
   */
  public byte[] encrypted(BlockKey encryption, byte[] pin, String pan) {
    require(encryption, pan);
    byte[] block = clear(pin);
    try {
      if (this == ISO_4) {
        encryption.block(block, 0, block, 0);
      }
      mask(block, pan);
      return encryption.blocks(block);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  /**
   * Opens an encrypted PIN block. The time tells whether it is well formed, not which digit is
   * wrong.
   *
   * @param decryption the key for decryption
   * @param block from outside: of any length and content; remains as it is
   * @param pan as for {@link #encrypted}
   * @return the PIN's digit values 0 to 9, for the caller to wipe; null if this is no block of this
   *     format for this key and card number
   */
  public byte[] opened(BlockKey decryption, byte[] block, String pan) {
    require(decryption, pan);
    if (block.length != blockBytes) {
      return null;
    }
    byte[] clear = decryption.blocks(block);
    try {
      mask(clear, pan);
      if (this == ISO_4) {
        decryption.block(clear, 0, clear, 0);
      }
      return pinOf(clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private void require(BlockKey key, String pan) {
    if (key.blockBytes() != blockBytes) {
      throw new IllegalArgumentException(this + " takes a key of " + blockBytes + "-byte blocks");
    }
    if (this != ISO_1) {
      Digits.requirePan(pan);
    }
  }

  /** XORs the block with what this format takes of the card number. */
  private void mask(byte[] block, String pan) {
    switch (this) {
      case ISO_0, ISO_3 -> Nibbles.xorAccount(block, 2 * FIELD_BYTES, pan, ACCOUNT_DIGITS);
      case ISO_4 -> {
        Nibbles.xor(block, 0, pan.length() - Digits.MIN_PAN);
        Nibbles.xor(block, 1, pan);
      }
      case ISO_1 -> {}
    }
  }

  private byte[] clear(byte[] pin) {
    Digits.requirePin(pin);
    byte[] filler = new byte[BODY_NIBBLES - pin.length];
    RandomDigits.fill(filler, highestFiller - lowestFiller + 1);
    byte[] block = new byte[blockBytes];
    Nibbles.xor(block, 0, control);
    Nibbles.xor(block, 1, pin.length);
    for (int i = 0; i < BODY_NIBBLES; i++) {
      int nibble = i < pin.length ? pin[i] : lowestFiller + filler[i - pin.length];
      Nibbles.xor(block, HEAD_NIBBLES + i, nibble);
    }
    SecureBytes.fill(block, FIELD_BYTES, blockBytes - FIELD_BYTES);
    return block;
  }

  private byte[] pinOf(byte[] clear) {
    int length = Nibbles.get(clear, 1);
    if (Nibbles.get(clear, 0) != control || length < MIN_PIN_DIGITS || length > MAX_PIN_DIGITS) {
      return null;
    }
    byte[] pin = new byte[length];
    boolean wellFormed = true;
    for (int i = 0; i < BODY_NIBBLES; i++) {
      int nibble = Nibbles.get(clear, HEAD_NIBBLES + i);
      if (i < length) {
        pin[i] = (byte) nibble;
        wellFormed &= nibble <= 9;
      } else {
        wellFormed &= nibble >= lowestFiller;
        wellFormed &= nibble <= highestFiller;
      }
    }
    if (!wellFormed) {
      Arrays.fill(pin, (byte) 0);
      return null;
    }
    return pin;
  }
}
