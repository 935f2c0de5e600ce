package org.openprepaid.acquiring;

import org.openprepaid.terminal.KeyDelivery;

/**
 * Element 62 of a sign-in reply: 24 bytes for single-length keys, PIK(8) KCV(4) MAK(8) KCV(4); 40
 * bytes for a double-length PIN key, PIK(16) KCV(4) MAK(8) zeros(8) KCV(4).
 */
final class KeyField {
  private static final int CHECK_VALUE = 4;
  private static final int SINGLE = 8;
  private static final int DOUBLE = 16;

  private KeyField() {}

  static byte[] of(KeyDelivery pinKey, KeyDelivery macKey) {
    int slot = pinKey.cryptogram().length;
    if ((slot != SINGLE && slot != DOUBLE) || macKey.cryptogram().length != SINGLE) {
      throw new IllegalArgumentException("a PIN key has 8 or 16 bytes, a MAC key 8");
    }
    byte[] field = new byte[2 * (slot + CHECK_VALUE)];
    put(field, 0, slot, pinKey);
    put(field, slot + CHECK_VALUE, slot, macKey);
    return field;
  }

  private static void put(byte[] field, int at, int slot, KeyDelivery key) {
    System.arraycopy(key.cryptogram(), 0, field, at, key.cryptogram().length);
    System.arraycopy(key.checkValue(), 0, field, at + slot, CHECK_VALUE);
  }
}
