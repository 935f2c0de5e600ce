package org.openprepaid.key.cipher;

import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/** HMAC (RFC 2104) over SHA-256 or SM3 (GB/T 32905) under one key, by many threads. */
public final class KeyedHash {
  /** Length of a hash in bytes, for either digest. */
  public static final int BYTES = 32;

  private static final String SHA256 = "HmacSHA256";

  /** Each serves one thread at a time. */
  private final Spares<UnaryOperator<byte[]>> macs;

  private KeyedHash(Supplier<UnaryOperator<byte[]>> maker) {
    macs = new Spares<>(maker);
  }

  /** HMAC-SHA256. Copies what it needs: the key may be wiped afterwards. */
  public static KeyedHash sha256(byte[] key) {
    Mac ready = ready(key);
    return new KeyedHash(() -> copyOf(ready)::doFinal);
  }

  /** HMAC-SM3. Copies what it needs: the key may be wiped afterwards. */
  public static KeyedHash sm3(byte[] key) {
    KeyParameter copy = new KeyParameter(key);
    return new KeyedHash(() -> sm3Mac(copy));
  }

  public byte[] of(byte[] data) {
    UnaryOperator<byte[]> mac = macs.take();
    byte[] hash = mac.apply(data);
    macs.giveBack(mac);
    return hash;
  }

  private static Mac ready(byte[] key) {
    try (ClearKey secret = new ClearKey(SHA256, key.clone())) {
      return initialised(secret);
    }
  }

  private static Mac initialised(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(SHA256);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "no " + SHA256, e);
    }
  }

  private static Mac copyOf(Mac ready) {
    try {
      return (Mac) ready.clone();
    } catch (CloneNotSupportedException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, SHA256 + " cannot be copied", e);
    }
  }

  private static UnaryOperator<byte[]> sm3Mac(KeyParameter key) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(key);
    return data -> {
      byte[] hash = new byte[BYTES];
      mac.update(data, 0, data.length);
      mac.doFinal(hash, 0);
      return hash;
    };
  }
}
