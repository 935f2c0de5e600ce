package org.openprepaid.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * An institution for tests: a fresh local master key and issuer keys, and the terminal's side of
 * the cryptography.
 */
final class Institution {
  final LocalMasterKey master = freshMaster();
  final MemoryKeyRingStore store = new MemoryKeyRingStore();
  final SoftSecurityModule module = restarted();

  /** The module as the next start of the server makes it. */
  SoftSecurityModule restarted() {
    return new SoftSecurityModule(master, KeyRing.open(master, store));
  }

  /** Adds the next version of an issuer key, as rotation does. */
  void addVersion(IssuerKeyName name, int version) {
    byte[] clear = KeyMaterial.random(name.algorithm());
    store.insert(
        new StoredIssuerKey(
            name.text(),
            version,
            master.wrap(name.usage(), name.algorithm(), clear),
            Kcv.of(KeyMaterial.kcv(name.algorithm(), clear))));
  }

  KeyBlock key(KeyUsage usage, String clearHex) {
    byte[] clear = hex(clearHex);
    KeyAlgorithm algorithm = clear.length == 8 ? KeyAlgorithm.DES : KeyAlgorithm.TDES_2KEY;
    return module.combine(usage, algorithm, List.of(clear));
  }

  static LocalMasterKey freshMaster() {
    try {
      Path folder = Files.createTempDirectory("keys");
      Path file = folder.resolve("keystore.p12");
      LocalMasterKey created = LocalMasterKey.create(file, "a password".toCharArray());
      Files.delete(file);
      Files.delete(folder);
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** DES or double-length triple DES of whole blocks by the Java platform's own cipher. */
  static byte[] des(int mode, byte[] key, byte[] data) {
    boolean single = key.length == 8;
    byte[] full = key;
    if (!single) {
      full = Arrays.copyOf(key, 24);
      System.arraycopy(key, 0, full, 16, 8);
    }
    try {
      Cipher cipher = Cipher.getInstance(single ? "DES/ECB/NoPadding" : "DESede/ECB/NoPadding");
      cipher.init(mode, new SecretKeySpec(full, single ? "DES" : "DESede"));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] encrypt(byte[] key, byte[] data) {
    return des(Cipher.ENCRYPT_MODE, key, data);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
