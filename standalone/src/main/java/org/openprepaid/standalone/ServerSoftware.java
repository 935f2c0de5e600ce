package org.openprepaid.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A database server as installed on this machine: its programs, and what differs between kinds. */
sealed interface ServerSoftware permits MariaDbSoftware, MySqlSoftware {

  /** The directory with {@code bin} and {@code share}. */
  Path home();

  /** The server program. */
  Path binary();

  /** Options that make the program write a fresh data directory and end. */
  List<String> initialiseOptions();

  /** The SQL that initialising reads from its standard input, in this order; none for MySQL. */
  List<Path> initialiseScripts();

  /** SQL that takes away what initialising leaves open, one statement each. */
  List<String> closeDoors();

  /** The version in the build, as printed. */
  static String version(DatabaseKind kind) {
    return built(kind.label());
  }

  /** A value of {@code software.properties}, which the build fills in. */
  static String built(String name) {
    Properties versions = new Properties();
    try (InputStream in = ServerSoftware.class.getResourceAsStream("software.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.UNEXPECTED, "software.properties", e);
    }
    return versions.getProperty(name);
  }
}
