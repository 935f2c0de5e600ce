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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/** The PKCS#12 file that holds the generations of the local master key, and nothing else. */
final class KeyStoreFile {
  private static final String TYPE = "PKCS12";

  /** Of the first generation; the others' have a hyphen and their number behind it. */
  private static final String ALIAS = "local-master-key";

  /** A file beyond this is no key store of ours, and is not read into memory. */
  private static final long MAX_BYTES = 65_536;

  private KeyStoreFile() {}

  /** The keys' clear bytes by generation, at least one; the caller wipes them. */
  static SortedMap<Integer, byte[]> read(Path file, char[] password) {
    requirePassword(password);
    try {
      KeyStore store = load(file, password);
      SortedMap<Integer, byte[]> keys = new TreeMap<>();
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, password);
        if (alias.startsWith(ALIAS) && key != null && "AES".equals(key.getAlgorithm())) {
          keys.put(generation(alias), key.getEncoded());
        }
      }
      if (keys.isEmpty()) {
        throw new KeyException(KeyFault.KEYSTORE_DAMAGED, file + " holds no local master key");
      }
      return keys;
    } catch (UnrecoverableKeyException e) {
      throw new KeyException(KeyFault.KEYSTORE_PASSWORD, file.toString(), e);
    } catch (GeneralSecurityException | NumberFormatException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Adds a generation, unless it is there. The file, made if there is none, is readable by its
   * owner only; it changes whole or not at all, and of two that make the first one at once both
   * find the same key afterwards.
   */
  static void add(Path file, char[] password, int generation, SecretKey key) {
    requirePassword(password);
    try {
      boolean fresh = !Files.exists(file);
      KeyStore store = fresh ? empty(password) : load(file, password);
      if (store.containsAlias(alias(generation))) {
        return;
      }
      KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(password);
      store.setEntry(alias(generation), new KeyStore.SecretKeyEntry(key), protection);
      write(file, content(store, password), fresh);
    } catch (FileAlreadyExistsException e) {
      return; // another process was faster: its key holds
    } catch (IOException | GeneralSecurityException | UnsupportedOperationException e) {
      throw new KeyException(KeyFault.KEYSTORE_NOT_WRITTEN, file.toString(), e);
    }
  }

  /** Takes a generation away; the file without it takes the old one's place at once. */
  static void remove(Path file, char[] password, int generation) {
    requirePassword(password);
    try {
      KeyStore store = load(file, password);
      store.deleteEntry(alias(generation));
      write(file, content(store, password), false);
    } catch (IOException | GeneralSecurityException | UnsupportedOperationException e) {
      throw new KeyException(KeyFault.KEYSTORE_NOT_WRITTEN, file.toString(), e);
    }
  }

  private static String alias(int generation) {
    return generation == 1 ? ALIAS : ALIAS + "-" + generation;
  }

  private static int generation(String alias) {
    return alias.equals(ALIAS) ? 1 : Integer.parseInt(alias.substring(ALIAS.length() + 1));
  }

  private static KeyStore empty(char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, password);
    return store;
  }

  private static KeyStore load(Path file, char[] password) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(TYPE);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new KeyException(KeyFault.KEYSTORE_DAMAGED, file + " is too long");
      }
      store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
      return store;
    } catch (NoSuchFileException e) {
      throw new KeyException(KeyFault.KEYSTORE_MISSING, file.toString(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static KeyException unreadable(Path file, Exception e) {
    KeyFault fault =
        e.getCause() instanceof UnrecoverableKeyException
            ? KeyFault.KEYSTORE_PASSWORD
            : KeyFault.KEYSTORE_DAMAGED;
    return new KeyException(fault, file.toString(), e);
  }

  private static byte[] content(KeyStore store, char[] password)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.store(content, password);
    return content.toByteArray();
  }

  private static void write(Path file, byte[] content, boolean fresh) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(folder, ".keystore", ".new", ownerOnly(folder));
    try {
      writeDurably(draft, content);
      if (fresh) {
        // a link fails where a file exists; a move would replace the key of a node that was faster
        Files.createLink(file, draft);
      } else {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
    syncFolder(folder);
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
