package org.openprepaid.key.cipher;

/**
 * The CBC MAC: ISO/IEC 9797-1 MAC algorithm 1 with any block cipher; with single DES and zeros also
 * FIPS PUB 113 and ANSI X9.9.
 *
 * <p>For data of one length under a key, or data that begin with their length: otherwise whoever
 * knows a MAC can continue it. That of {@link RetailMac} and {@link Cmac} cannot be continued.
 */
public final class CbcMac {
  private CbcMac() {}

  /**
   * The whole last block; a standard that wants a shorter MAC takes its left part.
   *
   * @param key for encryption
   */
  public static byte[] of(BlockKey key, byte[] data, MacPadding padding) {
    int blockBytes = key.blockBytes();
    byte[] chain = new byte[blockBytes];
    int rest = data.length % blockBytes;
    int whole = data.length - rest;
    absorb(key, chain, data, whole);
    if (padding.opensBlock(data.length, blockBytes)) {
      Xor.into(chain, data, whole, rest);
      chain[rest] ^= padding.first();
      key.block(chain, 0, chain, 0);
    }
    return chain;
  }

  /** Chains the whole blocks of the data that end at {@code end}. */
  static void absorb(BlockKey key, byte[] chain, byte[] data, int end) {
    for (int i = 0; i < end; i += chain.length) {
      Xor.into(chain, data, i, chain.length);
      key.block(chain, 0, chain, 0);
    }
  }
}
