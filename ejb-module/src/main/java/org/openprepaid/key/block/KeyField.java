package org.openprepaid.key.block;

import java.util.Arrays;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * The clear field that a block encrypts (ANSI X9.143:2021, section 7.3.1): the key's length in
 * bits, the key, random bytes.
 */
final class KeyField {
  /** The length is in bits and has two bytes. */
  static final int MAX_KEY_BYTES = 0xFFFF / Byte.SIZE;

  private static final int LENGTH_BYTES = 2;

  private KeyField() {}

  /** Length of the field for a key, in whole blocks of the cipher. */
  static int bytes(int keyBytes, BlockVersion version) {
    int block = version.blockBytes();
    return (LENGTH_BYTES + keyBytes + block - 1) / block * block;
  }

  static byte[] of(byte[] key, int fieldBytes, RandomFill random) {
    byte[] field = new byte[fieldBytes];
    int bits = key.length * Byte.SIZE;
    field[0] = (byte) (bits >>> 8);
    field[1] = (byte) bits;
    System.arraycopy(key, 0, field, LENGTH_BYTES, key.length);
    int end = LENGTH_BYTES + key.length;
    random.fill(field, end, fieldBytes - end);
    return field;
  }

  /**
   * A copy of the key in a field whose MAC was right.
   *
   * @throws KeyException {@link KeyFault#BLOCK_BROKEN} if the length is none of whole bytes, or
   *     beyond the field
   */
  static byte[] keyIn(byte[] field) {
    int bits = (field[0] & 0xFF) << 8 | (field[1] & 0xFF);
    int end = LENGTH_BYTES + bits / Byte.SIZE;
    if (bits == 0 || bits % Byte.SIZE != 0 || end > field.length) {
      throw new KeyException(KeyFault.BLOCK_BROKEN, "impossible length of its key");
    }
    return Arrays.copyOfRange(field, LENGTH_BYTES, end);
  }
}
