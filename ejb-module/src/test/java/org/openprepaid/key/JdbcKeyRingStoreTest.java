package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.name;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.terminal.TestDatabase;

/** The keys of the house in a database, and the module as the server and the tools open it. */
class JdbcKeyRingStoreTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path folder;

  private final TestDatabase database = new TestDatabase();
  private final Institution institution = new Institution();
  private SQLException failure;
  private int openConnections;

  /** The database, if it is there, counting who does not give connections back. */
  private final DataSource source =
      (DataSource)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {DataSource.class},
              (self, method, arguments) -> {
                if (failure != null) {
                  throw failure;
                }
                openConnections++;
                return counted(database.source().getConnection());
              });

  private final JdbcKeyRingStore store = new JdbcKeyRingStore(source);

  private Connection counted(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              openConnections -= method.getName().equals("close") ? 1 : 0;
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void whatIsInsertedIsReadAgain() {
    ManagedKey key = key(99, "0A1B2C3D");
    assertThat(store.insert(key)).isTrue();
    assertThat(store.keys()).containsExactly(key);
    assertThat(store.epoch()).isEqualTo(new KeyEpoch(1, 1));
    assertThat(database.ask("SELECT CONCAT(owner, ':', type, ':', event) FROM key_event"))
        .isEqualTo("INSTITUTION:PAN_LOOKUP:GENERATED");
    assertThat(openConnections).isZero();
  }

  @Test
  void aVersionThatIsThereAlreadyIsNotReplaced() {
    ManagedKey first = key(1, "0A1B2C3D");
    assertThat(store.insert(first)).isTrue();
    assertThat(store.insert(key(1, "FFFFFFFF"))).isFalse();
    assertThat(store.keys()).containsExactly(first);
    assertThat(database.ask("SELECT COUNT(*) FROM key_event")).isEqualTo("1");
    assertThat(openConnections).isZero();
  }

  @Test
  void aDatabaseThatIsAwayHasItsCode() {
    failure = new SQLException("no route", "08001");
    assertFault(KeyFault.RING_UNAVAILABLE, store::keys);
    assertFault(KeyFault.RING_UNAVAILABLE, store::epoch);
    assertFault(KeyFault.RING_UNAVAILABLE, () -> store.insert(key(1, "0A1B2C3D")));
  }

  @Test
  void aTableThatIsMissingHasItsCodeAndNoConnectionIsLost() {
    database.run("DROP TABLE managed_key");
    assertFault(KeyFault.RING_UNAVAILABLE, store::keys);
    assertFault(KeyFault.RING_UNAVAILABLE, () -> store.insert(key(1, "0A1B2C3D")));
    assertThat(openConnections).isZero();
  }

  @Test
  void aRowThatHoldsNoBlockIsNamed() {
    store.insert(key(3, "0A1B2C3D"));
    database.run("UPDATE managed_key SET key_block = 'garbage'");
    assertThat(assertFault(KeyFault.RING_BROKEN, store::keys))
        .hasMessageContaining("INSTITUTION:PAN_LOOKUP:3");
  }

  @Test
  void aNodeFollowsWhatAnotherOneWrote() throws SQLException {
    SoftSecurityModule node = new SoftSecurityModule(institution.master, store);
    byte[] hash = node.panHash("6221558812340000");
    try (Connection connection = database.source().getConnection()) {
      KeyVault vault = new KeyVault(connection);
      vault.lock();
      vault.move(name(KeyType.PAN_LOOKUP, 1), KeyState.SUPERSEDED);
      byte[] clear = KeyMaterial.random(KeyAlgorithm.HMAC_SM3);
      vault.insert(
          institution.managed(
              name(KeyType.PAN_LOOKUP, 2), KeyAlgorithm.HMAC_SM3, KeyState.ACTIVE, clear));
    }
    assertThat(node.refresh()).isTrue();
    assertThat(node.panHashes("6221558812340000")).hasSize(2).contains(hash);
    assertThat(node.panHash("6221558812340000")).isNotEqualTo(hash);
    assertThat(node.refresh()).isFalse();
  }

  @Test
  void aToolOpensWhatTheServerWrote() {
    Path file = folder.resolve("keystore.p12");
    MasterKeys.openOrCreate(new Pkcs12Source(file, PASSWORD.toCharArray())).close();
    SecurityModule server = SoftSecurityModule.open(settings(file.toString(), PASSWORD), source);
    SecurityModule tool = SoftSecurityModule.open(settings(file.toString(), PASSWORD), source);
    byte[] sealed = server.sealBalance(1, 2, new byte[] {3});
    assertThat(tool.openBalance(1, 2, sealed)).containsExactly(3);
    assertThat(database.ask("SELECT COUNT(*) FROM managed_key")).isEqualTo("9");
    assertThat(openConnections).isZero();
  }

  @Test
  void theServerDoesNotStartWithoutItsKeys() {
    String file = folder.resolve("keystore.p12").toString();
    assertFault(KeyFault.SETTING_MISSING, () -> start(null, PASSWORD));
    assertFault(KeyFault.SETTING_MISSING, () -> start(file, " "));
    assertFault(KeyFault.KEYSTORE_MISSING, () -> start(file, PASSWORD));
    MasterKeys.openOrCreate(new Pkcs12Source(Path.of(file), PASSWORD.toCharArray())).close();
    assertFault(KeyFault.KEYSTORE_PASSWORD, () -> start(file, "wrong"));
    failure = new SQLException("no route", "08001");
    assertFault(KeyFault.RING_UNAVAILABLE, () -> start(file, PASSWORD));
    failure = null;
    start(file, PASSWORD);
  }

  private void start(String keystore, String password) {
    SoftSecurityModule.open(settings(keystore, password), source);
  }

  private static MasterKeySource settings(String keystore, String password) {
    Map<String, String> settings = new HashMap<>();
    settings.put(MasterKeySettings.KEYSTORE, keystore);
    settings.put(MasterKeySettings.PASSWORD, password);
    return MasterKeySettings.source(name -> Optional.ofNullable(settings.get(name)));
  }

  private ManagedKey key(int version, String kcv) {
    KeySpec spec = KeySpec.of(name(KeyType.PAN_LOOKUP, version), KeyAlgorithm.HMAC_SHA256);
    KeyRef ref = institution.module.generate(spec);
    return new ManagedKey(spec.name(), KeyState.ACTIVE, ref, new Kcv(kcv), spec.validity());
  }
}
