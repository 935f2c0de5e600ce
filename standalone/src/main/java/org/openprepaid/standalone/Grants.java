package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The application's privileges, table by table: it may work with every table, but what the ledger
 * and the audit trail have recorded it can only read and add to, and what was asked of other hosts
 * or is owed to them it cannot delete.
 */
final class Grants {
  private static final Set<String> ALL = Set.of("SELECT", "INSERT", "UPDATE", "DELETE");
  private static final Set<String> KEEP = Set.of("SELECT", "INSERT", "UPDATE");
  private static final Set<String> ADD_ONLY = Set.of("SELECT", "INSERT");
  private static final Set<String> READ_ONLY = Set.of("SELECT");

  private static final Map<String, Set<String>> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("journal_entry", ADD_ONLY),
          Map.entry("posting", ADD_ONLY),
          Map.entry("audit_event", ADD_ONLY),
          Map.entry("key_event", ADD_ONLY),
          Map.entry("routing_change", ADD_ONLY),
          Map.entry("upstream_host", KEEP),
          Map.entry("upstream_exchange", KEEP),
          Map.entry("upstream_debt", KEEP),
          Map.entry("upstream_stray", ADD_ONLY),
          Map.entry(Migration.HISTORY_TABLE, READ_ONLY));

  private Grants() {}

  /** The privileges that the application has on a table. */
  static Set<String> wanted(String table) {
    return EXCEPTIONS.getOrDefault(table.toLowerCase(Locale.ROOT), ALL);
  }

  /**
   * Gives what is missing and takes what is too much; no statement when all is as wanted.
   *
   * @throws OperatorException OP-1921 when the owner may not
   */
  static void toApplication(
      DatabaseAccess owner, DatabaseAccess application, Consumer<String> progress) {
    try (Connection ownerConnection = owner.connect();
        Connection applicationConnection = application.connectToServer()) {
      String account = account(applicationConnection);
      String schema = ownerConnection.getCatalog();
      Map<String, Set<String>> present = present(applicationConnection, schema);
      int changed = 0;
      for (String table : tables(ownerConnection, schema)) {
        Set<String> has = present.getOrDefault(table, Set.of());
        changed += change(ownerConnection, "GRANT", minus(wanted(table), has), table, account);
        changed += change(ownerConnection, "REVOKE", minus(has, wanted(table)), table, account);
      }
      if (changed > 0) {
        progress.accept("privileges of " + application.user() + " set, " + changed + " changes");
      }
    } catch (SQLException e) {
      throw new OperatorException(ErrorCode.GRANT_FAILED, e.getMessage(), e);
    }
  }

  /** As the server knows the user: {@code 'prepaid'@'127.0.0.1'}. */
  private static String account(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_USER()")) {
      row.next();
      String account = row.getString(1);
      int at = account.lastIndexOf('@');
      return quote(account.substring(0, at)) + "@" + quote(account.substring(at + 1));
    }
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static Set<String> tables(Connection connection, String schema) throws SQLException {
    String sql =
        "SELECT table_name FROM information_schema.tables"
            + " WHERE table_schema = ? AND table_type = 'BASE TABLE'";
    Set<String> tables = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
    }
    return tables;
  }

  /** A user sees its own rows of this view and no others, on both kinds of server. */
  private static Map<String, Set<String>> present(Connection application, String schema)
      throws SQLException {
    String sql =
        "SELECT table_name, privilege_type FROM information_schema.table_privileges"
            + " WHERE table_schema = ?";
    Map<String, Set<String>> present = new TreeMap<>();
    try (PreparedStatement statement = application.prepareStatement(sql)) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          present.computeIfAbsent(rows.getString(1), t -> new TreeSet<>()).add(rows.getString(2));
        }
      }
    }
    return present;
  }

  private static Set<String> minus(Set<String> from, Set<String> taken) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(taken);
    return rest;
  }

  private static int change(
      Connection owner, String verb, Set<String> privileges, String table, String account)
      throws SQLException {
    if (privileges.isEmpty()) {
      return 0;
    }
    String sql =
        verb
            + " "
            + String.join(", ", privileges)
            + " ON `"
            + table.replace("`", "``")
            + "` "
            + (verb.equals("GRANT") ? "TO " : "FROM ")
            + account;
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
    return 1;
  }
}
