package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Faults.assertFault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.terminal.TestDatabase;

/** The vault's tables, on H2: what it does of locks is tried on the real servers. */
class KeyVaultTest {
  private static final Institution INSTITUTION = new Institution();
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 5, 12, 0);

  private final TestDatabase database = new TestDatabase();
  private Connection connection;
  private KeyVault vault;

  @BeforeEach
  void connect() throws SQLException {
    connection = database.source().getConnection();
    vault = new KeyVault(connection);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static ManagedKey key(String name, KeyState state) {
    KeyName parsed = KeyName.parse(name);
    Validity days = new Validity(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31));
    KeySpec spec = KeySpec.of(parsed, parsed.type().usualAlgorithm()).lasting(days);
    KeyRef ref = INSTITUTION.module.generate(spec);
    return new ManagedKey(parsed, state, ref, INSTITUTION.management.checkValue(ref), days);
  }

  private ManagedKey inserted(String name, KeyState state) throws SQLException {
    ManagedKey key = key(name, state);
    vault.insert(key);
    return key;
  }

  @Test
  void whatIsInsertedIsFound() throws SQLException {
    ManagedKey key = inserted("ZONE/CUPNET:ZPK:7", KeyState.PENDING);
    assertThat(vault.find(key.name())).contains(key);
    assertThat(vault.get(key.name())).isEqualTo(key);
    assertThat(vault.all()).containsExactly(key);
  }

  @Test
  void aKeyThatThereIsNotIsUnknown() throws SQLException {
    inserted("ZONE/CUPNET:ZPK:7", KeyState.PENDING);
    for (String other : List.of("ZONE/CUPNET:ZPK:6", "ZONE/CUPNET:ZAK:7", "ZONE/OTHER:ZPK:7")) {
      KeyName name = KeyName.parse(other);
      assertThat(vault.find(name)).isEmpty();
      assertThat(assertFault(KeyFault.KEY_UNKNOWN, () -> vault.get(name)))
          .hasMessageContaining(other);
    }
  }

  @Test
  void aNameIsThereOnce() throws SQLException {
    ManagedKey first = inserted("ZONE/CUPNET:ZPK:1", KeyState.ACTIVE);
    assertThatThrownBy(() -> inserted("ZONE/CUPNET:ZPK:1", KeyState.PENDING))
        .isInstanceOf(SQLIntegrityConstraintViolationException.class);
    assertThat(vault.all()).containsExactly(first);
  }

  @Test
  void versionsComeInOrderAndTheNextOneFollows() throws SQLException {
    KeyOwner cupnet = new KeyOwner("ZONE/CUPNET");
    assertThat(vault.next(cupnet, KeyType.ZPK)).hasToString("ZONE/CUPNET:ZPK:1");
    assertThat(vault.active(cupnet, KeyType.ZPK)).isEmpty();
    ManagedKey tenth = inserted("ZONE/CUPNET:ZPK:10", KeyState.PENDING);
    ManagedKey second = inserted("ZONE/CUPNET:ZPK:2", KeyState.ACTIVE);
    inserted("ZONE/CUPNET:ZAK:11", KeyState.ACTIVE);
    inserted("ZONE/OTHER:ZPK:12", KeyState.ACTIVE);
    assertThat(vault.versions(cupnet, KeyType.ZPK)).containsExactly(second, tenth);
    assertThat(vault.active(cupnet, KeyType.ZPK)).contains(second);
    assertThat(vault.next(cupnet, KeyType.ZPK)).hasToString("ZONE/CUPNET:ZPK:11");
    inserted("ZONE/CUPNET:ZPK:99", KeyState.PENDING);
    assertFault(KeyFault.VERSION_REFUSED, () -> vault.next(cupnet, KeyType.ZPK));
  }

  /** Its components may be with the custodians already, under that version. */
  @Test
  void theVersionOfAKeyInACeremonyIsTaken() throws SQLException {
    inserted("ZONE/CUPNET:ZMK:1", KeyState.ACTIVE);
    database.run(
        "INSERT INTO key_ceremony (owner, type, direction, version, algorithm, components,"
            + " exportable, valid_from, valid_to, begun_by, expires_at)"
            + " VALUES ('ZONE/CUPNET', 'ZMK', 'IN', 4, 'AES_256', 2, FALSE, '2026-01-01',"
            + " '2027-12-31', 'alice', '2026-01-06 12:00:00')");
    KeyOwner cupnet = new KeyOwner("ZONE/CUPNET");
    assertThat(vault.next(cupnet, KeyType.ZMK)).hasToString("ZONE/CUPNET:ZMK:5");
    assertThat(vault.next(cupnet, KeyType.ZPK)).hasToString("ZONE/CUPNET:ZPK:1");
  }

  @Test
  void aKeyMovesOnAndADestroyedOneLosesItsBlock() throws SQLException {
    ManagedKey other = inserted("ZONE/CUPNET:ZPK:2", KeyState.ACTIVE);
    ManagedKey key = inserted("ZONE/CUPNET:ZPK:1", KeyState.ACTIVE);
    vault.move(key.name(), KeyState.SUPERSEDED);
    assertThat(vault.get(key.name()))
        .isEqualTo(
            new ManagedKey(key.name(), KeyState.SUPERSEDED, key.ref(), key.kcv(), key.validity()));
    vault.move(key.name(), KeyState.DESTROYED);
    assertThat(vault.get(key.name()))
        .isEqualTo(new ManagedKey(key.name(), KeyState.DESTROYED, null, key.kcv(), key.validity()));
    assertThat(database.ask("SELECT key_block FROM managed_key WHERE version = 1")).isNull();
    assertThat(vault.get(other.name())).isEqualTo(other);
  }

  @Test
  void aKeyIsWrappedAnewInItsPlace() throws SQLException {
    ManagedKey other = inserted("ZONE/CUPNET:ZPK:2", KeyState.ACTIVE);
    ManagedKey key = inserted("ZONE/CUPNET:ZPK:1", KeyState.SUPERSEDED);
    KeyRef again = INSTITUTION.management.rewrap(key.ref());
    vault.rewrapped(key.name(), again, new Kcv("0A1B2C3D"));
    assertThat(vault.get(key.name()))
        .isEqualTo(
            new ManagedKey(key.name(), key.state(), again, new Kcv("0A1B2C3D"), key.validity()));
    assertThat(vault.get(other.name())).isEqualTo(other);
  }

  @Test
  void theHistoryIsToldInOrder() throws SQLException {
    KeyName name = KeyName.parse("ZONE/CUPNET:ZPK:1");
    assertThat(vault.history(name)).isEmpty();
    vault.tell(name, "alice", "GENERATED", NOON.plusDays(1));
    // the order is that of the acts, whatever the clocks of the nodes say
    vault.tell(name, "alice+bob", "EXPORTED", NOON);
    vault.tell(KeyName.parse("ZONE/CUPNET:ZPK:2"), "alice", "GENERATED", NOON);
    assertThat(vault.history(name))
        .containsExactly(
            new KeyEvent(NOON.plusDays(1), "alice", "GENERATED"),
            new KeyEvent(NOON, "alice+bob", "EXPORTED"));
  }

  @Test
  void everyActCountsTheEpochUp() throws SQLException {
    KeyEpoch first = vault.epoch();
    assertThat(first.masterGeneration()).isEqualTo(1);
    assertThat(vault.lock()).isEqualTo(1);
    assertThat(vault.epoch()).isEqualTo(new KeyEpoch(first.epoch() + 1, 1));
    vault.masterGeneration(2);
    assertThat(vault.epoch()).isEqualTo(new KeyEpoch(first.epoch() + 1, 2));
    assertThat(vault.lock()).isEqualTo(2);
    assertThat(vault.epoch()).isEqualTo(new KeyEpoch(first.epoch() + 2, 2));
  }

  @Test
  void anActThatIsNotCommittedIsNotSeen() throws SQLException {
    connection.setAutoCommit(false);
    vault.lock();
    inserted("ZONE/CUPNET:ZPK:1", KeyState.ACTIVE);
    connection.rollback();
    assertThat(vault.epoch()).isEqualTo(new KeyEpoch(1, 1));
    assertThat(vault.all()).isEmpty();
  }

  @Test
  void withoutItsRowTheVaultDoesNotWork() throws SQLException {
    database.run("DELETE FROM key_epoch");
    assertThatThrownBy(vault::epoch).isInstanceOf(SQLException.class);
    assertThatThrownBy(vault::lock).isInstanceOf(SQLException.class);
  }

  @Test
  void keysOfTheHouseAreAllButTheTerminals() throws SQLException {
    ManagedKey own = inserted("INSTITUTION:PAN_LOOKUP:1", KeyState.ACTIVE);
    ManagedKey issuers = inserted("ISSUER/OWN:PVV:1", KeyState.ACTIVE);
    ManagedKey printers = inserted("PRINTER/MAILER:PRINTER:1", KeyState.ACTIVE);
    ManagedKey terminals = inserted("TERMINAL/10000001:TMK:1", KeyState.ACTIVE);
    ManagedKey zones = inserted("ZONE/CUPNET:ZMK:1", KeyState.PENDING);
    assertThat(vault.keysOfTheHouse()).containsExactly(own, issuers, printers, zones);
    assertThat(vault.all()).containsExactly(own, issuers, printers, terminals, zones);
  }

  @Test
  void pagesFollowEachOther() throws SQLException {
    List<ManagedKey> terminals = new ArrayList<>();
    for (int i = 10; i < 35; i++) {
      terminals.add(inserted("TERMINAL/100000" + i + ":TMK:1", KeyState.ACTIVE));
    }
    inserted("ZONE/CUPNET:ZMK:1", KeyState.ACTIVE);
    assertThat(pages("TERMINAL/", 10)).isEqualTo(terminals);
    assertThat(pages("TERMINAL/1000001", 10)).isEqualTo(terminals.subList(0, 10));
    assertThat(vault.page("TERMINAL/", true, null, 10)).isEqualTo(terminals.subList(0, 10));
    assertThat(vault.page("NOBODY/", true, null, 10)).isEmpty();
    assertThat(pages("", 7)).isEqualTo(vault.all());
  }

  @Test
  void aPageMayLeaveTheTerminalsOut() throws SQLException {
    ManagedKey own = inserted("INSTITUTION:PAN_LOOKUP:1", KeyState.ACTIVE);
    inserted("TERMINAL/10000001:TMK:1", KeyState.ACTIVE);
    ManagedKey zones = inserted("ZONE/CUPNET:ZMK:1", KeyState.PENDING);
    assertThat(vault.page("", false, null, 10)).containsExactly(own, zones);
    assertThat(vault.page("", false, own.name(), 10)).containsExactly(zones);
    assertThat(vault.page("TERMINAL/", false, null, 10)).isEmpty();
  }

  @Test
  void noKeyIsLostWhereAPageEnds() throws SQLException {
    for (String owner : List.of("ZONE/A", "ZONE/B", "ZONE/C")) {
      for (String type : List.of("ZMK", "ZPK", "ZAK")) {
        inserted(owner + ":" + type + ":1", KeyState.SUPERSEDED);
        inserted(owner + ":" + type + ":2", KeyState.ACTIVE);
      }
    }
    for (int limit = 1; limit <= 20; limit++) {
      assertThat(pages("ZONE/", limit)).as("pages of " + limit).isEqualTo(vault.all());
    }
  }

  private List<ManagedKey> pages(String owner, int limit) throws SQLException {
    List<ManagedKey> all = new ArrayList<>();
    KeyName after = null;
    List<ManagedKey> page = vault.page(owner, true, after, limit);
    while (!page.isEmpty()) {
      all.addAll(page);
      after = page.get(page.size() - 1).name();
      page = vault.page(owner, true, after, limit);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "key_block, garbage",
    "kcv, XYZ",
    "state, ALIVE",
    "type, NONE",
    "owner, NOBODY",
    "valid_to, 1999-01-01",
  })
  void aRowThatIsNoKeyIsNamed(String column, String value) throws SQLException {
    inserted("ZONE/CUPNET:ZPK:3", KeyState.ACTIVE);
    database.run("UPDATE managed_key SET " + column + " = ?", value);
    KeyException e = assertFault(KeyFault.RING_BROKEN, vault::all);
    assertThat(e).hasMessageContaining(":3").hasMessageMatching(".*(CUPNET|NOBODY):(ZPK|NONE).*");
  }

  @Test
  void aKeyWithoutItsBlockIsNamed() throws SQLException {
    inserted("ZONE/CUPNET:ZPK:3", KeyState.ACTIVE);
    database.run("UPDATE managed_key SET key_block = NULL");
    assertFault(KeyFault.RING_BROKEN, vault::all);
  }
}
