package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.standalone.TestDatabase.execute;
import static org.openprepaid.standalone.TestDatabase.migration;
import static org.openprepaid.standalone.TestDatabase.query;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationIT {
  private static final String PARTITIONS =
      "SELECT partition_name FROM information_schema.partitions"
          + " WHERE table_schema = DATABASE() AND table_name = 'posting'"
          + " ORDER BY partition_ordinal_position";

  @TempDir private static Path directory;
  private static EmbeddedDatabase database;

  private final List<String> progress = new ArrayList<>();

  @BeforeAll
  static void start() {
    database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory));
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  @BeforeEach
  void emptySchema() throws SQLException {
    for (String table :
        query(
            database.owner(),
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")) {
      execute(withoutForeignKeyChecks(database.owner()), "DROP TABLE IF EXISTS `" + table + "`");
    }
  }

  private static DatabaseAccess withoutForeignKeyChecks(DatabaseAccess owner) {
    return new DatabaseAccess(
        owner.url() + "&sessionVariables=foreign_key_checks=0", owner.user(), owner.password());
  }

  @Test
  void appliesTheProductsOwnSchema() throws SQLException {
    Migration migration = Migration.of(database.owner(), database.application(), progress::add);

    assertThat(migration.run()).isPositive();
    assertThat(migration.run()).isZero();
    assertThat(query(database.application(), "SELECT COUNT(*) FROM posting")).containsExactly("0");
  }

  @Test
  void letsTheApplicationAddToTheLedgerButNotChangeIt() throws SQLException {
    migration(database, progress).run();
    DatabaseAccess application = database.application();

    execute(application, "INSERT INTO posting VALUES (1, '2026-03-01', -3000)");

    assertThat(query(application, "SELECT amount FROM posting")).containsExactly("-3000");
    for (String forbidden :
        List.of(
            "UPDATE posting SET amount = 0",
            "DELETE FROM posting",
            "TRUNCATE TABLE posting",
            "DROP TABLE posting",
            "ALTER TABLE posting ADD COLUMN note INT",
            "CREATE TABLE other (id INT)",
            "DELETE FROM flyway_schema_history",
            "GRANT UPDATE ON posting TO CURRENT_USER()")) {
      assertThatThrownBy(() -> execute(application, forbidden))
          .as(forbidden)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("denied");
    }
  }

  @Test
  void letsTheApplicationWorkWithEveryOtherTable() throws SQLException {
    migration(database, progress).run();
    DatabaseAccess application = database.application();

    execute(application, "INSERT INTO card_account VALUES (1, 10000)");
    execute(application, "UPDATE card_account SET balance = 7000 WHERE id = 1");

    assertThat(query(application, "SELECT balance FROM card_account")).containsExactly("7000");
    execute(application, "DELETE FROM card_account WHERE id = 1");
    assertThatThrownBy(() -> query(application, "SELECT user FROM mysql.user"))
        .hasMessageContaining("denied");
  }

  @Test
  void takesBackAPrivilegeThatSomebodyAdded() throws SQLException {
    migration(database, progress).run();
    execute(database.owner(), "GRANT UPDATE ON posting TO 'prepaid'@'127.0.0.1'");
    execute(database.application(), "UPDATE posting SET amount = 0");

    migration(database, progress).run();

    assertThatThrownBy(() -> execute(database.application(), "UPDATE posting SET amount = 0"))
        .hasMessageContaining("denied");
  }

  @Test
  void changesNothingWhenAllIsCurrent() {
    migration(database, progress).run();
    progress.clear();

    assertThat(migration(database, progress).run()).isZero();
    assertThat(progress).isEmpty();
  }

  @Test
  void keepsThreeMonthsOfPartitionsAhead() throws SQLException {
    migrationIn("2026-11-30T23:00:00Z").run();

    assertThat(query(database.owner(), PARTITIONS))
        .containsExactly("p202611", "p202612", "p202701", "p202702", "pmax");

    migrationIn("2027-01-01T00:00:00Z").run();

    assertThat(query(database.owner(), PARTITIONS))
        .containsExactly("p202611", "p202612", "p202701", "p202702", "p202703", "p202704", "pmax");
  }

  @Test
  void keepsRowsWithTheirMonth() throws SQLException {
    migrationIn("2026-11-15T00:00:00Z").run();

    execute(
        database.application(),
        "INSERT INTO posting VALUES (1, '2026-10-31', 1), (2, '2026-12-01', 2)");

    assertThat(query(database.owner(), "SELECT id FROM posting PARTITION (p202611)"))
        .containsExactly("1");
    assertThat(query(database.owner(), "SELECT id FROM posting PARTITION (p202612)"))
        .containsExactly("2");
  }

  @Test
  void leavesATableAloneWhoseLastPartitionHoldsRowsUnlessToldToMoveThem() throws SQLException {
    migrationIn("2026-11-15T00:00:00Z").run();
    execute(database.application(), "INSERT INTO posting VALUES (1, '2027-03-10', 1)");
    progress.clear();

    migrationIn("2027-01-15T00:00:00Z").run();

    assertThat(progress).singleElement().asString().startsWith("OP-1922").contains("posting");
    assertThat(query(database.owner(), PARTITIONS)).endsWith("p202702", "pmax");

    migrationIn("2027-01-15T00:00:00Z").keepPartitionsAhead(true);

    assertThat(query(database.owner(), PARTITIONS)).endsWith("p202703", "p202704", "pmax");
    assertThat(query(database.owner(), "SELECT id FROM posting PARTITION (p202703)"))
        .containsExactly("1");
  }

  @Test
  void saysWhichScriptFailedAndWhy() {
    Migration broken =
        Migration.of(database.owner(), database.application(), progress::add)
            .withLocation("classpath:db/broken-migration");

    assertThatThrownBy(broken::run)
        .hasMessageStartingWith("OP-1920")
        .hasMessageContaining("V1__refers_to_nothing.sql")
        .hasMessageContaining("no_such_table");
  }

  @Test
  void saysWhenTheDatabaseCannotBeReached() {
    DatabaseAccess wrong =
        new DatabaseAccess(database.owner().url(), "prepaid_owner", "not the password");

    assertThatThrownBy(() -> Migration.of(wrong, wrong, progress::add).run())
        .hasMessageStartingWith("OP-1912")
        .message()
        .doesNotContain("not the password");
  }

  private Migration migrationIn(String time) {
    return migration(database, progress)
        .withClock(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }
}
