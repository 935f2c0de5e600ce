package org.openprepaid.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must hold of a routing plan as a whole. */
final class RoutingRules {
  static final int MAX_ISSUERS = 1_000;
  static final int MAX_RANGES = 10_000;
  static final int MAX_ROUTES = 2_000;
  static final int MAX_HOSTS = 200;

  /** Something that is wrong with a plan. */
  record Finding(RoutingFault fault, String detail) {
    RoutingException refusal() {
      return new RoutingException(fault, detail);
    }
  }

  private final RoutingPlan plan;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, CardIssuer> issuers = new HashMap<>();
  private final Set<String> hosts = new HashSet<>();

  private RoutingRules(RoutingPlan plan) {
    this.plan = plan;
    plan.all(CardIssuer.class).forEach(issuer -> issuers.put(issuer.code(), issuer));
    plan.all(UpstreamAddress.class).forEach(host -> hosts.add(host.name()));
  }

  /** All that is wrong with a plan; empty for a sound one. */
  static List<Finding> findings(RoutingPlan plan) {
    RoutingRules rules = new RoutingRules(plan);
    rules.bounds();
    rules.names();
    rules.ranges();
    rules.routes();
    for (OutOfServiceMark mark : plan.all(OutOfServiceMark.class)) {
      rules.host(mark.host(), "the mark");
    }
    return rules.findings;
  }

  private void found(RoutingFault fault, String detail) {
    findings.add(new Finding(fault, detail));
  }

  private void bounds() {
    bound(CardIssuer.class, MAX_ISSUERS, "issuers");
    bound(CardRange.class, MAX_RANGES, "ranges");
    bound(IssuerRoute.class, MAX_ROUTES, "routes");
    bound(UpstreamAddress.class, MAX_HOSTS, "hosts");
  }

  private void bound(Class<? extends RoutingEntry> type, int most, String what) {
    if (plan.all(type).size() > most) {
      found(RoutingFault.LIMIT, "at most " + most + " " + what);
    }
  }

  private void names() {
    Set<String> taken = new HashSet<>();
    for (RoutingEntry entry : plan.entries()) {
      if (!taken.add(entry.kind() + " " + entry.key())) {
        found(RoutingFault.ALREADY_THERE, entry.notation());
      }
    }
  }

  private void ranges() {
    for (CardRange range : plan.all(CardRange.class)) {
      CardIssuer issuer = issuers.get(range.issuer());
      if (issuer == null) {
        found(RoutingFault.UNKNOWN_ISSUER, "range " + range.key() + " is of " + range.issuer());
      } else if (!issuer.onUs()) {
        ourBinIn(range);
      }
    }
    overlaps();
  }

  /**
   * A shorter range around a BIN of ours is well: ours is the more specific one. The same or a
   * longer one would take our own cards away.
   */
  private void ourBinIn(CardRange range) {
    for (CardRange bin : plan.ourBins()) {
      if (range.digits() >= bin.digits() && range.meets(bin)) {
        found(
            RoutingFault.OVERLAP,
            "range " + range.key() + " lies in " + bin.key() + ", a BIN of our own");
      }
    }
  }

  /** Of as many digits and the same length of number, no two ranges meet: sorted, neighbours. */
  private void overlaps() {
    Map<Integer, List<CardRange>> alike = new TreeMap<>();
    for (CardRange range : plan.all(CardRange.class)) {
      int rank = range.digits() * 100 + range.panLength();
      alike.computeIfAbsent(rank, r -> new ArrayList<>()).add(range);
    }
    for (List<CardRange> group : alike.values()) {
      group.sort(Comparator.comparingLong(CardRange::first));
      CardRange widest = group.get(0);
      for (CardRange range : group.subList(1, group.size())) {
        if (range.first() <= widest.last() && !range.key().equals(widest.key())) {
          found(RoutingFault.OVERLAP, range.key() + " and " + widest.key());
        }
        widest = range.last() > widest.last() ? range : widest;
      }
    }
  }

  private void routes() {
    Map<String, List<IssuerRoute>> byIssuer = new TreeMap<>();
    for (IssuerRoute route : plan.all(IssuerRoute.class)) {
      route(route);
      List<IssuerRoute> others = byIssuer.computeIfAbsent(route.issuer(), i -> new ArrayList<>());
      for (IssuerRoute other : others) {
        if (route.isAsGoodAs(other) && route.conditions().meet(other.conditions())) {
          found(RoutingFault.AMBIGUOUS, other.notation());
        }
      }
      others.add(route);
    }
  }

  private void route(IssuerRoute route) {
    CardIssuer issuer = issuers.get(route.issuer());
    if (issuer == null) {
      found(RoutingFault.UNKNOWN_ISSUER, "route " + route.id() + " is of " + route.issuer());
    } else if (issuer.onUs()) {
      found(RoutingFault.ROUTE_ON_US, "route " + route.id() + " of " + route.issuer());
    }
    host(route.host(), "route " + route.id());
    if (route.alternative() != null) {
      host(route.alternative(), "route " + route.id());
      if (route.alternative().equals(route.host())) {
        found(RoutingFault.SAME_HOST, "route " + route.id() + " leads to " + route.host());
      }
    }
  }

  private void host(String name, String who) {
    if (!hosts.contains(name)) {
      found(RoutingFault.UNKNOWN_HOST, who + " names " + name);
    }
  }
}
