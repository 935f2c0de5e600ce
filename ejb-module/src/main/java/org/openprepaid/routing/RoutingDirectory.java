package org.openprepaid.routing;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openprepaid.card.Pan;

/**
 * The routing that is in force on this node, in memory. It is read before anybody can ask, follows
 * the database from then on ({@link RoutingStartup}), and when the database is away stays as it
 * was.
 */
@ApplicationScoped
public class RoutingDirectory implements Routing {
  private static final Logger LOG = Logger.getLogger(RoutingDirectory.class.getName());

  /** Each try reads afresh what changed while the one before was reading. */
  private static final int MAX_TRIES = 5;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  private final Object reading = new Object();
  private RoutingTables.Stamp stamp;
  private boolean told;
  private volatile RoutingTable table;
  private volatile long version;

  /** For the container. */
  public RoutingDirectory() {}

  RoutingDirectory(DataSource database) {
    this.database = database;
    open();
  }

  /**
   * Reads it for the first time.
   *
   * @throws RoutingException OP-1650 when it cannot be read: without it, cards of others would be
   *     refused as unknown ones of ours
   */
  @PostConstruct
  void open() {
    synchronized (reading) {
      try {
        read();
      } catch (SQLException | RuntimeException e) {
        throw new RoutingException(RoutingFault.UNREADABLE, "there is none to begin with", e);
      }
    }
  }

  @Override
  public Route route(Pan card, String kind, String merchantId, LocalDateTime at) {
    return table.route(card, kind, merchantId, at);
  }

  /** The same answer, with all that led to it; parameters as of {@link #route}. */
  public RouteExplanation explain(Pan card, String kind, String merchantId, LocalDateTime at) {
    return table.explain(card, kind, merchantId, at);
  }

  /** The latest change that is in force here. */
  public long version() {
    return version;
  }

  /** Looks for news and puts them in force. Throws nothing; what is known stays until then. */
  public void follow() {
    synchronized (reading) {
      try {
        if (read()) {
          LOG.log(Level.INFO, "OP-1651 routing has changed, version {0} is in force", version + "");
        }
        told = false;
      } catch (SQLException | RuntimeException e) {
        if (!told) {
          LOG.log(Level.WARNING, "OP-1650 routing cannot be read, to be tried again", e);
          told = true;
        }
      }
    }
  }

  private boolean read() throws SQLException {
    try (Connection connection = database.getConnection()) {
      RoutingTables tables = new RoutingTables(connection);
      RoutingTables.Stamp latest = tables.stamp();
      if (latest.equals(stamp)) {
        return false;
      }
      for (int i = 0; i < MAX_TRIES; i++) {
        RoutingPlan plan = tables.plan(latest.version());
        RoutingTables.Stamp after = tables.stamp();
        if (after.equals(latest)) {
          table = new RoutingTable(plan);
          version = plan.version();
          stamp = latest;
          return true;
        }
        latest = after;
      }
      throw new SQLException("routing changes while it is read");
    }
  }
}
