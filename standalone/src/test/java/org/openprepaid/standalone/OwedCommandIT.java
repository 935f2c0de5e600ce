package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of debts, and what becomes of them at the command line. */
class OwedCommandIT {
  private static final String DEBT =
      "INSERT INTO upstream_debt (id, kind, transaction_id, host, reason, trace, transmitted_at,"
          + " status, tries, next_try_at, last_error, created_at) VALUES (%1$d, 'REVERSAL', 498 + %1$d,"
          + " '%2$s', '98', 17, '2026-11-25 12:00:00', '%3$s', %4$d, '2026-11-25 12:00:00', '%5$s',"
          + " '2026-11-25 12:00:0%1$d')";
  private static final String STATUS =
      "SELECT CONCAT_WS(' ', status, tries, closed_by, closed_reason) FROM upstream_debt"
          + " WHERE id = ";

  @TempDir private static Path directory;
  private static KeyHouse house;

  @BeforeAll
  static void open() throws IOException {
    house = KeyHouse.open(directory);
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @BeforeEach
  void someAreOwed() throws SQLException {
    house.execute("DELETE FROM upstream_debt");
    house.execute(DEBT.formatted(1, "CUPNET", "SETTLED", 1, ""));
    house.execute(DEBT.formatted(2, "CUPNET", "DEAD", 20, "given up after 20 tries"));
    house.execute(DEBT.formatted(3, "OTHERNET", "OWED", 0, ""));
    house.execute(DEBT.formatted(4, "OTHERNET", "QUEUED", 4, "no answer in 15 s"));
  }

  @AfterEach
  void theAuditTrailIsWhole() throws SQLException {
    house.auditIsIntact();
  }

  @Test
  void debtsAreListedNewestFirstAPageAtATime() {
    assertThat(house.run("", "owed", "list").done().out().lines())
        .hasSize(5)
        .element(1)
        .asString()
        .startsWith("4 ")
        .contains("QUEUED", "OTHERNET", "no answer in 15 s");
    assertThat(house.run("", "owed", "list", "--limit", "2").done().out())
        .endsWith("more: --before 3\n");
    assertThat(house.run("", "owed", "list", "--before", "3", "--limit", "3").done().out().lines())
        .hasSize(3);
    assertThat(house.run("", "owed", "list", "--status", "dead").done().out().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("2 "));
    assertThat(house.run("", "owed", "list", "--host", "NOBODY").done().out().lines()).hasSize(1);
  }

  @Test
  void theyAreCountedByHostAndState() {
    assertThat(house.run("", "owed", "counts").done().out().lines())
        .containsExactly(
            "HOST             STATUS        COUNT  OLDEST (UTC)",
            "CUPNET           DEAD              1  2026-11-25 12:00:02",
            "CUPNET           SETTLED           1  2026-11-25 12:00:01",
            "OTHERNET         OWED              1  2026-11-25 12:00:03",
            "OTHERNET         QUEUED            1  2026-11-25 12:00:04");
  }

  @Test
  void oneIsShownWithWhatItIsAboutAndItsCardMasked() throws SQLException {
    house.execute(
        "INSERT INTO upstream_exchange VALUES (500, 'CUPNET', 16, '2026-11-25 11:59:30', '0200',"
            + " REPEAT('h', 32), 1, 'sealed', '622200******1234', 'UNKNOWN', '', '',"
            + " '2026-11-25 11:59:30', NULL)");
    house.execute(
        "INSERT INTO upstream_stray VALUES (1, 'CUPNET', 500, 'LATE',"
            + " '0210 2=622200******1234', '2026-11-25 12:00:30')");

    String shown = house.run("", "owed", "show", "2").done().out();

    assertThat(shown)
        .contains("REVERSAL to CUPNET")
        .contains("DEAD after 20 tries")
        .contains("trace 000017")
        .contains("given up after 20 tries")
        .contains("card         622200******1234")
        .contains("0200 trace 000016 at 2026-11-25 11:59:30 UTC: UNKNOWN")
        .contains("stray        2026-11-25 12:00:30  LATE  0210 2=622200******1234");
    house.run("", "owed", "show", "99").refused("OP-1913");
  }

  @Test
  void aDeadOneIsTriedAgainAsARepetition() throws SQLException {
    house.run("", "owed", "retry", "2").done();

    assertThat(house.query(STATUS + 2)).containsExactly("OWED 1");
    assertThat(house.lastEvent())
        .isEqualTo("system DEBT_RETRY debt 2 to CUPNET DONE was DEAD after 20 tries");
  }

  @Test
  void onlyADeadOneIsTriedAgain() throws SQLException {
    String before = house.lastEvent();

    house.run("", "owed", "retry", "3").refused("OP-1678");
    house.run("", "owed", "retry", "99").refused("OP-1677");

    assertThat(house.query(STATUS + 3)).containsExactly("OWED 0");
    assertThat(house.lastEvent()).isEqualTo(before);
  }

  @Test
  void whatHasNotEndedCanBeClosedWithAReason() throws SQLException {
    for (String id : new String[] {"2", "3", "4"}) {
      house.run("", "owed", "close", id, "--reason", "told by phone").done();
    }

    assertThat(house.query(STATUS + 4)).containsExactly("CLOSED 4 system told by phone");
    assertThat(house.lastEvent())
        .isEqualTo(
            "system DEBT_CLOSE debt 4 to OTHERNET DONE was QUEUED after 4 tries; told by phone");
    house.run("", "owed", "close", "4", "--reason", "again").refused("OP-1678");
    house.run("", "owed", "close", "1", "--reason", "has it").refused("OP-1678");
  }

  @Test
  void withoutAReasonNothingIsClosed() throws SQLException {
    house.run("", "owed", "close", "3", "--reason", " ").refused("OP-1679");
    house.run("", "owed", "close", "3", "--reason", "x".repeat(201)).refused("OP-1679");
    assertThat(house.run("", "owed", "close", "3").status()).isEqualTo(2);
    assertThat(house.run("", "owed", "list", "--limit", "0").status()).isEqualTo(2);

    assertThat(house.query(STATUS + 3)).containsExactly("OWED 0");
  }
}
