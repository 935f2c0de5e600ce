package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local master key in its PKCS#12 file. */
class LocalMasterKeyTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("keystore.p12");
  }

  @Test
  void createdThenLoadedIsTheSameKey() {
    LocalMasterKey created = LocalMasterKey.create(file, PASSWORD);
    LocalMasterKey loaded = LocalMasterKey.load(file, PASSWORD);
    assertThat(loaded.kcv()).isEqualTo(created.kcv());
    KeyBlock block = created.wrap(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY, new byte[16]);
    assertThat(loaded.unwrap(block)).isEqualTo(new byte[16]);
  }

  @Test
  void onlyItsOwnerReadsTheFileAndNoDraftIsLeft() throws Exception {
    LocalMasterKey.create(file, PASSWORD);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anExistingFileIsNeverReplaced() throws Exception {
    LocalMasterKey.create(file, PASSWORD);
    byte[] before = Files.readAllBytes(file);
    assertFault(KeyFault.KEYSTORE_NOT_WRITTEN, () -> LocalMasterKey.create(file, PASSWORD));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderThatIsNotThereCannotBeWrittenTo() {
    Path nowhere = folder.resolve("missing").resolve("keystore.p12");
    assertFault(KeyFault.KEYSTORE_NOT_WRITTEN, () -> LocalMasterKey.create(nowhere, PASSWORD));
  }

  @Test
  void aMissingFileIsNamed() {
    assertFault(KeyFault.KEYSTORE_MISSING, () -> LocalMasterKey.load(file, PASSWORD));
    assertThatThrownBy(() -> LocalMasterKey.load(file, PASSWORD))
        .hasMessageStartingWith("OP-1502 ")
        .hasMessageContaining("keystore.p12");
  }

  @Test
  void aWrongPasswordIsRefusedAndNotShown() {
    LocalMasterKey.create(file, PASSWORD);
    char[] wrong = "wrong-and-long".toCharArray();
    assertFault(KeyFault.KEYSTORE_PASSWORD, () -> LocalMasterKey.load(file, wrong));
    assertThatThrownBy(() -> LocalMasterKey.load(file, wrong))
        .hasMessageStartingWith("OP-1503 ")
        .hasMessageNotContaining("wrong-and-long");
  }

  @Test
  void anEmptyPasswordIsRefused() {
    LocalMasterKey.create(file, PASSWORD);
    assertFault(KeyFault.SETTING_MISSING, () -> LocalMasterKey.load(file, new char[0]));
    assertFault(
        KeyFault.SETTING_MISSING,
        () -> LocalMasterKey.create(folder.resolve("other.p12"), new char[0]));
  }

  @Test
  void aFileCutShortIsDamaged() throws Exception {
    LocalMasterKey.create(file, PASSWORD);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 10, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertFault(KeyFault.KEYSTORE_DAMAGED, () -> LocalMasterKey.load(file, PASSWORD));
    }
  }

  @Test
  void aFileOfSomethingElseIsDamaged() throws Exception {
    Files.writeString(file, "no key store at all, but a text that somebody left here");
    assertFault(KeyFault.KEYSTORE_DAMAGED, () -> LocalMasterKey.load(file, PASSWORD));
    Files.write(file, new byte[70_000]);
    assertFault(KeyFault.KEYSTORE_DAMAGED, () -> LocalMasterKey.load(file, PASSWORD));
  }

  @Test
  void anAlteredFileNeverOpensToAnotherKey() throws Exception {
    Kcv right = LocalMasterKey.create(file, PASSWORD).kcv();
    byte[] whole = Files.readAllBytes(file);
    // every tenth byte: deriving the keys of a password is made slow on purpose
    for (int i = 0; i < whole.length; i += 10) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x20;
      Files.write(file, changed);
      try {
        assertThat(LocalMasterKey.load(file, PASSWORD).kcv()).isEqualTo(right);
      } catch (KeyException e) {
        assertThat(e.fault()).isIn(KeyFault.KEYSTORE_PASSWORD, KeyFault.KEYSTORE_DAMAGED);
      }
    }
  }

  @Test
  void aKeyStoreWithoutOurKeyIsDamaged() throws Exception {
    write("another-name", new SecretKeySpec(new byte[32], "AES"));
    assertFault(KeyFault.KEYSTORE_DAMAGED, () -> LocalMasterKey.load(file, PASSWORD));
    write("local-master-key", new SecretKeySpec(new byte[16], "AES"));
    assertFault(KeyFault.KEYSTORE_DAMAGED, () -> LocalMasterKey.load(file, PASSWORD));
  }

  @Test
  void manyThatStartAtOnceGetOneKey() throws Exception {
    List<Callable<String>> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(() -> LocalMasterKey.loadOrCreate(file, PASSWORD).kcv().hex());
    }
    ExecutorService threads = Executors.newFixedThreadPool(starts.size());
    try {
      Set<String> kcvs = new HashSet<>();
      for (Future<String> kcv : threads.invokeAll(starts)) {
        kcvs.add(kcv.get());
      }
      assertThat(kcvs).containsExactly(LocalMasterKey.load(file, PASSWORD).kcv().hex());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void loadOrCreateDoesNotPaperOverAWrongPassword() {
    LocalMasterKey.create(file, PASSWORD);
    assertFault(
        KeyFault.KEYSTORE_PASSWORD, () -> LocalMasterKey.loadOrCreate(file, "wrong".toCharArray()));
  }

  private void write(String alias, SecretKeySpec key) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setEntry(
        alias, new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(PASSWORD));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
  }

  private static void assertFault(KeyFault fault, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(KeyException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
