package org.openprepaid.routing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.openprepaid.key.MacAlgorithm;

/** The rows of a routing plan, on a connection whose transaction is the caller's. */
final class RoutingTables {
  private static final int TIMEOUT_SECONDS = 10;

  private final Connection connection;

  RoutingTables(Connection connection) {
    this.connection = connection;
  }

  /**
   * What tells one plan from another without reading it.
   *
   * @param version the latest change
   * @param products how many card products there are, each with a BIN
   * @param newestProduct the id of the latest
   */
  record Stamp(long version, long products, long newestProduct) {}

  Stamp stamp() throws SQLException {
    return select(
            "SELECT version, (SELECT COUNT(*) FROM card_product),"
                + " (SELECT COALESCE(MAX(id), 0) FROM card_product)"
                + " FROM routing_version WHERE id = 1",
            row -> new Stamp(row.getLong(1), row.getLong(2), row.getLong(3)))
        .get(0);
  }

  /** The number of the latest change; nobody makes another until the transaction ends. */
  long lockVersion() throws SQLException {
    return select(
            "SELECT version FROM routing_version WHERE id = 1 FOR UPDATE", row -> row.getLong(1))
        .get(0);
  }

  void moveVersion(long version) throws SQLException {
    update("UPDATE routing_version SET version = ? WHERE id = 1", version);
  }

  RoutingPlan plan(long version) throws SQLException {
    List<RoutingEntry> entries = new ArrayList<>();
    entries.addAll(hosts());
    entries.addAll(issuers());
    entries.addAll(ranges());
    entries.addAll(routes());
    entries.addAll(marks());
    List<CardRange> bins =
        select(
            "SELECT bin, pan_length FROM card_product ORDER BY bin",
            row -> CardRange.of(row.getString(1) + ":" + row.getInt(2), CardRange.OURS));
    return new RoutingPlan(version, entries, bins);
  }

  private List<UpstreamAddress> hosts() throws SQLException {
    return select(
        "SELECT name, title, institution, mac_algorithm FROM upstream_host ORDER BY name",
        row ->
            new UpstreamAddress(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                MacAlgorithm.valueOf(row.getString(4))));
  }

  private List<CardIssuer> issuers() throws SQLException {
    return select(
        "SELECT code, name, on_us FROM card_issuer ORDER BY code",
        row -> new CardIssuer(row.getString(1), row.getString(2), row.getBoolean(3)));
  }

  private List<CardRange> ranges() throws SQLException {
    return select(
        "SELECT low_digits, high_digits, pan_length, issuer FROM card_range"
            + " ORDER BY low_digits, high_digits, pan_length",
        row -> new CardRange(row.getString(1), row.getString(2), row.getInt(3), row.getString(4)));
  }

  private List<IssuerRoute> routes() throws SQLException {
    return select(
        "SELECT id, issuer, kinds, merchant_id, from_time, to_time, valid_from, valid_to, host,"
            + " alternative, route_rank FROM route ORDER BY issuer, id",
        RoutingTables::route);
  }

  private static IssuerRoute route(ResultSet row) throws SQLException {
    LocalTime from = row.getObject("from_time", LocalTime.class);
    RouteConditions conditions =
        new RouteConditions(
            IssuerRoute.kinds(row.getString("kinds")),
            row.getString("merchant_id"),
            from == null ? null : new DailyWindow(from, row.getObject("to_time", LocalTime.class)),
            row.getObject("valid_from", LocalDate.class),
            row.getObject("valid_to", LocalDate.class));
    return new IssuerRoute(
        row.getLong("id"),
        row.getString("issuer"),
        conditions,
        row.getString("host"),
        row.getString("alternative"),
        row.getInt("route_rank"));
  }

  private List<OutOfServiceMark> marks() throws SQLException {
    return select(
        "SELECT host, since, marked_by, reason, until_local FROM host_out_of_service ORDER BY host",
        row ->
            new OutOfServiceMark(
                row.getString(1),
                row.getObject(2, LocalDateTime.class),
                row.getString(3),
                row.getString(4),
                row.getObject(5, LocalDateTime.class)));
  }

  boolean isMerchant(String merchantId) throws SQLException {
    return !select(
            "SELECT id FROM merchant WHERE merchant_id = ?", row -> row.getLong(1), merchantId)
        .isEmpty();
  }

  void insert(RoutingEntry entry) throws SQLException {
    if (entry instanceof CardIssuer issuer) {
      update(
          "INSERT INTO card_issuer (code, name, on_us) VALUES (?, ?, ?)",
          issuer.code(),
          issuer.name(),
          issuer.onUs());
    } else if (entry instanceof CardRange range) {
      update(
          "INSERT INTO card_range (low_digits, high_digits, pan_length, issuer)"
              + " VALUES (?, ?, ?, ?)",
          range.low(),
          range.high(),
          range.panLength(),
          range.issuer());
    } else if (entry instanceof IssuerRoute route) {
      insertRoute(route);
    } else if (entry instanceof OutOfServiceMark mark) {
      update(
          "INSERT INTO host_out_of_service (host, since, marked_by, reason, until_local)"
              + " VALUES (?, ?, ?, ?, ?)",
          mark.host(),
          mark.since(),
          mark.by(),
          mark.reason(),
          mark.until());
    }
  }

  private void insertRoute(IssuerRoute route) throws SQLException {
    RouteConditions conditions = route.conditions();
    DailyWindow window = conditions.window();
    update(
        "INSERT INTO route (id, issuer, kinds, merchant_id, from_time, to_time, valid_from,"
            + " valid_to, host, alternative, route_rank) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        route.id(),
        route.issuer(),
        conditions.kindsText(),
        conditions.merchantId(),
        window == null ? null : window.from(),
        window == null ? null : window.to(),
        conditions.validFrom(),
        conditions.validTo(),
        route.host(),
        route.alternative(),
        route.rank());
  }

  /** A host, with the account of what we and it owe each other. */
  void insertHost(UpstreamAddress host, long id, long accountId, LocalDateTime now)
      throws SQLException {
    update(
        "INSERT INTO ledger_account (id, type, owner_id, currency, created_at)"
            + " VALUES (?, 'UPSTREAM_SETTLEMENT', ?, 'CNY', ?)",
        accountId,
        id,
        now);
    update(
        "INSERT INTO upstream_host (id, name, title, settlement_account_id, institution,"
            + " mac_algorithm, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        host.name(),
        host.title(),
        accountId,
        host.institution(),
        host.macAlgorithm().name(),
        now);
  }

  void delete(RoutingEntry entry) throws SQLException {
    if (entry instanceof CardRange range) {
      update(
          "DELETE FROM card_range WHERE low_digits = ? AND high_digits = ? AND pan_length = ?",
          range.low(),
          range.high(),
          range.panLength());
    } else if (entry instanceof IssuerRoute route) {
      update("DELETE FROM route WHERE id = ?", route.id());
    } else if (entry instanceof CardIssuer issuer) {
      update("DELETE FROM card_issuer WHERE code = ?", issuer.code());
    } else if (entry instanceof OutOfServiceMark mark) {
      update("DELETE FROM host_out_of_service WHERE host = ?", mark.host());
    }
  }

  void insert(RoutingChange change) throws SQLException {
    update(
        "INSERT INTO routing_change (sequence, changed_at, operator, what, before_text,"
            + " after_text, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        change.sequence(),
        change.changedAt(),
        change.operator(),
        change.what(),
        change.before(),
        change.after(),
        change.undoes());
  }

  /** The changes before this one, the latest first. */
  List<RoutingChange> changes(long before, int limit) throws SQLException {
    return select(
        "SELECT sequence, changed_at, operator, what, before_text, after_text, undoes"
            + " FROM routing_change WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
        row ->
            new RoutingChange(
                row.getLong(1),
                row.getObject(2, LocalDateTime.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7)),
        before,
        limit);
  }

  /** Makes something of a row. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> select(String sql, Reading<T> reading, Object... parameters)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement select = prepared(sql, parameters);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(reading.of(row));
      }
    }
    return found;
  }

  private void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement update = prepared(sql, parameters)) {
      update.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
