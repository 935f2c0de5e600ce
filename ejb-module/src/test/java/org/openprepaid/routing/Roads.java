package org.openprepaid.routing;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openprepaid.card.Pan;
import org.openprepaid.key.MacAlgorithm;

/** A routing plan in the making, in few words. */
final class Roads {
  static final String SHOP = RouteTables.MERCHANT;
  static final LocalDateTime NOON = LocalDateTime.parse("2026-11-25T12:00:00");
  static final Route.OnUs ON_US = new Route.OnUs();
  static final Route NO_ROUTE = new Route.Closed(Route.Reason.NO_ROUTE);
  static final Route OUT_OF_SERVICE = new Route.Closed(Route.Reason.OUT_OF_SERVICE);

  private final List<RoutingEntry> entries = new ArrayList<>();
  private final List<CardRange> bins = new ArrayList<>();

  /** Two hosts, one issuer behind them with its range, and one that is ours. */
  static Roads usual() {
    return new Roads()
        .with(host("CUPNET"), host("BACKUP"), behind("BANKA"), onUs("OWNB"))
        .range("621700", "BANKA")
        .ourBin("622700:16");
  }

  Roads with(RoutingEntry... more) {
    entries.addAll(List.of(more));
    return this;
  }

  Roads range(String digits, String issuer) {
    return with(CardRange.of(digits, issuer));
  }

  Roads ourBin(String digits) {
    bins.add(CardRange.of(digits, CardRange.OURS));
    return this;
  }

  Roads out(String host, String until) {
    return with(mark(host, until == null ? null : LocalDateTime.parse(until)));
  }

  RoutingPlan plan() {
    return new RoutingPlan(1, entries, bins);
  }

  RoutingTable table() {
    return new RoutingTable(plan());
  }

  static UpstreamAddress host(String name) {
    return new UpstreamAddress(name, "Host " + name, "48980001", MacAlgorithm.X9_19);
  }

  static CardIssuer behind(String code) {
    return new CardIssuer(code, "Bank " + code, false);
  }

  static CardIssuer onUs(String code) {
    return new CardIssuer(code, "Bank " + code, true);
  }

  static OutOfServiceMark mark(String host, LocalDateTime until) {
    return new OutOfServiceMark(host, NOON, "anna", "line down", until);
  }

  static IssuerRoute route(long id, RouteConditions conditions, String host, String alternative) {
    return new IssuerRoute(id, "BANKA", conditions, host, alternative, IssuerRoute.USUAL_RANK);
  }

  static RouteConditions kinds(String... kinds) {
    return new RouteConditions(Set.of(kinds), "", null, null, null);
  }

  static RouteConditions merchant(String merchantId) {
    return new RouteConditions(Set.of(), merchantId, null, null, null);
  }

  static RouteConditions hours(String window) {
    return new RouteConditions(Set.of(), "", DailyWindow.of(window), null, null);
  }

  /** A card number that begins so, with a right check digit. */
  static Pan card(String begin, int length) {
    String digits = begin + "0".repeat(length - 1 - begin.length());
    return Pan.of(digits + Pan.checkDigit(digits));
  }

  static Pan card(String begin) {
    return card(begin, 16);
  }

  static Route upstream(String... hosts) {
    return new Route.Upstream(List.of(hosts));
  }
}
