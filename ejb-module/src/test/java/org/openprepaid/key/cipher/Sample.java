package org.openprepaid.key.cipher;

import java.util.HexFormat;
import org.bouncycastle.crypto.MultiBlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/** How tests write keys, blocks and PINs, and the keys that this package does not have itself. */
final class Sample {
  private Sample() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /** Digit values of a PIN. */
  static byte[] pin(String digits) {
    byte[] pin = new byte[digits.length()];
    for (int i = 0; i < pin.length; i++) {
      pin[i] = (byte) (digits.charAt(i) - '0');
    }
    return pin;
  }

  /** A PIN's digits, or null. */
  static String text(byte[] pin) {
    if (pin == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (byte digit : pin) {
      text.append((char) ('0' + digit));
    }
    return text.toString();
  }

  /** Encrypts nothing, for blocks that are published in clear. */
  static BlockKey plain(int blockBytes) {
    return new BlockKey() {
      @Override
      public int blockBytes() {
        return blockBytes;
      }

      @Override
      public void block(byte[] in, int inOffset, byte[] out, int outOffset) {
        System.arraycopy(in, inOffset, out, outOffset, blockBytes);
      }

      @Override
      public void wipe() {}
    };
  }

  static BlockKey aes(boolean encrypt, byte[] key) {
    MultiBlockCipher engine = AESEngine.newInstance();
    engine.init(encrypt, new KeyParameter(key));
    return new BlockKey() {
      @Override
      public int blockBytes() {
        return 16;
      }

      @Override
      public void block(byte[] in, int inOffset, byte[] out, int outOffset) {
        engine.processBlock(in, inOffset, out, outOffset);
      }

      @Override
      public void wipe() {}
    };
  }
}
