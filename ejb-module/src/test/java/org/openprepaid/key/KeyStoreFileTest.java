package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Faults.assertFault;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local master key in its PKCS#12 file. */
class KeyStoreFileTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();
  private static final KeySpec TMK = Institution.spec(KeyType.TMK, KeyAlgorithm.TDES_2KEY);

  @TempDir private Path folder;
  private Path file;
  private Pkcs12Source source;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("keystore.p12");
    source = new Pkcs12Source(file, PASSWORD);
  }

  @Test
  void createdThenLoadedIsTheSameKey() {
    MasterKeys created = MasterKeys.openOrCreate(source);
    MasterKeys loaded = MasterKeys.open(new Pkcs12Source(file, PASSWORD));
    assertThat(loaded.kcv()).isEqualTo(created.kcv());
    assertThat(loaded.unwrap(created.wrap(TMK, new byte[16]))).isEqualTo(new byte[16]);
  }

  @Test
  void onlyItsOwnerReadsTheFileAndNoDraftIsLeft() throws Exception {
    source.create(1);
    assertOwnersOnly();
    source.create(2);
    assertOwnersOnly();
    source.remove(1);
    assertOwnersOnly();
  }

  private void assertOwnersOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertNoDraft();
  }

  private void assertNoDraft() throws Exception {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aGenerationThatIsThereIsNeverReplaced() throws Exception {
    source.create(1);
    byte[] before = Files.readAllBytes(file);
    source.create(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertNoDraft();
  }

  @Test
  void theFileHoldsItsGenerations() {
    MasterKeys first = MasterKeys.openOrCreate(source);
    KeyRef before = first.wrap(TMK, new byte[16]);
    source.create(2);
    MasterKeys both = MasterKeys.open(source);
    assertThat(both.generations()).containsExactlyInAnyOrder(1, 2);
    assertThat(both.kcv()).isEqualTo(first.kcv());
    both.use(2);
    KeyRef after = both.wrap(TMK, new byte[16]);
    assertThat(both.kcv()).isNotEqualTo(first.kcv());

    source.remove(1);
    MasterKeys later = MasterKeys.open(source);
    assertThat(later.generations()).containsExactly(2);
    assertThat(later.currentGeneration()).isEqualTo(2);
    assertThat(later.kcv()).isEqualTo(both.kcv());
    assertThat(later.unwrap(after)).isEqualTo(new byte[16]);
    assertFault(KeyFault.BLOCK_BROKEN, () -> later.unwrap(before));
  }

  @Test
  void aNodeFindsTheGenerationThatAnotherOneMade() {
    MasterKeys node = MasterKeys.openOrCreate(source);
    MasterKeys other = MasterKeys.open(new Pkcs12Source(file, PASSWORD));
    other.source().create(2);
    other.use(2);
    assertThat(node.unwrap(other.wrap(TMK, new byte[16]))).isEqualTo(new byte[16]);
    node.use(2);
    assertThat(node.kcv()).isEqualTo(other.kcv());
  }

  @Test
  void theNextStartAfterARetirementMakesNoKey() throws Exception {
    source.create(1);
    source.create(2);
    source.remove(1);
    byte[] before = Files.readAllBytes(file);
    assertThat(MasterKeys.openOrCreate(source).generations()).containsExactly(2);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void theKeyOfBeforeIsTheFirstGeneration() {
    source.create(1);
    byte[] first = source.keyOfBefore().orElseThrow();
    assertThat(first).hasSize(32);
    assertThat(Kcv.of(KeyMaterial.kcv(KeyAlgorithm.AES_256, first)))
        .isEqualTo(MasterKeys.open(source).kcv());
    source.create(2);
    source.remove(1);
    assertThat(source.keyOfBefore()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereCannotBeWrittenTo() {
    Path nowhere = folder.resolve("missing").resolve("keystore.p12");
    assertFault(KeyFault.KEYSTORE_NOT_WRITTEN, () -> new Pkcs12Source(nowhere, PASSWORD).create(1));
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(assertFault(KeyFault.KEYSTORE_MISSING, source::open))
        .hasMessageStartingWith("OP-1502 ")
        .hasMessageContaining("keystore.p12");
    assertFault(KeyFault.KEYSTORE_MISSING, () -> source.remove(1));
  }

  @Test
  void aWrongPasswordIsRefusedAndNotShown() {
    source.create(1);
    Pkcs12Source wrong = new Pkcs12Source(file, "wrong-and-long".toCharArray());
    List<KeyException> refusals =
        List.of(
            assertFault(KeyFault.KEYSTORE_PASSWORD, wrong::open),
            assertFault(KeyFault.KEYSTORE_PASSWORD, () -> wrong.create(2)),
            assertFault(KeyFault.KEYSTORE_PASSWORD, () -> wrong.remove(1)),
            assertFault(KeyFault.KEYSTORE_PASSWORD, () -> MasterKeys.openOrCreate(wrong)));
    for (KeyException e : refusals) {
      assertThat(e)
          .hasMessageStartingWith("OP-1503 ")
          .hasMessageNotContaining("wrong-and-long")
          .hasMessageNotContaining("correct horse");
    }
    assertThat(source.open()).hasSize(1);
  }

  @Test
  void anEmptyPasswordIsRefused() {
    source.create(1);
    Pkcs12Source without = new Pkcs12Source(file, new char[0]);
    assertFault(KeyFault.SETTING_MISSING, without::open);
    assertFault(
        KeyFault.SETTING_MISSING,
        () -> new Pkcs12Source(folder.resolve("other.p12"), new char[0]).create(1));
    assertThat(folder.resolve("other.p12")).doesNotExist();
  }

  /** Its caller wipes the password it gave. */
  @Test
  void thePasswordIsCopiedAndForgotten() {
    char[] given = PASSWORD.clone();
    Pkcs12Source copied = new Pkcs12Source(file, given);
    Arrays.fill(given, '\0');
    copied.create(1);
    assertThat(source.open()).hasSize(1);
    copied.wipe();
    assertThatThrownBy(copied::open).isInstanceOf(KeyException.class);
  }

  @Test
  void aFileCutShortIsDamaged() throws Exception {
    source.create(1);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 10, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertFault(KeyFault.KEYSTORE_DAMAGED, source::open);
    }
  }

  @Test
  void aFileOfSomethingElseIsDamagedAndLeftAsItIs() throws Exception {
    Files.writeString(file, "no key store at all, but a text that somebody left here");
    assertFault(KeyFault.KEYSTORE_DAMAGED, source::open);
    assertFault(KeyFault.KEYSTORE_DAMAGED, () -> MasterKeys.openOrCreate(source));
    assertThat(file).content().startsWith("no key store");
    Files.write(file, new byte[70_000]);
    assertFault(KeyFault.KEYSTORE_DAMAGED, source::open);
  }

  @Test
  void anAlteredFileNeverOpensToAnotherKey() throws Exception {
    Kcv right = MasterKeys.openOrCreate(source).kcv();
    byte[] whole = Files.readAllBytes(file);
    // every tenth byte: deriving the keys of a password is made slow on purpose
    for (int i = 0; i < whole.length; i += 10) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x20;
      Files.write(file, changed);
      try {
        assertThat(MasterKeys.open(source).kcv()).isEqualTo(right);
      } catch (KeyException e) {
        assertThat(e.fault()).isIn(KeyFault.KEYSTORE_PASSWORD, KeyFault.KEYSTORE_DAMAGED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"another-name", "local-master-key-second", "local-master-key2"})
  void aKeyOfAnotherNameIsNotOurs(String alias) throws Exception {
    write(alias, new SecretKeySpec(new byte[32], "AES"));
    assertFault(KeyFault.KEYSTORE_DAMAGED, source::open);
  }

  @Test
  void aKeyOfAnotherKindIsNotOurs() throws Exception {
    write("local-master-key", new SecretKeySpec(new byte[16], "AES"));
    assertFault(KeyFault.KEYSTORE_DAMAGED, source::open);
    write("local-master-key", new SecretKeySpec(new byte[24], "DESede"));
    assertFault(KeyFault.KEYSTORE_DAMAGED, source::open);
  }

  @Test
  void manyThatStartAtOnceGetOneKey() throws Exception {
    List<Callable<String>> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(() -> MasterKeys.openOrCreate(new Pkcs12Source(file, PASSWORD)).kcv().hex());
    }
    ExecutorService threads = Executors.newFixedThreadPool(starts.size());
    try {
      Set<String> kcvs = new HashSet<>();
      for (Future<String> kcv : threads.invokeAll(starts)) {
        kcvs.add(kcv.get());
      }
      assertThat(kcvs).containsExactly(MasterKeys.open(source).kcv().hex());
      assertNoDraft();
    } finally {
      threads.shutdownNow();
    }
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
}
