package org.openprepaid.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that stands in the routing tables, as values.
 *
 * @param version the number of the latest change
 * @param entries issuers, ranges, routes, marks, hosts
 * @param ourBins the BINs of our own products
 */
public record RoutingPlan(long version, List<RoutingEntry> entries, List<CardRange> ourBins) {
  public RoutingPlan {
    entries = List.copyOf(entries);
    ourBins = List.copyOf(ourBins);
  }

  /** All entries of a type, in the order in which they are shown. */
  public <T extends RoutingEntry> List<T> all(Class<T> type) {
    return entries.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The entry that is called so. */
  public Optional<RoutingEntry> find(RoutingEntry.Kind kind, String key) {
    return entries.stream()
        .filter(entry -> entry.kind() == kind && entry.key().equals(key))
        .findFirst();
  }

  /** With one entry in the place of another; {@code null} for none. */
  RoutingPlan with(RoutingEntry removed, RoutingEntry added) {
    List<RoutingEntry> changed = new ArrayList<>(entries);
    if (removed != null) {
      changed.remove(removed);
    }
    if (added != null) {
      changed.add(added);
    }
    return new RoutingPlan(version, changed, ourBins);
  }
}
