package org.openprepaid.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.MacAlgorithm;
import org.openprepaid.routing.CardIssuer;
import org.openprepaid.routing.CardRange;
import org.openprepaid.routing.IssuerRoute;
import org.openprepaid.routing.OutOfServiceMark;
import org.openprepaid.routing.RouteConditions;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.routing.RoutingEntry.Kind;
import org.openprepaid.routing.RoutingPlan;
import org.openprepaid.routing.UpstreamAddress;

/** Lists of routing entries are shown in pages. */
class RouteListTest {

  @Test
  void pagesLeaveNoEntryOut() {
    RoutingPlan plan = plan();

    RouteList first = RouteList.of(plan, Kind.RANGE, null, null);
    RouteList second = RouteList.of(plan, Kind.RANGE, "2", null);

    assertThat(first.version()).isEqualTo(9);
    assertThat(first.total()).isEqualTo(25);
    assertThat(first.entries()).hasSize(20).startsWith(new RouteView.Range("1000", "BANKA"));
    assertThat(second.entries()).hasSize(5).endsWith(new RouteView.Range("1024", "BANKA"));
    assertThat(RouteList.of(plan, Kind.RANGE, "99999", "100").entries()).isEmpty();
  }

  @Test
  void everyKindHasItsView() {
    RoutingPlan plan = plan();

    assertThat(RouteList.of(plan, Kind.ISSUER, null, null).entries())
        .containsExactly(new RouteView.Issuer("BANKA", "Bank", false));
    assertThat(RouteList.of(plan, Kind.ROUTE, null, null).entries())
        .containsExactly(
            new RouteView.Way(
                "8", "BANKA", "CUPNET", null, 100, List.of(), null, null, null, null));
    assertThat(RouteList.of(plan, Kind.HOST, null, null).entries())
        .containsExactly(new RouteView.Host("CUPNET", "Network", "1", "X9_19"));
    assertThat(RouteList.of(plan, Kind.MARK, null, null).entries())
        .containsExactly(new RouteView.Mark("CUPNET", "2026-11-25T12:00", "anna", "down", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "ten", "", "123456"})
  void aLimitHasBounds(String limit) {
    assertThatThrownBy(() -> RouteList.of(plan(), Kind.RANGE, null, limit))
        .hasMessage("limit is 1 to 100");
  }

  private static RoutingPlan plan() {
    List<RoutingEntry> entries = new ArrayList<>();
    entries.add(new UpstreamAddress("CUPNET", "Network", "1", MacAlgorithm.X9_19));
    entries.add(new CardIssuer("BANKA", "Bank", false));
    for (int i = 1_000; i < 1_025; i++) {
      entries.add(CardRange.of(String.valueOf(i), "BANKA"));
    }
    entries.add(new IssuerRoute(8, "BANKA", RouteConditions.NONE, "CUPNET", null, 100));
    LocalDateTime noon = LocalDateTime.parse("2026-11-25T12:00:00");
    entries.add(new OutOfServiceMark("CUPNET", noon, "anna", "down", null));
    return new RoutingPlan(9, entries, List.of());
  }
}
