package org.openprepaid.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.routing.Roads.hours;
import static org.openprepaid.routing.Roads.kinds;
import static org.openprepaid.routing.Roads.merchant;
import static org.openprepaid.routing.Roads.route;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingRulesTest {
  private final Roads roads = Roads.usual();

  @Test
  void aSoundPlanHasNoFindings() {
    roads
        .range("6217", "BANKA")
        .range("621700:16", "OWNB")
        .range("400100-400199", "BANKA")
        .range("62", "BANKA")
        .with(route(1, RouteConditions.NONE, "CUPNET", "BACKUP"))
        .with(new IssuerRoute(2, "BANKA", RouteConditions.NONE, "BACKUP", null, 200))
        .out("CUPNET", null);

    assertThat(RoutingRules.findings(roads.plan())).isEmpty();
  }

  @Test
  void noTwoRangesOfAsManyDigitsMeet() {
    assertThat(faultsOf(Roads.usual().range("621600-621800", "BANKA")))
        .containsExactly(RoutingFault.OVERLAP);
    assertThat(faultsOf(Roads.usual().range("621700", "OWNB")))
        .containsExactly(RoutingFault.ALREADY_THERE);
    assertThat(
            faultsOf(
                Roads.usual()
                    .range("400000-400900", "BANKA")
                    .range("400100-400200", "BANKA")
                    .range("400300", "BANKA")))
        .as("the second ends before the third begins, the first does not")
        .containsExactly(RoutingFault.OVERLAP, RoutingFault.OVERLAP);
  }

  @Test
  void nobodyTakesABinOfOurs() {
    assertThat(faultsOf(Roads.usual().range("622700", "BANKA")))
        .containsExactly(RoutingFault.OVERLAP);
    assertThat(faultsOf(Roads.usual().range("62270012", "BANKA")))
        .containsExactly(RoutingFault.OVERLAP);
    assertThat(faultsOf(Roads.usual().range("622700:19", "BANKA"))).isEmpty();
    assertThat(faultsOf(Roads.usual().range("6227001", "OWNB"))).isEmpty();
  }

  @Test
  void whatIsNamedIsThere() {
    assertThat(faultsOf(Roads.usual().range("4001", "BANKX")))
        .containsExactly(RoutingFault.UNKNOWN_ISSUER);
    assertThat(faultsOf(Roads.usual().with(route(1, RouteConditions.NONE, "NOHOST", "NOTHER"))))
        .containsExactly(RoutingFault.UNKNOWN_HOST, RoutingFault.UNKNOWN_HOST);
    assertThat(faultsOf(Roads.usual().out("NOHOST", null)))
        .containsExactly(RoutingFault.UNKNOWN_HOST);
    assertThat(
            faultsOf(
                Roads.usual()
                    .with(new IssuerRoute(1, "BANKX", RouteConditions.NONE, "CUPNET", null, 100))))
        .containsExactly(RoutingFault.UNKNOWN_ISSUER);
  }

  @Test
  void aRouteLeadsSomewhereElseThanHereAndToTwoHosts() {
    assertThat(
            faultsOf(
                Roads.usual()
                    .with(new IssuerRoute(1, "OWNB", RouteConditions.NONE, "CUPNET", null, 100))))
        .containsExactly(RoutingFault.ROUTE_ON_US);
    assertThat(faultsOf(Roads.usual().with(route(1, RouteConditions.NONE, "CUPNET", "CUPNET"))))
        .containsExactly(RoutingFault.SAME_HOST);
  }

  @Test
  void ofTwoRoutesThatFitARequestOneIsBetter() {
    assertThat(together(RouteConditions.NONE, RouteConditions.NONE)).isFalse();
    assertThat(together(kinds("PURCHASE", "REFUND"), kinds("REFUND"))).isFalse();
    assertThat(together(hours("22:00-06:00"), hours("05:00-07:00"))).isFalse();
    assertThat(together(days("2026-01-01", null), days(null, "2026-01-01"))).isFalse();

    assertThat(together(RouteConditions.NONE, kinds("REFUND"))).isTrue();
    assertThat(together(kinds("PURCHASE"), kinds("REFUND"))).isTrue();
    assertThat(together(hours("22:00-06:00"), hours("06:00-22:00"))).isTrue();
    assertThat(together(merchant(Roads.SHOP), merchant("898100054110099"))).isTrue();
    assertThat(together(days("2026-01-02", null), days(null, "2026-01-01"))).isTrue();
  }

  @Test
  void everythingHasALimit() {
    Roads many = Roads.usual();
    for (int i = 0; i < RoutingRules.MAX_HOSTS; i++) {
      many.with(Roads.host("H" + i));
    }

    assertThat(faultsOf(many)).containsExactly(RoutingFault.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "62x", "1234567890123", "62-6300", "6300-6200", "62:11", "62:20", "62 ", "-"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> CardRange.of(text, "BANKA"))
        .isInstanceOf(RoutingException.class)
        .hasMessageStartingWith("OP-1652");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22:00", "22:00-22:00", "22:00-25:00", "a-b", "22:00-06:00-07:00"})
  void whatIsNoWindowIsRefused(String text) {
    assertThatThrownBy(() -> DailyWindow.of(text)).hasMessageStartingWith("OP-1652");
  }

  @Test
  void whatIsNoEntryIsRefused() {
    List<Runnable> wrong =
        List.of(
            () -> new CardIssuer("bank", "Bank", false),
            () -> new CardIssuer("-", "Bank", false),
            () -> new CardIssuer("BANK", " ", false),
            () -> new CardIssuer("BANK", "two\nlines", false),
            () -> kinds("TOP_UP"),
            () -> merchant("too short"),
            () -> days("2026-01-02", "2026-01-01"),
            () -> new IssuerRoute(0, "BANKA", RouteConditions.NONE, "CUPNET", null, 0),
            () -> new IssuerRoute(0, "BANKA", RouteConditions.NONE, "", null, 1),
            () -> new OutOfServiceMark("CUPNET", Roads.NOON, "anna", "", null),
            () -> RoutingEntry.parse(RoutingEntry.Kind.ROUTE, "id=1; issuer=BANKA"),
            () ->
                RoutingEntry.parse(
                    RoutingEntry.Kind.HOST, "name=A; institution=1; mac-algorithm=NONE; title=A"));
    for (Runnable attempt : wrong) {
      assertThatThrownBy(attempt::run)
          .isInstanceOf(RoutingException.class)
          .hasMessageStartingWith("OP-1652");
    }
  }

  @Test
  void everyEntryIsWrittenInALineAndReadAgain() {
    roads
        .with(new CardIssuer("ODD", "name=a; b; on-us=true", true))
        .out("CUPNET", "2026-12-01T06:00")
        .out("BACKUP", null);

    for (RoutingEntry entry : roads.plan().entries()) {
      assertThat(RoutingEntry.parse(entry.kind(), entry.notation())).isEqualTo(entry);
    }
  }

  private static RouteConditions days(String from, String to) {
    return new RouteConditions(
        Set.of(),
        "",
        null,
        from == null ? null : LocalDate.parse(from),
        to == null ? null : LocalDate.parse(to));
  }

  private static boolean together(RouteConditions one, RouteConditions other) {
    List<RoutingFault> faults =
        faultsOf(
            Roads.usual()
                .with(route(1, one, "CUPNET", null))
                .with(route(2, other, "BACKUP", null)));
    assertThat(faults).isSubsetOf(RoutingFault.AMBIGUOUS);
    return faults.isEmpty();
  }

  private static List<RoutingFault> faultsOf(Roads roads) {
    return RoutingRules.findings(roads.plan()).stream().map(RoutingRules.Finding::fault).toList();
  }
}
