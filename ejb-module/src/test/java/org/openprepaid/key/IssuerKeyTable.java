package org.openprepaid.key;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The table {@code issuer_key} in memory, behind as much of JDBC as the store uses: enough to try
 * duplicates and failures without a server. The SQL itself is tried on the real servers by the
 * in-container tests.
 */
final class IssuerKeyTable {
  private final Map<String, Map<String, Object>> rows = new TreeMap<>();
  private SQLException failure;
  private int openConnections;

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          if (failure != null) {
            throw failure;
          }
          openConnections++;
          return connection();
        });
  }

  void failWith(SQLException wanted) {
    failure = wanted;
  }

  void put(String name, int version, String keyBlock, String kcv) {
    rows.put(
        name + version,
        Map.of("name", name, "version", version, "key_block", keyBlock, "kcv", kcv));
  }

  int rows() {
    return rows.size();
  }

  int openConnections() {
    return openConnections;
  }

  private Connection connection() {
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "prepareStatement" -> statement();
              case "close" -> {
                openConnections--;
                yield null;
              }
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private PreparedStatement statement() {
    Object[] parameters = new Object[6];
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "setString", "setInt", "setObject" -> {
                parameters[(int) arguments[0]] = arguments[1];
                yield null;
              }
              case "executeUpdate" -> insert(parameters);
              case "executeQuery" -> result();
              case "close" -> null;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private int insert(Object[] p) throws SQLException {
    if (rows.containsKey("" + p[1] + p[2])) {
      throw new SQLIntegrityConstraintViolationException("Duplicate entry", "23000", 1062);
    }
    if (!(p[5] instanceof LocalDateTime)) {
      throw new SQLException("created_at is no date and time", "22007");
    }
    put((String) p[1], (int) p[2], (String) p[3], (String) p[4]);
    return 1;
  }

  private ResultSet result() {
    Iterator<Map<String, Object>> remaining = rows.values().iterator();
    Map<String, Object> row = new TreeMap<>();
    return proxy(
        ResultSet.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "next" -> {
                boolean more = remaining.hasNext();
                if (more) {
                  row.putAll(remaining.next());
                }
                yield more;
              }
              case "getString", "getInt" -> row.get((String) arguments[0]);
              case "close" -> null;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            IssuerKeyTable.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
