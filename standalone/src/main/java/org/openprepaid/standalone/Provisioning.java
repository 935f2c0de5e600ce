package org.openprepaid.standalone;

import java.util.ArrayList;
import java.util.List;

/**
 * What an embedded server runs before it lets anyone in: the schema, the two users, no other door.
 * It runs at every start, so that the passwords in the server are those of the secrets file.
 */
final class Provisioning {
  private static final String OWNER = account(DatabaseAccess.OWNER);
  private static final String APPLICATION = account(DatabaseAccess.APPLICATION);

  private Provisioning() {}

  /** The script, one statement a line. It holds passwords. */
  static String script(ServerSoftware software, Secrets secrets) {
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE DATABASE IF NOT EXISTS "
            + DatabaseAccess.SCHEMA
            + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    sql.addAll(software.closeDoors());
    sql.add(password("'root'@'localhost'", secrets.get(Secrets.Key.DATABASE_ROOT_PASSWORD)));
    sql.add("CREATE USER IF NOT EXISTS " + OWNER);
    sql.add(password(OWNER, secrets.get(Secrets.Key.DATABASE_OWNER_PASSWORD)));
    sql.add(
        "GRANT ALL PRIVILEGES ON "
            + DatabaseAccess.SCHEMA
            + ".* TO "
            + OWNER
            + " WITH GRANT OPTION");
    sql.add("CREATE USER IF NOT EXISTS " + APPLICATION);
    sql.add(password(APPLICATION, secrets.get(Secrets.Key.DATABASE_PASSWORD)));
    return String.join(";\n", sql) + ";\n";
  }

  /** Names are not resolved, so the host of an account is an address: loopback. */
  private static String account(String user) {
    return "'" + user + "'@'127.0.0.1'";
  }

  private static String password(String account, String password) {
    String quoted = password.replace("\\", "\\\\").replace("'", "''");
    return "ALTER USER " + account + " IDENTIFIED BY '" + quoted + "'";
  }
}
