package org.openprepaid.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.routing.Roads.NOON;
import static org.openprepaid.routing.Roads.NO_ROUTE;
import static org.openprepaid.routing.Roads.ON_US;
import static org.openprepaid.routing.Roads.OUT_OF_SERVICE;
import static org.openprepaid.routing.Roads.SHOP;
import static org.openprepaid.routing.Roads.card;
import static org.openprepaid.routing.Roads.hours;
import static org.openprepaid.routing.Roads.kinds;
import static org.openprepaid.routing.Roads.merchant;
import static org.openprepaid.routing.Roads.route;
import static org.openprepaid.routing.Roads.upstream;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openprepaid.card.Pan;
import org.openprepaid.transaction.TransactionKind;

class RoutingTableTest {
  private static final String PURCHASE = "PURCHASE";
  private static final String REFUND = "REFUND";

  private final Roads roads = Roads.usual();

  @Test
  void aNumberUnderNoRangeIsDecidedHere() {
    assertThat(ask("4111")).isEqualTo(ON_US);
    assertThat(new RoutingTable(new RoutingPlan(0, Arrays.asList(), Arrays.asList())))
        .returns(ON_US, table -> table.route(card("6217"), PURCHASE, SHOP, NOON));
  }

  @Test
  void aRangeOfOursAndABinOfOursAreDecidedHere() {
    roads.range("6218", "OWNB");

    assertThat(ask("621812")).isEqualTo(ON_US);
    assertThat(ask("622700")).isEqualTo(ON_US);
  }

  @Test
  void anIssuerBehindAHostIsAskedThere() {
    roads.with(route(1, RouteConditions.NONE, "CUPNET", "BACKUP"));

    assertThat(ask("621700")).isEqualTo(upstream("CUPNET", "BACKUP"));
    assertThat(ask("621701")).isEqualTo(ON_US);
  }

  @Test
  void withoutARouteNothingGoesOut() {
    assertThat(ask("621700")).isEqualTo(NO_ROUTE);

    roads.with(route(1, kinds(REFUND), "CUPNET", null));

    assertThat(ask("621700")).isEqualTo(NO_ROUTE);
  }

  @Test
  void theLongerPrefixIsTakenAndAWideOneIsUnderIt() {
    roads
        .with(route(1, RouteConditions.NONE, "CUPNET", null))
        .range("62", "BANKA")
        .range("62180000-62189999", "OWNB");

    assertThat(ask("62180")).isEqualTo(ON_US);
    assertThat(ask("62190")).isEqualTo(upstream("CUPNET"));
    assertThat(ask("6227000")).as("ours is longer").isEqualTo(ON_US);
    assertThat(ask("6227010")).isEqualTo(upstream("CUPNET"));
  }

  @Test
  void bothEndsOfARangeBelongToIt() {
    roads.with(route(1, RouteConditions.NONE, "CUPNET", null)).range("400100-400199", "BANKA");

    assertThat(ask("400100")).isEqualTo(upstream("CUPNET"));
    assertThat(ask("400199")).isEqualTo(upstream("CUPNET"));
    assertThat(ask("400099999")).isEqualTo(ON_US);
    assertThat(ask("4002")).isEqualTo(ON_US);
    assertThat(ask("999999999999")).isEqualTo(ON_US);
  }

  @Test
  void theLastNumbersOfAllHaveARangeToo() {
    roads.with(route(1, RouteConditions.NONE, "CUPNET", null)).range("9", "BANKA");

    assertThat(ask("999999999999")).isEqualTo(upstream("CUPNET"));
  }

  @Test
  void aRangeMayWantALengthAndThenIsTheMoreSpecificOne() {
    roads
        .with(route(1, RouteConditions.NONE, "CUPNET", null))
        .range("5000:19", "BANKA")
        .range("5000", "OWNB")
        .range("500012:16", "BANKA");

    assertThat(roads.table().route(card("5000", 19), PURCHASE, SHOP, NOON))
        .isEqualTo(upstream("CUPNET"));
    assertThat(roads.table().route(card("5000", 16), PURCHASE, SHOP, NOON)).isEqualTo(ON_US);
    assertThat(roads.table().route(card("500012", 16), PURCHASE, SHOP, NOON))
        .isEqualTo(upstream("CUPNET"));
    assertThat(roads.table().route(card("500012", 12), PURCHASE, SHOP, NOON)).isEqualTo(ON_US);
  }

  @Test
  void theMoreSpecificRouteIsTakenThenTheLowerRank() {
    roads.with(
        route(1, RouteConditions.NONE, "CUPNET", null),
        new IssuerRoute(2, "BANKA", RouteConditions.NONE, "BACKUP", null, 50),
        route(3, kinds(REFUND), "CUPNET", "BACKUP"),
        route(4, merchant(SHOP), "BACKUP", "CUPNET"));
    RoutingTable table = roads.table();

    assertThat(table.route(card("621700"), PURCHASE, SHOP, NOON))
        .isEqualTo(upstream("BACKUP", "CUPNET"));
    assertThat(table.route(card("621700"), REFUND, SHOP, NOON))
        .isEqualTo(upstream("BACKUP", "CUPNET"));
    assertThat(table.route(card("621700"), REFUND, "another shop...", NOON))
        .isEqualTo(upstream("CUPNET", "BACKUP"));
    assertThat(table.route(card("621700"), PURCHASE, "another shop...", NOON))
        .isEqualTo(upstream("BACKUP"));
  }

  @Test
  void aNightlyRouteHoldsOverMidnight() {
    roads.with(
        route(1, RouteConditions.NONE, "CUPNET", null),
        route(2, hours("22:00-06:00"), "BACKUP", null));

    assertThat(at("2026-11-25T21:59:59")).isEqualTo(upstream("CUPNET"));
    assertThat(at("2026-11-25T22:00:00")).isEqualTo(upstream("BACKUP"));
    assertThat(at("2026-11-26T00:00:00")).isEqualTo(upstream("BACKUP"));
    assertThat(at("2026-11-26T05:59:59")).isEqualTo(upstream("BACKUP"));
    assertThat(at("2026-11-26T06:00:00")).isEqualTo(upstream("CUPNET"));
  }

  @Test
  void aRouteIsValidOnItsFirstAndOnItsLastDay() {
    LocalDate day = LocalDate.parse("2026-12-01");
    roads.with(
        route(1, new RouteConditions(Set.of(), "", null, day, day.plusDays(1)), "CUPNET", null));

    assertThat(at("2026-11-30T23:59:59")).isEqualTo(NO_ROUTE);
    assertThat(at("2026-12-01T00:00:00")).isEqualTo(upstream("CUPNET"));
    assertThat(at("2026-12-02T23:59:59")).isEqualTo(upstream("CUPNET"));
    assertThat(at("2026-12-03T00:00:00")).isEqualTo(NO_ROUTE);
  }

  @Test
  void aMarkedHostIsLeftOut() {
    roads.with(route(1, RouteConditions.NONE, "CUPNET", "BACKUP")).out("CUPNET", null);

    assertThat(ask("621700")).isEqualTo(upstream("BACKUP"));

    roads.out("BACKUP", null);

    assertThat(ask("621700")).isEqualTo(OUT_OF_SERVICE);
  }

  @Test
  void aMarkEndsByItselfAtItsTime() {
    roads
        .with(route(1, RouteConditions.NONE, "CUPNET", "BACKUP"))
        .out("CUPNET", "2026-11-25T14:00:00");

    assertThat(at("2026-11-25T13:59:59")).isEqualTo(upstream("BACKUP"));
    assertThat(at("2026-11-25T14:00:00")).isEqualTo(upstream("CUPNET", "BACKUP"));
  }

  @Test
  void theExplanationNamesRangeIssuerAndEveryRoute() {
    roads.with(
        route(1, RouteConditions.NONE, "CUPNET", null),
        route(2, kinds(REFUND), "BACKUP", null),
        route(3, merchant(SHOP), "BACKUP", "CUPNET"));

    RouteExplanation explanation = roads.table().explain(card("621700"), PURCHASE, SHOP, NOON);

    assertThat(explanation.card()).isEqualTo("621700******000" + last(card("621700").digits()));
    assertThat(explanation.range()).isEqualTo("621700");
    assertThat(explanation.issuer()).isEqualTo("BANKA");
    assertThat(explanation.considered())
        .extracting(step -> step.route().id() + " " + step.verdict())
        .containsExactly("3 taken", "2 not for this kind", "1 less specific");
    assertThat(explanation.lines())
        .contains("answer    ask BACKUP, then CUPNET")
        .noneMatch(line -> line.contains(card("621700").digits()));
  }

  @Test
  void theExplanationSaysWhyACardIsOurs() {
    assertThat(roads.table().explain(card("4111"), PURCHASE, SHOP, NOON).lines())
        .contains("range     none holds it", "answer    decided here");
    assertThat(roads.table().explain(card("622700"), PURCHASE, SHOP, NOON).lines())
        .contains("range     622700:16", "issuer    a BIN of our own", "answer    decided here");
  }

  @Test
  void anAnswerMakesNoGarbage() {
    roads.with(route(1, hours("22:00-06:00"), "CUPNET", "BACKUP")).out("CUPNET", null);
    RoutingTable table = roads.table();
    List<Pan> cards = List.of(card("4111"), card("622700"), card("621700"));
    ThreadMXBean meter = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    long before = meter.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      for (int j = 0; j < cards.size(); j++) {
        assertThatItIsAnswered(table.route(cards.get(j), PURCHASE, SHOP, NOON));
      }
    }

    assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
  }

  private static void assertThatItIsAnswered(Route route) {
    if (route == null) {
      throw new AssertionError();
    }
  }

  @Test
  void everyKindThatIsRoutedIsATransactionsKind() {
    assertThat(
            Arrays.stream(TransactionKind.values())
                .map(TransactionKind::name)
                .collect(Collectors.toSet()))
        .containsAll(RouteConditions.KINDS);
  }

  private Route ask(String begin) {
    return roads.table().route(card(begin), PURCHASE, SHOP, NOON);
  }

  private Route at(String time) {
    return roads.table().route(card("621700"), PURCHASE, SHOP, LocalDateTime.parse(time));
  }

  private static char last(String digits) {
    return digits.charAt(digits.length() - 1);
  }
}
