package org.openprepaid.key;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/**
 * The key at the top: AES-256, kept in a PKCS#12 file, under which every other key is wrapped into
 * a {@link KeyBlock}.
 *
 * <p>Wrapping is AES-GCM with the block's header as associated data. Its bound of 2^32 keys is out
 * of reach: ten thousand terminals that sign in daily take some 400 years.
 */
public final class LocalMasterKey {
  private static final KeyAlgorithm ALGORITHM = KeyAlgorithm.AES_256;

  private final SecretKey key;
  private final Kcv kcv;

  private LocalMasterKey(byte[] clear) {
    kcv = Kcv.of(KeyMaterial.kcv(ALGORITHM, clear));
    key = new ClearKey("AES", clear);
  }

  /**
   * The key in an existing file.
   *
   * @param password not empty; remains the caller's to wipe
   * @throws KeyException {@link KeyFault#KEYSTORE_MISSING}, {@link KeyFault#KEYSTORE_PASSWORD} or
   *     {@link KeyFault#KEYSTORE_DAMAGED}
   */
  public static LocalMasterKey load(Path keystore, char[] password) {
    byte[] clear = KeyStoreFile.read(keystore, password);
    if (clear.length != ALGORITHM.keyBytes()) {
      Arrays.fill(clear, (byte) 0);
      throw new KeyException(KeyFault.KEYSTORE_DAMAGED, keystore + " holds no AES-256 key");
    }
    return new LocalMasterKey(clear);
  }

  /**
   * A new random key in a new file, readable by its owner only.
   *
   * @param password not empty; remains the caller's to wipe
   * @throws KeyException {@link KeyFault#KEYSTORE_NOT_WRITTEN} if the file exists or cannot be
   *     written
   */
  public static LocalMasterKey create(Path keystore, char[] password) {
    LocalMasterKey created = new LocalMasterKey(KeyMaterial.random(ALGORITHM));
    if (!KeyStoreFile.create(keystore, password, created.key)) {
      throw new KeyException(KeyFault.KEYSTORE_NOT_WRITTEN, keystore + " exists");
    }
    return created;
  }

  /**
   * The key in the file, which is created if there is none. Several processes may do so at once:
   * all get the same key.
   */
  public static LocalMasterKey loadOrCreate(Path keystore, char[] password) {
    try {
      return load(keystore, password);
    } catch (KeyException e) {
      if (e.fault() != KeyFault.KEYSTORE_MISSING) {
        throw e;
      }
    }
    LocalMasterKey created = new LocalMasterKey(KeyMaterial.random(ALGORITHM));
    return KeyStoreFile.create(keystore, password, created.key)
        ? created
        : load(keystore, password);
  }

  /** Its check value, 4 bytes: the AES-CMAC of sixteen zero bytes. */
  public Kcv kcv() {
    return kcv;
  }

  /** Wraps a clear key, which remains the caller's to wipe. */
  KeyBlock wrap(KeyUsage usage, KeyAlgorithm algorithm, byte[] clear) {
    if (!usage.accepts(algorithm)) {
      throw new KeyException(KeyFault.ALGORITHM_REFUSED, algorithm + " for " + usage);
    }
    byte[] wrapped = AesGcm.encrypt(key, ascii(KeyBlock.header(usage, algorithm)), clear, 0);
    return KeyBlock.of(
        usage, algorithm, Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped));
  }

  /** The clear key in a block; the caller wipes it. */
  byte[] unwrap(KeyBlock block) {
    byte[] clear;
    try {
      byte[] wrapped = Base64.getUrlDecoder().decode(block.wrapped());
      clear = AesGcm.decrypt(key, ascii(block.header()), wrapped, 0);
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw new KeyException(KeyFault.BLOCK_BROKEN, block.toString(), e);
    }
    if (clear.length != block.algorithm().keyBytes()) {
      Arrays.fill(clear, (byte) 0);
      throw new KeyException(KeyFault.BLOCK_BROKEN, block + " has another length");
    }
    return clear;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "LocalMasterKey[kcv=" + kcv + "]";
  }
}
