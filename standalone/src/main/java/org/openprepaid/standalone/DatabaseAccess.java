package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is and as whom to enter it.
 *
 * @param url a Connector/J address with the schema in its path
 */
public record DatabaseAccess(String url, String user, String password) {
  /** The schema of the product. */
  public static final String SCHEMA = "prepaid";

  static final String OWNER = "prepaid_owner";
  static final String APPLICATION = "prepaid";

  private static final Pattern ADDRESS = Pattern.compile("(jdbc:mysql:[^/]*//[^/]+/)([^?]*)(.*)");
  private static final String CONNECT_TIMEOUT_MS = "5000";

  /** The owner of the schema, who migrates it, by settings and otherwise as embedded. */
  public static DatabaseAccess owner(Settings settings, Secrets secrets, int embeddedPort) {
    return new DatabaseAccess(
        settings.get(Settings.DATABASE_URL, embeddedUrl(embeddedPort)),
        settings.get(Settings.DATABASE_OWNER, OWNER),
        settings.get(
            Settings.DATABASE_OWNER_PASSWORD, secrets.get(Secrets.Key.DATABASE_OWNER_PASSWORD)));
  }

  /** The application's user, who may not change what the ledger has recorded. */
  public static DatabaseAccess application(Settings settings, Secrets secrets, int embeddedPort) {
    return new DatabaseAccess(
        settings.get(Settings.DATABASE_URL, embeddedUrl(embeddedPort)),
        settings.get(Settings.DATABASE_USER, APPLICATION),
        settings.get(Settings.DATABASE_PASSWORD, secrets.get(Secrets.Key.DATABASE_PASSWORD)));
  }

  /** No TLS: the embedded server listens on loopback only and has no certificate of use. */
  static String embeddedUrl(int port) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/"
        + SCHEMA
        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
  }

  /** A new connection; the caller closes it. */
  public Connection connect() throws SQLException {
    return open(url);
  }

  /** A connection to no schema: works for a user who has no privilege in it yet. */
  Connection connectToServer() throws SQLException {
    Matcher address = ADDRESS.matcher(url);
    if (!address.matches()) {
      throw new OperatorException(
          ErrorCode.SETTING_INVALID,
          Settings.DATABASE_URL + " = " + url + ", wanted is jdbc:mysql://host:port/schema");
    }
    return open(address.group(1) + address.group(3));
  }

  private Connection open(String address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (!address.contains("connectTimeout=")) {
      properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MS);
    }
    return DriverManager.getConnection(address, properties);
  }

  @Override
  public String toString() {
    return user + " at " + url.replaceAll("\\?.*", "");
  }
}
