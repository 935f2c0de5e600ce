package org.openprepaid.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.standalone.DatabaseAccess;
import org.openprepaid.standalone.DatabaseLaunch;
import org.openprepaid.standalone.EmbeddedDatabase;
import org.openprepaid.standalone.Migration;

/** The benchmark's measures do the work that they are said to do. */
class ReferenceLoadIT {
  private static final int ACCOUNTS = 100;

  @TempDir private static Path directory;
  private static EmbeddedDatabase database;

  private final ReferenceTables tables = new ReferenceTables(ReferenceLoadIT::connect, ACCOUNTS);

  @BeforeAll
  static void startDatabase() {
    database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory));
    Migration.of(database.owner(), database.application(), line -> {}).run();
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void emptyTables() throws SQLException {
    tables.create();
  }

  @Test
  void theFloorCommitsEachPurchaseByItself() throws Exception {
    long before = commits();
    Contender.Tally tally = new Floor(tables).run(Duration.ofSeconds(1));

    assertRowsOf(tally.purchases());
    assertThat(commits() - before).isGreaterThanOrEqualTo(tally.purchases());
  }

  @Test
  void theCeilingCommitsThirtyTwoAtOnce() throws Exception {
    long before = commits();
    Contender.Tally tally = new Ceiling(tables).run(Duration.ofSeconds(1));

    assertRowsOf(tally.purchases());
    assertThat(commits() - before).isBetween(tally.purchases() / 32, tally.purchases() / 32 + 10);
  }

  private static void assertRowsOf(long purchases) throws SQLException {
    assertThat(purchases).isPositive();
    assertThat(number("SELECT COUNT(*) FROM bench_transaction_record")).isEqualTo(purchases);
    assertThat(number("SELECT COUNT(*) FROM bench_posting")).isEqualTo(2 * purchases);
    assertThat(number("SELECT SUM(amount) FROM bench_posting")).isZero();
    assertThat(number("SELECT SUM(version) FROM bench_account_balance")).isEqualTo(purchases);
    assertThat(number("SELECT COUNT(*) FROM bench_account_balance")).isEqualTo(ACCOUNTS);
  }

  private static long commits() throws SQLException {
    try (Connection connection = connect("")) {
      return DatabaseCounters.commits(connection);
    }
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(String options) throws SQLException {
    DatabaseAccess owner = database.owner();
    String url = options.isEmpty() ? owner.url() : owner.url() + "&" + options;
    return new DatabaseAccess(url, owner.user(), owner.password()).connect();
  }
}
