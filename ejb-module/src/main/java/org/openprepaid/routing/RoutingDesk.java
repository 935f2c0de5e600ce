package org.openprepaid.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.card.Pan;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.id.TimeOrderedIds;

/**
 * Where staff look at routing and change it. A change is made whole or refused whole with its code,
 * and is audited either way; on this node it is in force when the call returns.
 */
@ApplicationScoped
public class RoutingDesk {
  /** Bound of a page of the history. */
  public static final int MAX_PAGE = 100;

  private OwnTransaction transactions;
  private TimeOrderedIds ids;
  private Runnable afterwards;

  /** For the container's proxy. */
  protected RoutingDesk() {}

  @Inject
  public RoutingDesk(OwnTransaction transactions, TimeOrderedIds ids, RoutingDirectory directory) {
    this(transactions, ids, directory::follow);
  }

  /**
   * For tools beside the server.
   *
   * @param afterwards what is done when a change is committed
   */
  public RoutingDesk(OwnTransaction transactions, TimeOrderedIds ids, Runnable afterwards) {
    this.transactions = transactions;
    this.ids = ids;
    this.afterwards = afterwards;
  }

  /**
   * Adds an issuer, a range, a route, a mark or a host. A route gets the number of the change; a
   * mark takes the place of one that its host has; a host gets its settlement account.
   *
   * @param operator who does it, at most 40 ASCII characters
   * @return what the history keeps
   * @throws RoutingException if it does not fit what stands there
   */
  public RoutingChange add(String operator, RoutingEntry entry) throws SQLException {
    String subject = entry.kind() + " " + entry.key();
    return changed(operator, "ADD " + subject, book -> book.add(entry));
  }

  /**
   * Takes away an issuer, a range, a route or a mark.
   *
   * @param key what it is called by
   * @throws RoutingException OP-1660 if there is none, OP-1661 if another entry needs it or it is a
   *     host
   */
  public RoutingChange remove(String operator, RoutingEntry.Kind kind, String key)
      throws SQLException {
    String subject = "REMOVE " + kind + " " + RouteBook.shown(key);
    return changed(
        operator,
        subject,
        book -> {
          if (kind == RoutingEntry.Kind.HOST) {
            throw new RoutingException(RoutingFault.IN_USE, "a host has an account in the ledger");
          }
          return book.remove(kind, key);
        });
  }

  /**
   * Reverts one change, as a change of its own.
   *
   * @throws RoutingException OP-1660 if there is no such change; OP-1664 if what it made has been
   *     changed since, or is a host; or whatever is wrong with what stood there before
   */
  public RoutingChange undo(String operator, long sequence) throws SQLException {
    return changed(operator, "UNDO " + sequence, book -> book.undo(sequence));
  }

  /** All that stands there. */
  public RoutingPlan plan() throws SQLException {
    return transactions.run(
        connection -> {
          RoutingTables tables = new RoutingTables(connection);
          return tables.plan(tables.stamp().version());
        });
  }

  /** What the tables say of a request, and why; parameters as of {@link Routing#route}. */
  public RouteExplanation explain(Pan card, String kind, String merchantId, LocalDateTime at)
      throws SQLException {
    return new RoutingTable(plan()).explain(card, kind, merchantId, at);
  }

  /**
   * The changes before this one, the latest first.
   *
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<RoutingChange> history(long before, int limit) throws SQLException {
    int most = Math.max(1, Math.min(limit, MAX_PAGE));
    return transactions.run(connection -> new RoutingTables(connection).changes(before, most));
  }

  /** What is done with the book. */
  @FunctionalInterface
  private interface Act {
    RoutingChange on(RouteBook book) throws SQLException;
  }

  private RoutingChange changed(String operator, String subject, Act act) throws SQLException {
    try {
      RoutingChange change =
          transactions.run(connection -> act.on(new RouteBook(connection, ids, operator)));
      afterwards.run();
      return change;
    } catch (RoutingException e) {
      transactions.run(connection -> refused(connection, operator, subject, e));
      throw e;
    }
  }

  private static Void refused(
      Connection connection, String operator, String subject, RoutingException e)
      throws SQLException {
    AuditChain.append(connection, operator, "ROUTING_CHANGE", subject, "REFUSED", e.fault().code());
    return null;
  }
}
