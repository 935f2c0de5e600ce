package org.openprepaid.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.routing.Roads.ON_US;
import static org.openprepaid.routing.Roads.OUT_OF_SERVICE;
import static org.openprepaid.routing.Roads.SHOP;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openprepaid.card.Pan;

/** What holds of every table, against a plain and slow way to say it. */
class RoutingPropertiesTest {

  @Property
  void theMostSpecificOfAllRangesThatHoldANumberIsTaken(
      @ForAll("ranges") List<CardRange> ranges, @ForAll("cards") Pan card) {
    Optional<CardRange> expected =
        ranges.stream()
            .filter(range -> holds(range, card))
            .max(
                Comparator.comparingInt(CardRange::digits)
                    .thenComparing(range -> range.panLength() != CardRange.ANY_LENGTH));

    int found = new RangeIndex(ranges).find(card.digits());

    assertThat(found == RangeIndex.NONE ? Optional.empty() : Optional.of(ranges.get(found)))
        .isEqualTo(expected);
  }

  private static boolean holds(CardRange range, Pan card) {
    String begin = card.digits().substring(0, range.digits());
    return begin.compareTo(range.low()) >= 0
        && begin.compareTo(range.high()) <= 0
        && (range.panLength() == CardRange.ANY_LENGTH
            || range.panLength() == card.digits().length());
  }

  @Property
  void ofTheRoutesThatFitTheMostSpecificIsTakenAndTheExplanationAgrees(
      @ForAll("routes") List<IssuerRoute> routes,
      @ForAll("moments") LocalDateTime at,
      @ForAll boolean refund,
      @ForAll boolean atTheShop) {
    String kind = refund ? "REFUND" : "PURCHASE";
    String merchant = atTheShop ? SHOP : "898100054110099";
    Roads roads = Roads.usual();
    routes.forEach(roads::with);
    Pan card = Roads.card("621700");

    Route answer = roads.table().route(card, kind, merchant, at);

    List<IssuerRoute> fitting =
        routes.stream().filter(route -> route.conditions().fit(kind, merchant, at)).toList();
    Optional<IssuerRoute> best =
        fitting.stream()
            .max(
                Comparator.comparingInt((IssuerRoute r) -> r.conditions().specificity())
                    .thenComparingInt(r -> -r.rank())
                    .thenComparingLong(r -> -r.id()));
    assertThat(answer)
        .isEqualTo(best.map(route -> Roads.upstream(route.host())).orElse(Roads.NO_ROUTE));
    RouteExplanation explanation = roads.table().explain(card, kind, merchant, at);
    assertThat(explanation.answer()).isEqualTo(answer);
    assertThat(explanation.considered().stream().filter(step -> step.verdict().equals("taken")))
        .extracting(step -> step.route().id())
        .isEqualTo(best.map(route -> List.of(route.id())).orElse(List.of()));
  }

  @Property
  void aMarkedHostIsNeverAskedAndAnUnmarkedOneAlwaysInItsOrder(
      @ForAll boolean hostOut, @ForAll boolean alternativeOut) {
    Roads roads = Roads.usual().with(Roads.route(1, RouteConditions.NONE, "CUPNET", "BACKUP"));
    List<String> left = new ArrayList<>(List.of("CUPNET", "BACKUP"));
    if (hostOut) {
      roads.out("CUPNET", null);
      left.remove("CUPNET");
    }
    if (alternativeOut) {
      roads.out("BACKUP", null);
      left.remove("BACKUP");
    }

    assertThat(roads.table().route(Roads.card("621700"), "PURCHASE", SHOP, Roads.NOON))
        .isEqualTo(left.isEmpty() ? OUT_OF_SERVICE : new Route.Upstream(left));
    assertThat(roads.table().route(Roads.card("622700"), "PURCHASE", SHOP, Roads.NOON))
        .isEqualTo(ON_US);
  }

  @Property
  void aWindowAndItsReverseShareTheDayBetweenThem(
      @ForAll("times") LocalTime from,
      @ForAll("times") LocalTime to,
      @ForAll("times") LocalTime at) {
    if (from.equals(to)) {
      return;
    }
    DailyWindow window = new DailyWindow(from, to);

    assertThat(window.contains(at)).isNotEqualTo(new DailyWindow(to, from).contains(at));
    assertThat(window.contains(from)).isTrue();
    assertThat(window.contains(to)).isFalse();
    assertThat(DailyWindow.of(window.toString())).isEqualTo(window);
  }

  @Property
  void twoWindowsMeetWhenSomeMomentIsInBoth(
      @ForAll("hourly") DailyWindow one, @ForAll("hourly") DailyWindow other) {
    boolean some = false;
    for (int hour = 0; hour < 24; hour++) {
      LocalTime time = LocalTime.of(hour, 0);
      some |= one.contains(time) && other.contains(time);
    }

    assertThat(one.meets(other)).isEqualTo(some);
    assertThat(other.meets(one)).isEqualTo(some);
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("routes") List<IssuerRoute> routes) {
    for (IssuerRoute route : routes) {
      assertThat(RoutingEntry.parse(RoutingEntry.Kind.ROUTE, route.notation())).isEqualTo(route);
    }
  }

  /** Ranges of which none of as many digits and of the same length of number meet. */
  @Provide
  Arbitrary<List<CardRange>> ranges() {
    Arbitrary<String> digits =
        Arbitraries.strings().withChars('0', '1', '9').ofMinLength(1).ofMaxLength(4);
    Arbitrary<CardRange> prefix =
        Combinators.combine(digits, Arbitraries.of("", ":12", ":16"))
            .as((low, length) -> CardRange.of(low + length, "BANKA"));
    Arbitrary<CardRange> wide =
        Combinators.combine(digits, Arbitraries.of("", ":16"))
            .as((low, length) -> CardRange.of(low + "-" + low.replace('0', '1') + length, "BANKA"));
    return Arbitraries.oneOf(prefix, wide).list().ofMaxSize(12).map(RoutingPropertiesTest::sound);
  }

  private static List<CardRange> sound(List<CardRange> drawn) {
    List<CardRange> kept = new ArrayList<>();
    for (CardRange range : drawn) {
      boolean met =
          kept.stream()
              .anyMatch(
                  other ->
                      other.digits() == range.digits()
                          && other.panLength() == range.panLength()
                          && other.meets(range));
      if (!met) {
        kept.add(range);
      }
    }
    return kept;
  }

  @Provide
  Arbitrary<Pan> cards() {
    Arbitrary<String> begin =
        Arbitraries.strings().withChars('0', '1', '9').ofMinLength(5).ofMaxLength(5);
    return Combinators.combine(begin, Arbitraries.integers().between(12, 19)).as(Roads::card);
  }

  @Provide
  Arbitrary<List<IssuerRoute>> routes() {
    Arbitrary<RouteConditions> conditions =
        Combinators.combine(
                Arbitraries.of("PURCHASE", "REFUND", "COMPLETION").set().ofMaxSize(2),
                Arbitraries.of("", SHOP),
                hourly().injectNull(0.5),
                Arbitraries.integers().between(-1, 3))
            .as(RoutingPropertiesTest::conditions);
    return Combinators.combine(
            conditions, Arbitraries.of("CUPNET", "BACKUP"), Arbitraries.integers().between(1, 3))
        .as((c, host, rank) -> new IssuerRoute(1, "BANKA", c, host, null, rank))
        .list()
        .ofMaxSize(8)
        .map(RoutingPropertiesTest::numbered);
  }

  private static RouteConditions conditions(
      Set<String> kinds, String merchant, DailyWindow window, int day) {
    return new RouteConditions(
        new HashSet<>(kinds),
        merchant,
        window,
        day < 0 ? null : Roads.NOON.toLocalDate().plusDays(day - 1),
        day < 1 ? null : Roads.NOON.toLocalDate().plusDays(day));
  }

  private static List<IssuerRoute> numbered(List<IssuerRoute> routes) {
    List<IssuerRoute> numbered = new ArrayList<>();
    routes.forEach(route -> numbered.add(route.numbered(numbered.size() + 1)));
    return numbered;
  }

  @Provide
  Arbitrary<DailyWindow> hourly() {
    Arbitrary<LocalTime> hours =
        Arbitraries.integers().between(0, 23).map(hour -> LocalTime.of(hour, 0));
    return Combinators.combine(hours, hours)
        .filter((from, to) -> !from.equals(to))
        .as(DailyWindow::new);
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.integers().between(0, 86_399).map(LocalTime::ofSecondOfDay);
  }

  @Provide
  Arbitrary<LocalDateTime> moments() {
    return Arbitraries.integers().between(0, 96).map(hours -> Roads.NOON.plusHours(hours - 48));
  }
}
