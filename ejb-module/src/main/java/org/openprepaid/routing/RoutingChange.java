package org.openprepaid.routing;

import java.time.LocalDateTime;

/**
 * A change of routing, as the history keeps it.
 *
 * @param sequence 1, 2, 3 … : the version that it made
 * @param changedAt UTC
 * @param operator who
 * @param what {@code RANGE_ADD}, {@code MARK_REMOVE} and the like
 * @param before what stood there, in its notation; empty: nothing
 * @param after what stands there since; empty: nothing
 * @param undoes the change that this one reverts, or 0
 */
public record RoutingChange(
    long sequence,
    LocalDateTime changedAt,
    String operator,
    String what,
    String before,
    String after,
    long undoes) {

  static RoutingChange of(
      long sequence,
      LocalDateTime changedAt,
      String operator,
      RoutingEntry before,
      RoutingEntry after,
      long undoes) {
    String verb = before == null ? "_ADD" : after == null ? "_REMOVE" : "_CHANGE";
    RoutingEntry one = after == null ? before : after;
    return new RoutingChange(
        sequence,
        changedAt,
        operator,
        one.kind() + verb,
        before == null ? "" : before.notation(),
        after == null ? "" : after.notation(),
        undoes);
  }

  RoutingEntry.Kind kind() {
    return RoutingEntry.Kind.valueOf(what.substring(0, what.indexOf('_')));
  }

  /** What stood there, or {@code null}. */
  RoutingEntry entryBefore() {
    return entry(before);
  }

  /** What stands there since, or {@code null}. */
  RoutingEntry entryAfter() {
    return entry(after);
  }

  private RoutingEntry entry(String notation) {
    return notation.isEmpty() ? null : RoutingEntry.parse(kind(), notation);
  }
}
