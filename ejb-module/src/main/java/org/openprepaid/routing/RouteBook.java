package org.openprepaid.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.id.TimeOrderedIds;

/**
 * One operator's changes of routing, on a connection whose transaction is the caller's: the change,
 * its place in the history, the new version and the audit event stand or fall together. Changes
 * come one after the other; each is checked with all that stands there.
 */
final class RouteBook {
  private static final long UNDOES_NOTHING = 0;

  private final Connection connection;
  private final RoutingTables tables;
  private final TimeOrderedIds ids;
  private final String operator;

  RouteBook(Connection connection, TimeOrderedIds ids, String operator) {
    this.connection = connection;
    this.tables = new RoutingTables(connection);
    this.ids = ids;
    this.operator = operator;
  }

  /** Adds an entry; a route gets its number, and a mark takes the place of an earlier one. */
  RoutingChange add(RoutingEntry entry) throws SQLException {
    RoutingPlan plan = lockedPlan();
    if (entry instanceof IssuerRoute route) {
      requireMerchant(route.conditions().merchantId());
      return change(plan, null, route.numbered(plan.version() + 1), UNDOES_NOTHING);
    }
    RoutingEntry before =
        entry instanceof OutOfServiceMark
            ? plan.find(entry.kind(), entry.key()).orElse(null)
            : null;
    return change(plan, before, entry, UNDOES_NOTHING);
  }

  /** Takes an entry away. */
  RoutingChange remove(RoutingEntry.Kind kind, String key) throws SQLException {
    RoutingPlan plan = lockedPlan();
    RoutingEntry found =
        plan.find(kind, key)
            .orElseThrow(
                () -> new RoutingException(RoutingFault.NOT_THERE, kind + " " + shown(key)));
    return change(plan, found, null, UNDOES_NOTHING);
  }

  /** Puts back what a change took or replaced, and takes what it added. */
  RoutingChange undo(long sequence) throws SQLException {
    RoutingPlan plan = lockedPlan();
    RoutingChange change =
        tables.changes(sequence + 1, 1).stream()
            .filter(found -> found.sequence() == sequence)
            .findFirst()
            .orElseThrow(() -> new RoutingException(RoutingFault.NOT_THERE, "change " + sequence));
    if (change.kind() == RoutingEntry.Kind.HOST) {
      throw new RoutingException(RoutingFault.NOT_UNDONE, "a host has an account in the ledger");
    }
    RoutingEntry before = change.entryBefore();
    RoutingEntry after = change.entryAfter();
    RoutingEntry one = after == null ? before : after;
    Optional<RoutingEntry> now = plan.find(one.kind(), one.key());
    if (!now.equals(Optional.ofNullable(after))) {
      throw new RoutingException(
          RoutingFault.NOT_UNDONE,
          now.map(entry -> "since then it is: " + entry.notation()).orElse("it is gone already"));
    }
    return change(plan, after, before, sequence);
  }

  private RoutingPlan lockedPlan() throws SQLException {
    return tables.plan(tables.lockVersion());
  }

  private void requireMerchant(String merchantId) throws SQLException {
    if (!merchantId.isEmpty() && !tables.isMerchant(merchantId)) {
      throw new RoutingException(RoutingFault.UNKNOWN_MERCHANT, merchantId);
    }
  }

  private RoutingChange change(
      RoutingPlan plan, RoutingEntry before, RoutingEntry after, long undoes) throws SQLException {
    check(plan, before, after);
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    if (before != null) {
      tables.delete(before);
    }
    if (after instanceof UpstreamAddress host) {
      tables.insertHost(host, ids.next(), ids.next(), now);
    } else if (after != null) {
      tables.insert(after);
    }
    RoutingChange change =
        RoutingChange.of(plan.version() + 1, now, operator, before, after, undoes);
    tables.moveVersion(change.sequence());
    tables.insert(change);
    RoutingEntry one = after == null ? before : after;
    AuditChain.append(
        connection, operator, "ROUTING_" + change.what(), subject(one), "DONE", detail(change));
    return change;
  }

  /**
   * Refuses what the change makes wrong, and only that: what was wrong before (a product whose BIN
   * came later, say) must not keep a host from being marked.
   */
  private static void check(RoutingPlan plan, RoutingEntry before, RoutingEntry after) {
    List<RoutingRules.Finding> found =
        new ArrayList<>(RoutingRules.findings(plan.with(before, after)));
    found.removeAll(RoutingRules.findings(plan));
    if (!found.isEmpty()) {
      RoutingRules.Finding first = found.get(0);
      throw after == null
          ? new RoutingException(RoutingFault.IN_USE, first.detail())
          : first.refusal();
    }
  }

  private static String subject(RoutingEntry entry) {
    return entry.kind() + " " + entry.key();
  }

  private static String detail(RoutingChange change) {
    String undone = change.undoes() == UNDOES_NOTHING ? "" : "undoes " + change.undoes() + ": ";
    return undone + change.before() + " -> " + change.after();
  }

  /** Nothing that somebody typed is repeated at length. */
  static String shown(String key) {
    return key.matches("[A-Z0-9:-]{1,30}") ? key : "?";
  }
}
