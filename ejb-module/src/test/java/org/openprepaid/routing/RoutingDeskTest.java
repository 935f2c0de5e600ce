package org.openprepaid.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.routing.Roads.behind;
import static org.openprepaid.routing.Roads.host;
import static org.openprepaid.routing.Roads.merchant;
import static org.openprepaid.routing.Roads.onUs;
import static org.openprepaid.routing.Roads.route;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.audit.AuditVerification;
import org.openprepaid.routing.RoutingEntry.Kind;

/** Staff change routing, and every change is kept. */
class RoutingDeskTest {
  private static final String ANNA = "anna";

  private final RouteTables tables = new RouteTables();
  private final AtomicInteger told = new AtomicInteger();
  private final RoutingDesk desk = tables.desk(told::incrementAndGet);

  @BeforeEach
  void twoHostsAndABank() throws SQLException {
    desk.add(ANNA, host("CUPNET"));
    desk.add(ANNA, host("BACKUP"));
    desk.add(ANNA, behind("BANKA"));
    desk.add(ANNA, CardRange.of("621700-621799:16", "BANKA"));
  }

  @Test
  void whatIsAddedIsReadAgainAsItWas() throws SQLException {
    RouteConditions conditions =
        new RouteConditions(
            java.util.Set.of("REFUND", "PURCHASE"),
            Roads.SHOP,
            DailyWindow.of("22:00-06:00:30"),
            Roads.NOON.toLocalDate(),
            Roads.NOON.toLocalDate().plusYears(1));
    RoutingChange route = desk.add(ANNA, route(0, conditions, "CUPNET", "BACKUP"));
    OutOfServiceMark mark = Roads.mark("CUPNET", Roads.NOON);
    desk.add(ANNA, mark);

    assertThat(desk.plan().entries())
        .containsExactlyInAnyOrder(
            host("CUPNET"),
            host("BACKUP"),
            behind("BANKA"),
            CardRange.of("621700-621799:16", "BANKA"),
            route(route.sequence(), conditions, "CUPNET", "BACKUP"),
            mark);
    assertThat(desk.plan().ourBins()).containsExactly(CardRange.of("622700:16", CardRange.OURS));
  }

  @Test
  void aHostHasItsSettlementAccount() {
    assertThat(
            tables.ask(
                "SELECT CONCAT(a.type, ' ', a.currency) FROM upstream_host h JOIN ledger_account a"
                    + " ON a.id = h.settlement_account_id AND a.owner_id = h.id"
                    + " WHERE h.name = 'CUPNET'"))
        .isEqualTo("UPSTREAM_SETTLEMENT CNY");
  }

  @Test
  void everyChangeIsInTheHistoryAndInTheAuditTrail() throws Exception {
    desk.remove(ANNA, Kind.RANGE, "621700-621799:16");

    RoutingChange latest = desk.history(Long.MAX_VALUE, 10).get(0);

    assertThat(latest.sequence()).isEqualTo(5).isEqualTo(desk.plan().version());
    assertThat(latest.operator()).isEqualTo(ANNA);
    assertThat(latest.what()).isEqualTo("RANGE_REMOVE");
    assertThat(latest.before()).isEqualTo("digits=621700-621799:16; issuer=BANKA");
    assertThat(latest.after()).isEmpty();
    assertThat(lastEvent()).isEqualTo("anna ROUTING_RANGE_REMOVE RANGE 621700-621799:16 DONE");
    assertThat(told).hasValue(5);
    try (Connection connection = tables.source().getConnection()) {
      assertThat(AuditVerification.of(connection).isIntact()).isTrue();
    }
  }

  @Test
  void theHistoryIsReadInPages() throws SQLException {
    assertThat(desk.history(Long.MAX_VALUE, 3)).extracting("sequence").containsExactly(4L, 3L, 2L);
    assertThat(desk.history(2, 3)).extracting("sequence").containsExactly(1L);
    assertThat(desk.history(1, 3)).isEmpty();
    assertThat(desk.history(Long.MAX_VALUE, 0)).hasSize(1);
  }

  @Test
  void whatDoesNotFitChangesNothingAndIsRecordedAsRefused() throws SQLException {
    refused("OP-1653", () -> desk.add(ANNA, CardRange.of("622700", "BANKA")));
    refused("OP-1654", () -> desk.add(ANNA, CardRange.of("4001", "BANKX")));
    refused("OP-1655", () -> desk.add(ANNA, route(0, RouteConditions.NONE, "NOHOST", null)));
    refused("OP-1659", () -> desk.add(ANNA, behind("BANKA")));
    refused("OP-1659", () -> desk.add(ANNA, host("CUPNET")));
    refused("OP-1660", () -> desk.remove(ANNA, Kind.ROUTE, "77"));
    refused("OP-1661", () -> desk.remove(ANNA, Kind.ISSUER, "BANKA"));
    refused("OP-1661", () -> desk.remove(ANNA, Kind.HOST, "CUPNET"));
    refused("OP-1662", () -> desk.add(ANNA, route(0, merchant("898100054110099"), "CUPNET", null)));
    refused("OP-1660", () -> desk.undo(ANNA, 77));
    refused("OP-1664", () -> desk.undo(ANNA, 1));
  }

  private void refused(String code, ThrowingCallable act) throws SQLException {
    RoutingPlan before = desk.plan();
    int toldBefore = told.get();
    assertThatThrownBy(act).isInstanceOf(RoutingException.class).hasMessageStartingWith(code);
    assertThat(desk.plan()).isEqualTo(before);
    assertThat(told).hasValue(toldBefore);
    assertThat(lastEvent()).startsWith("anna ROUTING_CHANGE ").endsWith(" REFUSED");
    assertThat(tables.ask("SELECT detail FROM audit_event ORDER BY sequence DESC LIMIT 1"))
        .isEqualTo(code);
  }

  @Test
  void aLaterMarkTakesThePlaceOfTheEarlierOne() throws SQLException {
    desk.add(ANNA, Roads.mark("CUPNET", null));
    RoutingChange second = desk.add(ANNA, Roads.mark("CUPNET", Roads.NOON));

    assertThat(second.what()).isEqualTo("MARK_CHANGE");
    assertThat(desk.plan().all(OutOfServiceMark.class))
        .containsExactly(Roads.mark("CUPNET", Roads.NOON));

    desk.undo(ANNA, second.sequence());

    assertThat(desk.plan().all(OutOfServiceMark.class)).containsExactly(Roads.mark("CUPNET", null));
  }

  @Test
  void aChangeIsUndoneOnceAndTheUndoingToo() throws SQLException {
    long added = desk.add(ANNA, route(0, RouteConditions.NONE, "CUPNET", "BACKUP")).sequence();
    List<IssuerRoute> routes = desk.plan().all(IssuerRoute.class);

    RoutingChange undone = desk.undo(ANNA, added);

    assertThat(undone.undoes()).isEqualTo(added);
    assertThat(undone.what()).isEqualTo("ROUTE_REMOVE");
    assertThat(desk.plan().all(IssuerRoute.class)).isEmpty();
    refused("OP-1664", () -> desk.undo(ANNA, added));

    desk.undo(ANNA, undone.sequence());

    assertThat(desk.plan().all(IssuerRoute.class)).isEqualTo(routes);
  }

  @Test
  void whatNoLongerFitsIsNotPutBack() throws SQLException {
    long removed = desk.remove(ANNA, Kind.RANGE, "621700-621799:16").sequence();
    desk.remove(ANNA, Kind.ISSUER, "BANKA");

    refused("OP-1654", () -> desk.undo(ANNA, removed));

    desk.add(ANNA, onUs("BANKA"));
    desk.undo(ANNA, removed);
    assertThat(desk.plan().all(CardRange.class)).hasSize(1);
  }

  @Test
  void aFaultOfBeforeKeepsNobodyFromMarkingAHost() throws SQLException {
    tables.product(8, "621700");

    desk.add(ANNA, Roads.mark("CUPNET", null));

    assertThat(desk.plan().all(OutOfServiceMark.class)).hasSize(1);
    refused("OP-1653", () -> desk.add(ANNA, CardRange.of("62170011", "BANKA")));
  }

  private String lastEvent() {
    return tables.ask(
        "SELECT CONCAT_WS(' ', actor, action, subject, outcome) FROM audit_event"
            + " ORDER BY sequence DESC LIMIT 1");
  }
}
