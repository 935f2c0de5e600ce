package org.openprepaid.routing;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.card.Pan;

/**
 * A routing plan made ready to be asked. It never changes, needs no lock, and answers about a card
 * of ours without making an object.
 */
final class RoutingTable implements Routing {
  private static final Route ON_US = new Route.OnUs();
  private static final Route NO_ROUTE = new Route.Closed(Route.Reason.NO_ROUTE);

  private static final Comparator<IssuerRoute> BEST_FIRST =
      Comparator.comparingInt((IssuerRoute route) -> route.conditions().specificity())
          .reversed()
          .thenComparingInt(IssuerRoute::rank)
          .thenComparingLong(IssuerRoute::id);

  private final List<CardRange> ranges = new ArrayList<>();
  private final RangeIndex index;

  /** Of each range its issuer's routes, the best first; {@code null}: on us. */
  private final LiveRoute[][] routes;

  RoutingTable(RoutingPlan plan) {
    ranges.addAll(plan.all(CardRange.class));
    ranges.addAll(plan.ourBins());
    index = new RangeIndex(ranges);
    Map<String, LiveRoute[]> byIssuer = liveRoutes(plan);
    routes = ranges.stream().map(range -> byIssuer.get(range.issuer())).toArray(LiveRoute[][]::new);
  }

  private static Map<String, LiveRoute[]> liveRoutes(RoutingPlan plan) {
    Map<String, OutOfServiceMark> marks = new HashMap<>();
    plan.all(OutOfServiceMark.class).forEach(mark -> marks.put(mark.host(), mark));
    Map<String, List<LiveRoute>> live = new HashMap<>();
    plan.all(CardIssuer.class).stream()
        .filter(issuer -> !issuer.onUs())
        .forEach(issuer -> live.put(issuer.code(), new ArrayList<>()));
    plan.all(IssuerRoute.class).stream()
        .filter(route -> live.containsKey(route.issuer()))
        .sorted(BEST_FIRST)
        .forEach(route -> live.get(route.issuer()).add(new LiveRoute(route, marks)));
    Map<String, LiveRoute[]> ready = new HashMap<>();
    live.forEach((issuer, list) -> ready.put(issuer, list.toArray(LiveRoute[]::new)));
    return ready;
  }

  @Override
  public Route route(Pan card, String kind, String merchantId, LocalDateTime at) {
    int place = index.find(card.digits());
    if (place == RangeIndex.NONE || routes[place] == null) {
      return ON_US;
    }
    for (LiveRoute route : routes[place]) {
      if (route.fits(kind, merchantId, at)) {
        return route.open(at);
      }
    }
    return NO_ROUTE;
  }

  /** The same answer, with all that led to it. */
  RouteExplanation explain(Pan card, String kind, String merchantId, LocalDateTime at) {
    Route answer = route(card, kind, merchantId, at);
    int place = index.find(card.digits());
    if (place == RangeIndex.NONE) {
      return new RouteExplanation(card.masked(), null, null, List.of(), answer);
    }
    CardRange range = ranges.get(place);
    List<RouteExplanation.Step> steps = new ArrayList<>();
    boolean taken = false;
    for (LiveRoute route : routes[place] == null ? new LiveRoute[0] : routes[place]) {
      boolean fits = route.fits(kind, merchantId, at);
      String verdict =
          !fits ? unfit(route.rule(), kind, merchantId, at) : taken ? "less specific" : "taken";
      steps.add(new RouteExplanation.Step(route.rule(), verdict));
      taken |= fits;
    }
    return new RouteExplanation(card.masked(), range.key(), range.issuer(), steps, answer);
  }

  private static String unfit(IssuerRoute route, String kind, String merchantId, LocalDateTime at) {
    RouteConditions conditions = route.conditions();
    List<String> reasons = new ArrayList<>();
    if (!conditions.fitsMerchant(merchantId)) {
      reasons.add("merchant");
    }
    if (!conditions.fitsKind(kind)) {
      reasons.add("kind");
    }
    if (!conditions.fitsTime(at)) {
      reasons.add("time");
    }
    return "not for this " + String.join(", ", reasons);
  }
}
