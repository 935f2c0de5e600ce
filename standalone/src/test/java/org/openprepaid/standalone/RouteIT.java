package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.card.Pan;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.routing.RoutingDesk;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.standalone.KeyHouse.Said;

/** Routing from the command line, on the real database as the application's user. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RouteIT {
  private static final String MERCHANT = "898100054110001";

  @TempDir private static Path directory;
  private static KeyHouse house;

  @BeforeAll
  static void open() throws IOException, SQLException {
    house = KeyHouse.open(directory);
    house.execute("INSERT INTO ledger_account VALUES (900, 'MERCHANT_PAYABLE', 900, 'CNY', NOW())");
    house.execute(
        "INSERT INTO merchant (id, merchant_id, name, category_code, payable_account_id, active)"
            + " VALUES (900, '"
            + MERCHANT
            + "', 'Shop', '5411', 900, TRUE)");
  }

  @AfterEach
  void everythingIsRecorded() throws SQLException {
    house.auditIsIntact();
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @Test
  @Order(1)
  void aBankIsConnectedStepByStep() throws SQLException {
    route("host add CUPNET --title Network --institution 48980001").done();
    route("host add BACKUP --title Backup --institution 48980001 --mac-algorithm x9_19").done();
    route("issuer add BANKA --name Bank").done();
    route("issuer add OWNB --name Ours --on-us").done();
    route("range add 621700-621799:16 --issuer BANKA").done();
    route("range add 6217500 --issuer OWNB").done();
    route("add --issuer BANKA --host CUPNET --alternative BACKUP").done();
    Said narrow =
        route(
                "add --issuer BANKA --host BACKUP --kind refund,PURCHASE_VOID --merchant "
                    + MERCHANT
                    + " --window 22:00-06:00 --valid-from 2026-01-01 --rank 7")
            .done();

    assertThat(narrow.out()).contains("change 8 ", "system  ROUTE_ADD", "id=8; issuer=BANKA");
    assertThat(route("list").done().out())
        .contains(
            "version 8",
            "host     name=CUPNET; institution=48980001; mac-algorithm=X9_19; title=Network",
            "issuer   code=OWNB; on-us=true; name=Ours",
            "range    digits=621700-621799:16; issuer=BANKA",
            "window=22:00-06:00; from=2026-01-01; to=");
    assertThat(route("host list").done().out().lines()).hasSize(2);
    assertThat(
            house.query(
                "SELECT CONCAT(h.name, ' ', a.type, ' ', a.currency) FROM upstream_host h JOIN"
                    + " ledger_account a ON a.id = h.settlement_account_id AND a.owner_id = h.id"
                    + " ORDER BY h.name"))
        .containsExactly("BACKUP UPSTREAM_SETTLEMENT CNY", "CUPNET UPSTREAM_SETTLEMENT CNY");
    assertThat(house.lastEvent()).startsWith("system ROUTING_ROUTE_ADD ROUTE 8 DONE  -> id=8; ");
  }

  @Test
  @Order(2)
  void theTestSaysWhichWayAndWhyAndShowsNoNumber() {
    String card = number("621712");

    Said usual = route("test " + card).done();
    Said narrow =
        route("test " + card + " --kind refund --at 2026-11-25T23:00 --merchant " + MERCHANT)
            .done();
    Said typed = house.run(card + "\n", "route", "test").done();

    assertThat(usual.out())
        .contains("range     621700-621799:16", "issuer    BANKA", "ask CUPNET, then BACKUP")
        .doesNotContain(card);
    assertThat(narrow.out()).contains("-> taken", "-> less specific", "ask BACKUP");
    assertThat(typed.out()).isEqualTo(usual.out());
    assertThat(route("test " + number("6217500")).done().out()).contains("decided here");
    assertThat(route("test " + number("4111")).done().out()).contains("none holds it");
    Said wrong = route("test 6217120000000000");
    wrong.refused("OP-1913");
    assertThat(wrong.err()).doesNotContain("6217120000000000");
    route("test " + card + " --kind theft").refused("OP-1913");
  }

  @Test
  @Order(3)
  void aHostIsTakenOutOfServiceAndComesBack() {
    String test = "test " + number("621712") + " --at 2026-11-25T12:00";
    house
        .run("", "route", "out-of-service", "CUPNET", "--reason", "line to the network is down")
        .done();
    assertThat(route(test).out()).endsWith("ask BACKUP\n");

    route("out-of-service CUPNET --reason maintenance --until 2026-11-25T11:59").done();
    assertThat(route(test).out()).endsWith("ask CUPNET, then BACKUP\n");

    route("in-service CUPNET").done();
    route("in-service CUPNET").refused("OP-1660");
    assertThat(route(test).out()).endsWith("ask CUPNET, then BACKUP\n");
  }

  @Test
  @Order(4)
  void whatDoesNotFitIsRefusedWithItsCodeAndChangesNothing() throws SQLException {
    String before = route("list").out();

    route("range add 6217-6218 --issuer NOBODY").refused("OP-1654");
    route("range add 621760-621800:16 --issuer BANKA").refused("OP-1653");
    route("range add 6217500 --issuer BANKA").refused("OP-1659");
    route("range add 62x --issuer BANKA").refused("OP-1652");
    route("add --issuer BANKA --host NOHOST").refused("OP-1655");
    route("add --issuer OWNB --host CUPNET").refused("OP-1656");
    route("add --issuer BANKA --host CUPNET --alternative CUPNET --rank 1").refused("OP-1657");
    route("add --issuer BANKA --host BACKUP").refused("OP-1658");
    route("add --issuer BANKA --host BACKUP --merchant 000000000000000").refused("OP-1662");
    route("issuer add BANKA --name Again").refused("OP-1659");
    route("issuer remove BANKA").refused("OP-1661");
    route("range remove 4000").refused("OP-1660");
    assertThat(house.lastEvent())
        .isEqualTo("system ROUTING_CHANGE REMOVE RANGE 4000 REFUSED OP-1660");
    assertThat(route("add --issuer BANKA").status()).isEqualTo(2);
    assertThat(route("host add X --title T --institution 1 --mac-algorithm NO").status())
        .isEqualTo(2);
    assertThat(route("").status()).isEqualTo(2);
    assertThat(route("issuer").status()).isEqualTo(2);

    assertThat(route("list").out()).isEqualTo(before);
  }

  @Test
  @Order(5)
  void theHistoryLeavesNoChangeOut() {
    StringBuilder seen = new StringBuilder();
    String page = route("history --page 4").done().out();
    while (page.contains("more: ")) {
      seen.append(page);
      page = route("history --page 4 " + page.substring(page.indexOf("--before")).strip()).out();
    }
    seen.append(page);

    assertThat(seen.toString().lines().filter(line -> line.startsWith("change ")))
        .extracting(line -> Integer.valueOf(line.split(" +", -1)[1]))
        .containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    assertThat(route("history --page 0").status()).isEqualTo(2);
  }

  @Test
  @Order(6)
  void aChangeIsUndone() {
    route("remove 8").done();
    String test = "test " + number("621712") + " --kind REFUND --at 2026-11-25T23:00";

    assertThat(route("undo 12").done().out())
        .contains("ROUTE_ADD  undoes 12", "id=8; issuer=BANKA");
    assertThat(route(test + " --merchant " + MERCHANT).out()).endsWith("ask BACKUP\n");
    route("undo 12").refused("OP-1664");
    route("undo 1").refused("OP-1664");
    route("undo 99").refused("OP-1660");
  }

  @Test
  @Order(7)
  void theApplicationCannotChangeTheHistory() {
    for (String forbidden :
        List.of("DELETE FROM routing_change", "UPDATE routing_change SET operator = 'nobody'")) {
      assertThatThrownBy(() -> TestDatabase.execute(house.access(), forbidden))
          .hasMessageContaining("denied");
    }
  }

  @Test
  @Order(8)
  void twoWhoChangeAtOnceAreCheckedOneAfterTheOther() throws Exception {
    List<Thread> both =
        List.of("BANKA", "OWNB").stream()
            .map(issuer -> new Thread(() -> route("range add 4000 --issuer " + issuer)))
            .toList();
    both.forEach(Thread::start);
    for (Thread one : both) {
      one.join();
    }

    assertThat(house.query("SELECT issuer FROM card_range WHERE low_digits = '4000'")).hasSize(1);
    RoutingDesk desk =
        new RoutingDesk(
            new DirectTransactions(house.access()),
            new TimeOrderedIds(0, Clock.systemUTC()),
            () -> {});
    assertThat(desk.plan().find(RoutingEntry.Kind.RANGE, "4000")).isPresent();
    assertThat(
            house.query(
                "SELECT version - (SELECT COUNT(*) FROM routing_change) FROM" + " routing_version"))
        .containsExactly("0");
  }

  private static String number(String begin) {
    String digits = begin + "0".repeat(15 - begin.length());
    return digits + Pan.checkDigit(digits);
  }

  private static Said route(String command) {
    return house.run("", ("route " + command).strip().split(" +"));
  }
}
