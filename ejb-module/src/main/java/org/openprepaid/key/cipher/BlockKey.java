package org.openprepaid.key.cipher;

/**
 * A clear block cipher key, scheduled once for one direction and then used by any number of threads
 * at a time.
 */
public interface BlockKey {
  /** Length of a block: 8 bytes for the DES family, 16 for AES and SM4. */
  int blockBytes();

  /** Transforms one block; the places may be the same. */
  void block(byte[] in, int inOffset, byte[] out, int outOffset);

  /** Transforms whole blocks one by one (ECB) into a new array. */
  default byte[] blocks(byte[] in) {
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i += blockBytes()) {
      block(in, i, out, i);
    }
    return out;
  }

  /** Forgets the key; it is of no use afterwards. */
  void wipe();
}
