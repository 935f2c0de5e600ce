package org.openprepaid.key.master;

import com.sun.jna.Memory;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openprepaid.key.KeyFault;

/**
 * AES-CMAC by a token's key, in a session of its own; for one thread at a time, and of no use after
 * a failure.
 *
 * <p>The token encrypts single blocks ({@code CKM_AES_ECB}) and Bouncy Castle's CMAC does the rest:
 * unlike {@code CKM_AES_CMAC} every token does that, and {@code p11-kit} 0.24 passes it on. For an
 * input up to one block it is one call in both ways, as the subkeys are made once.
 */
final class TokenCmac implements AutoCloseable {
  private static final long CKM_AES_ECB = 0x1081;
  private static final int BLOCK_BYTES = 16;

  private final Cryptoki cryptoki;
  private final long session;
  private final long key;
  private final Memory mechanism = Cryptoki.mechanism(CKM_AES_ECB);
  private final Memory in = new Memory(BLOCK_BYTES);
  private final Memory out = new Memory(Cryptoki.ROOM_BYTES);
  private final Memory outLength = new Memory(Long.BYTES);
  private final CMac mac = new CMac(new TokenAes());

  /** Takes the session over, also if it fails. */
  TokenCmac(Cryptoki cryptoki, long session, long key) {
    this.cryptoki = cryptoki;
    this.session = session;
    this.key = key;
    try {
      // asks the token for the block of which the subkeys are made
      mac.init(new KeyParameter(new byte[0]));
    } catch (TokenException e) {
      close();
      throw e;
    }
  }

  byte[] of(byte[] data) {
    mac.update(data, 0, data.length);
    byte[] result = new byte[MasterKey.CMAC_BYTES];
    mac.doFinal(result, 0);
    return result;
  }

  private void encrypt(byte[] block, int blockOffset, byte[] target, int targetOffset) {
    in.write(0, block, blockOffset, BLOCK_BYTES);
    long length = cryptoki.encrypt(session, mechanism, key, in, out, outLength);
    if (length != BLOCK_BYTES) {
      throw new TokenException(
          KeyFault.MODULE_UNREACHABLE, "a block of " + length + " bytes was returned");
    }
    out.read(0, target, targetOffset, BLOCK_BYTES);
    // may be a derived key
    out.clear();
    in.clear();
  }

  @Override
  public void close() {
    mechanism.close();
    in.close();
    out.close();
    outLength.close();
    TokenConnection.closeQuietly(cryptoki, session);
  }

  /** The token's key as Bouncy Castle sees it. */
  private final class TokenAes implements BlockCipher {
    @Override
    public void init(boolean forEncryption, CipherParameters parameters) {
      // the key is in the token
    }

    @Override
    public String getAlgorithmName() {
      return "AES";
    }

    @Override
    public int getBlockSize() {
      return BLOCK_BYTES;
    }

    @Override
    public int processBlock(byte[] block, int offset, byte[] target, int targetOffset) {
      encrypt(block, offset, target, targetOffset);
      return BLOCK_BYTES;
    }

    @Override
    public void reset() {
      // keeps nothing between blocks
    }
  }
}
