package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.standalone.TestDatabase.execute;
import static org.openprepaid.standalone.TestDatabase.migration;
import static org.openprepaid.standalone.TestDatabase.query;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
  @TempDir private Path directory;

  @Test
  void keepsWhatWasCommittedOverAStop() throws SQLException {
    DatabaseLaunch launch;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory))) {
      migration(database, new ArrayList<>()).run();
      execute(database.application(), "INSERT INTO card_account VALUES (1, 10000)");
      launch = database.again();
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(launch)) {
      assertThat(query(database.application(), "SELECT balance FROM card_account"))
          .containsExactly("10000");
      assertThat(migration(database, new ArrayList<>()).run()).isZero();
    }
  }

  @Test
  void keepsWhatWasCommittedAndNothingElseOverAKill() throws SQLException {
    EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory));
    try {
      migration(database, new ArrayList<>()).run();
      try (Connection open = database.application().connect();
          Statement statement = open.createStatement()) {
        open.setAutoCommit(false);
        for (int card = 1; card <= 50; card++) {
          statement.execute("INSERT INTO card_account VALUES (" + card + ", 100)");
          open.commit();
        }
        statement.execute("INSERT INTO card_account VALUES (51, 100)");
        database.kill();
      } catch (SQLException e) {
        assertThat(database.isAlive()).isFalse();
      }
    } finally {
      database.close();
    }
    try (EmbeddedDatabase recovered = EmbeddedDatabase.start(database.again())) {
      assertThat(query(recovered.application(), "SELECT COUNT(*) FROM card_account"))
          .containsExactly("50");
    }
  }

  @Test
  void namesThePortInUseAndTheSettingForAnother() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DatabaseLaunch launch = DatabaseLaunch.forTest(directory).withPort(other.getLocalPort());

      assertThatThrownBy(() -> EmbeddedDatabase.start(launch))
          .hasMessageStartingWith("OP-1901")
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
          .hasMessageContaining("PREPAID_DATABASE_PORT");
    }
  }

  @Test
  void refusesASecondServerOnTheSameData() {
    DatabaseLaunch launch = DatabaseLaunch.forTest(directory);
    try (EmbeddedDatabase database = EmbeddedDatabase.start(launch)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(launch)).hasMessageStartingWith("OP-1904");
      assertThat(database.isAlive()).isTrue();
    }
  }

  @Test
  void letsInItsTwoUsersOnLoopbackAndNobodyElse() throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory))) {
      String url = database.owner().url();
      for (String user : new String[] {"root", "", "prepaid_owner", "prepaid"}) {
        assertThatThrownBy(() -> new DatabaseAccess(url, user, "").connect())
            .as("user '%s' without a password", user)
            .hasMessageContaining("denied");
      }
      String root =
          Secrets.openOrCreate(new RunDirectory(directory)).get(Secrets.Key.DATABASE_ROOT_PASSWORD);
      assertThatThrownBy(() -> new DatabaseAccess(url, "root", root).connect())
          .as("root over TCP, even with its password")
          .hasMessageContaining("denied");
      assertThat(query(database.owner(), "SELECT @@bind_address")).containsExactly("127.0.0.1");
    }
  }

  @Test
  void isSetUpForMoney() throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory))) {
      assertThat(
              query(
                  database.owner(),
                  "SELECT CONCAT_WS(' ', @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite,"
                      + " @@transaction_isolation, @@log_bin + 0, @@max_connections,"
                      + " @@collation_database, @@sql_mode LIKE '%STRICT_ALL_TABLES%')"))
          .singleElement()
          .asString()
          .matches("1 (1|ON) READ-COMMITTED 0 200 utf8mb4_bin 1");
    }
  }

  @Test
  void takesTheNewPasswordWhenTheSecretsWereMadeAnew() throws IOException, SQLException {
    DatabaseLaunch launch = DatabaseLaunch.forTest(directory);
    DatabaseAccess before;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(launch)) {
      before = database.owner();
      launch = database.again();
    }
    Files.delete(new RunDirectory(directory).secrets());
    try (EmbeddedDatabase database = EmbeddedDatabase.start(launch)) {
      assertThat(query(database.owner(), "SELECT 1")).containsExactly("1");
      assertThatThrownBy(before::connect).hasMessageContaining("denied");
    }
  }

  @Test
  void leavesNoPasswordOutsideTheSecretsFile() throws IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory))) {
      assertThat(database.owner().toString()).doesNotContain(database.owner().password());
      try (var files = Files.walk(directory, 3)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.equals(new RunDirectory(directory).secrets())) {
            assertThat(Files.readAllBytes(file))
                .as(file.toString())
                .asString()
                .doesNotContain(database.owner().password());
          }
        }
      }
    }
  }
}
