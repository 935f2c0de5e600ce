package org.openprepaid.key;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openprepaid.key.cipher.ClearKey;
import org.openprepaid.key.master.FileMasterKey;
import org.openprepaid.key.master.MasterKey;

/** The local master key in a PKCS#12 file that only its owner can read and a password opens. */
public final class Pkcs12Source implements MasterKeySource {
  private static final KeyAlgorithm ALGORITHM = KeyAlgorithm.AES_256;

  private final Path file;
  private final char[] password;

  /**
   * @param password not empty; copied
   */
  public Pkcs12Source(Path file, char[] password) {
    this.file = file;
    this.password = password.clone();
  }

  @Override
  public SortedMap<Integer, MasterKey> open() {
    Map<Integer, byte[]> stored = KeyStoreFile.read(file, password);
    TreeMap<Integer, MasterKey> keys = new TreeMap<>();
    stored.forEach(
        (generation, clear) -> {
          if (clear.length != ALGORITHM.keyBytes()) {
            throw new KeyException(KeyFault.KEYSTORE_DAMAGED, file + " holds no AES-256 key");
          }
          keys.put(generation, new FileMasterKey(file + " generation " + generation, clear));
        });
    return keys;
  }

  @Override
  public void create(int generation) {
    byte[] clear = KeyMaterial.random(ALGORITHM);
    try (ClearKey key = new ClearKey("AES", clear)) {
      KeyStoreFile.add(file, password, generation, key);
    }
  }

  @Override
  public void remove(int generation) {
    KeyStoreFile.remove(file, password, generation);
  }

  @Override
  public Optional<byte[]> keyOfBefore() {
    return Optional.ofNullable(KeyStoreFile.read(file, password).get(1));
  }

  /** Forgets the password. */
  public void wipe() {
    Arrays.fill(password, '\0');
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
