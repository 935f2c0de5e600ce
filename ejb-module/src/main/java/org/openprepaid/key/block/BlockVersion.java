package org.openprepaid.key.block;

import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** The versions of a key block that are made and opened here, each with its cipher. */
public enum BlockVersion {
  /** Triple DES with derived keys (ANSI X9.143:2021, section 7.2.2). */
  B(8),
  /** AES with derived keys (ANSI X9.143:2021, section 7.2.1). */
  D(16);

  private final int blockBytes;

  BlockVersion(int blockBytes) {
    this.blockBytes = blockBytes;
  }

  /** Its letter, with which the block begins. */
  public char code() {
    return name().charAt(0);
  }

  /** Length of the cipher's block and of the MAC, which is not cut: 8 or 16 bytes. */
  public int blockBytes() {
    return blockBytes;
  }

  /** CMAC (NIST SP 800-38B) of the parts one after the other, whole. */
  byte[] cmac(byte[] key, byte[]... parts) {
    CMac cmac = new CMac(cipher());
    cmac.init(new KeyParameter(key));
    for (byte[] part : parts) {
      cmac.update(part, 0, part.length);
    }
    byte[] mac = new byte[blockBytes];
    cmac.doFinal(mac, 0);
    return mac;
  }

  byte[] encrypt(byte[] key, byte[] initial, byte[] clear) {
    return cbc(true, key, initial, clear);
  }

  byte[] decrypt(byte[] key, byte[] initial, byte[] encrypted) {
    return cbc(false, key, initial, encrypted);
  }

  private byte[] cbc(boolean encrypt, byte[] key, byte[] initial, byte[] data) {
    CBCModeCipher cbc = CBCBlockCipher.newInstance(cipher());
    cbc.init(encrypt, new ParametersWithIV(new KeyParameter(key), initial));
    byte[] result = new byte[data.length];
    for (int at = 0; at < data.length; at += blockBytes) {
      cbc.processBlock(data, at, result, at);
    }
    return result;
  }

  private BlockCipher cipher() {
    return switch (this) {
      case B -> new DESedeEngine();
      case D -> AESEngine.newInstance();
    };
  }
}
