package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The issuer keys in a database, and the module as the server and the tools open it. */
class JdbcKeyRingStoreTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();

  @TempDir private Path folder;

  private final IssuerKeyTable table = new IssuerKeyTable();
  private final JdbcKeyRingStore store = new JdbcKeyRingStore(table.dataSource());

  @Test
  void whatIsInsertedIsReadAgain() {
    StoredIssuerKey key = new StoredIssuerKey("pan-lookup", 255, block(), new Kcv("0A1B2C3D"));
    assertThat(store.insert(key)).isTrue();
    assertThat(store.all()).containsExactly(key);
    assertThat(table.openConnections()).isZero();
  }

  @Test
  void aVersionThatIsThereAlreadyIsNotReplaced() {
    StoredIssuerKey first = new StoredIssuerKey("pan-lookup", 1, block(), new Kcv("0A1B2C3D"));
    assertThat(store.insert(first)).isTrue();
    assertThat(store.insert(new StoredIssuerKey("pan-lookup", 1, block(), new Kcv("FFFFFFFF"))))
        .isFalse();
    assertThat(store.all()).containsExactly(first);
  }

  @Test
  void aDatabaseThatIsAwayHasItsCode() {
    table.failWith(new SQLException("no route", "08001"));
    assertFault(KeyFault.RING_UNAVAILABLE, store::all);
    StoredIssuerKey key = new StoredIssuerKey("pan-lookup", 1, block(), new Kcv("0A1B2C3D"));
    assertFault(KeyFault.RING_UNAVAILABLE, () -> store.insert(key));
  }

  @Test
  void aRowThatHoldsNoBlockIsNamed() {
    table.put("pan-lookup", 3, "garbage", "0A1B2C3D");
    assertFault(KeyFault.RING_BROKEN, store::all);
    assertThatThrownBy(store::all).hasMessageContaining("pan-lookup version 3");
  }

  @Test
  void aToolOpensWhatTheServerWrote() {
    Path file = folder.resolve("keystore.p12");
    LocalMasterKey.create(file, PASSWORD);
    SecurityModule server =
        SecurityModuleProducer.opened(
            Optional.of(file.toString()), Optional.of("correct horse"), table.dataSource());
    SecurityModule tool = SoftSecurityModule.open(file, PASSWORD, table.dataSource());
    byte[] sealed = server.sealBalance(1, 2, new byte[] {3});
    assertThat(tool.openBalance(1, 2, sealed)).containsExactly(3);
    assertThat(table.rows()).isEqualTo(4);
  }

  @Test
  void theServerDoesNotStartWithoutItsKeys() {
    Path file = folder.resolve("keystore.p12");
    Optional<String> name = Optional.of(file.toString());
    Optional<String> password = Optional.of("correct horse");
    assertFault(KeyFault.SETTING_MISSING, () -> start(Optional.empty(), password));
    assertFault(KeyFault.SETTING_MISSING, () -> start(name, Optional.of(" ")));
    assertFault(KeyFault.KEYSTORE_MISSING, () -> start(name, password));
    LocalMasterKey.create(file, PASSWORD);
    assertFault(KeyFault.KEYSTORE_PASSWORD, () -> start(name, Optional.of("wrong")));
    table.failWith(new SQLException("no route", "08001"));
    assertFault(KeyFault.RING_UNAVAILABLE, () -> start(name, password));
  }

  private void start(Optional<String> keystore, Optional<String> password) {
    SecurityModuleProducer.opened(keystore, password, table.dataSource());
  }

  private static KeyBlock block() {
    return new KeyBlock("1CLH-AAAA");
  }

  private static void assertFault(KeyFault fault, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            KeyException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e).hasMessageStartingWith(fault.code() + " ");
            });
  }
}
