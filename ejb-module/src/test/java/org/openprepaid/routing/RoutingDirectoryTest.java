package org.openprepaid.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.routing.Roads.NOON;
import static org.openprepaid.routing.Roads.ON_US;
import static org.openprepaid.routing.Roads.SHOP;
import static org.openprepaid.routing.Roads.behind;
import static org.openprepaid.routing.Roads.card;
import static org.openprepaid.routing.Roads.host;
import static org.openprepaid.routing.Roads.route;
import static org.openprepaid.routing.Roads.upstream;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two nodes on one database. */
class RoutingDirectoryTest {
  private final RouteTables tables = new RouteTables();
  private final Line line = new Line(tables.source());
  private final RoutingDirectory here = new RoutingDirectory(line.source());
  private final RoutingDirectory there = new RoutingDirectory(tables.source());
  private final RoutingDesk desk = tables.desk(here::follow);

  /** A way to the database that can be cut, and that counts connections. */
  private static final class Line {
    private final DataSource database;
    private final AtomicInteger opened = new AtomicInteger();
    private boolean cut;

    Line(DataSource database) {
      this.database = database;
    }

    DataSource source() {
      return (DataSource)
          Proxy.newProxyInstance(
              DataSource.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> {
                if (cut) {
                  throw new SQLException("no database");
                }
                opened.incrementAndGet();
                return database.getConnection();
              });
    }
  }

  @Test
  void aChangeIsInForceHereAtOnceAndThereAtTheNextLook() throws SQLException {
    bankBehindTwoHosts();

    assertThat(ask(here)).isEqualTo(upstream("CUPNET", "BACKUP"));
    assertThat(ask(there)).isEqualTo(ON_US);

    there.follow();

    assertThat(ask(there)).isEqualTo(upstream("CUPNET", "BACKUP"));
    assertThat(there.version()).isEqualTo(here.version()).isEqualTo(5);

    desk.add("anna", Roads.mark("CUPNET", null));
    there.follow();

    assertThat(ask(here)).isEqualTo(upstream("BACKUP"));
    assertThat(ask(there)).isEqualTo(upstream("BACKUP"));
  }

  @Test
  void withoutADatabaseTheLastKnownRoutingStays() throws SQLException {
    bankBehindTwoHosts();
    line.cut = true;
    desk.add("anna", Roads.mark("CUPNET", null));

    here.follow();
    assertThat(ask(here)).isEqualTo(upstream("CUPNET", "BACKUP"));

    line.cut = false;
    here.follow();
    assertThat(ask(here)).isEqualTo(upstream("BACKUP"));
  }

  @Test
  void withoutADatabaseANodeDoesNotBegin() {
    line.cut = true;

    assertThatThrownBy(() -> new RoutingDirectory(line.source()))
        .isInstanceOf(RoutingException.class)
        .hasMessageStartingWith("OP-1650");
  }

  @Test
  void aNewProductsBinIsOursWithoutAChangeOfRouting() throws SQLException {
    bankBehindTwoHosts();
    tables.product(9, "621700");

    here.follow();

    assertThat(ask(here)).isEqualTo(ON_US);
  }

  @Test
  void askingOpensNoConnection() {
    int before = line.opened.get();

    assertThat(ask(here)).isEqualTo(ON_US);

    assertThat(line.opened).hasValue(before);
  }

  private void bankBehindTwoHosts() throws SQLException {
    desk.add("anna", host("CUPNET"));
    desk.add("anna", host("BACKUP"));
    desk.add("anna", behind("BANKA"));
    desk.add("anna", CardRange.of("621700", "BANKA"));
    desk.add("anna", route(0, RouteConditions.NONE, "CUPNET", "BACKUP"));
  }

  private static Route ask(RoutingDirectory directory) {
    return directory.route(card("621700"), "PURCHASE", SHOP, NOON);
  }
}
