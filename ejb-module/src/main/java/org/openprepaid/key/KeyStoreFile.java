package org.openprepaid.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** The PKCS#12 file that holds the local master key, and nothing else. */
final class KeyStoreFile {
  private static final String TYPE = "PKCS12";
  private static final String ALIAS = "local-master-key";

  /** A file beyond this is no key store of ours, and is not read into memory. */
  private static final long MAX_BYTES = 65_536;

  private KeyStoreFile() {}

  /** The key's clear bytes; the caller wipes them. */
  static byte[] read(Path file, char[] password) {
    requirePassword(password);
    try {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(new ByteArrayInputStream(content(file)), password);
      Key key = store.getKey(ALIAS, password);
      if (key == null || !"AES".equals(key.getAlgorithm())) {
        throw new KeyException(KeyFault.KEYSTORE_DAMAGED, file + " holds no local master key");
      }
      return key.getEncoded();
    } catch (UnrecoverableKeyException e) {
      throw new KeyException(KeyFault.KEYSTORE_PASSWORD, file.toString(), e);
    } catch (IOException | GeneralSecurityException e) {
      KeyFault fault =
          e.getCause() instanceof UnrecoverableKeyException
              ? KeyFault.KEYSTORE_PASSWORD
              : KeyFault.KEYSTORE_DAMAGED;
      throw new KeyException(fault, file.toString(), e);
    }
  }

  /**
   * Writes a new key store, readable by its owner only. It appears whole or not at all, and never
   * in the place of another one.
   *
   * @return false if there is a file of this name already
   */
  static boolean create(Path file, char[] password, SecretKey key) {
    requirePassword(password);
    try {
      byte[] content = pkcs12(password, key);
      Path folder = file.toAbsolutePath().getParent();
      Path draft = Files.createTempFile(folder, ".keystore", ".new", ownerOnly(folder));
      try {
        writeDurably(draft, content);
        // a link fails where a file exists; a move would replace the key of a node that was faster
        Files.createLink(file, draft);
      } finally {
        Files.delete(draft);
      }
      syncFolder(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException | GeneralSecurityException | UnsupportedOperationException e) {
      throw new KeyException(KeyFault.KEYSTORE_NOT_WRITTEN, file.toString(), e);
    }
  }

  private static byte[] content(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new KeyException(KeyFault.KEYSTORE_DAMAGED, file + " is too long");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new KeyException(KeyFault.KEYSTORE_MISSING, file.toString(), e);
    }
  }

  private static byte[] pkcs12(char[] password, SecretKey key)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, password);
    KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(password);
    store.setEntry(ALIAS, new KeyStore.SecretKeyEntry(key), protection);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.store(content, password);
    return content.toByteArray();
  }

  private static void writeDurably(Path draft, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Arrays.fill(content, (byte) 0);
  }

  private static void syncFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void requirePassword(char[] password) {
    // without a password PKCS#12 is read without any check of its integrity
    if (password == null || password.length == 0) {
      throw new KeyException(KeyFault.SETTING_MISSING, "the key store needs a password");
    }
  }
}
