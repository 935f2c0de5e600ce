package org.openprepaid.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a request takes its route.
 *
 * @param card the number, masked
 * @param range the range that holds it; {@code null} if none does
 * @param issuer the range's issuer, or {@link CardRange#OURS}; {@code null} without a range
 * @param considered the issuer's routes in the order in which they are tried
 */
public record RouteExplanation(
    String card, String range, String issuer, List<Step> considered, Route answer) {
  public RouteExplanation {
    considered = List.copyOf(considered);
  }

  /**
   * A route that was looked at.
   *
   * @param verdict {@code taken}, {@code less specific}, or why it is not for the request
   */
  public record Step(IssuerRoute route, String verdict) {}

  /** All of it, for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("card      " + card);
    lines.add("range     " + (range == null ? "none holds it" : range));
    if (range != null) {
      lines.add("issuer    " + (issuer.equals(CardRange.OURS) ? "a BIN of our own" : issuer));
    }
    for (Step step : considered) {
      lines.add("route     " + step.route().notation());
      lines.add("          -> " + step.verdict());
    }
    lines.add("answer    " + words());
    return lines;
  }

  private String words() {
    if (answer instanceof Route.Upstream upstream) {
      return "ask " + String.join(", then ", upstream.hosts());
    }
    if (answer instanceof Route.Closed closed) {
      return closed.reason() == Route.Reason.NO_ROUTE
          ? "refused with 92: no route is for such a request"
          : "refused with 91: the route's hosts are marked out of service";
    }
    return "decided here";
  }
}
