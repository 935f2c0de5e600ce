package org.openprepaid.standalone;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an embedded database is to be started.
 *
 * @param directory holds the data, the log and the secrets
 * @param port on 127.0.0.1; 0 takes any free one
 * @param cache where server software is unpacked once; may be shared by many state directories
 * @param mysqlHome an unpacked MySQL, when not the one that the build fetched
 * @param bufferPoolMib memory for pages, in MiB
 * @param redoLogMib disk for the redo log, in MiB; written in full at the first start
 * @param progress gets one line for each thing that takes time
 */
public record DatabaseLaunch(
    RunDirectory directory,
    DatabaseKind kind,
    int port,
    Path cache,
    Optional<Path> mysqlHome,
    int bufferPoolMib,
    int redoLogMib,
    Consumer<String> progress) {
  static final int DEFAULT_PORT = 3307;

  private static final int DEFAULT_BUFFER_POOL_MIB = 512;
  private static final int DEFAULT_REDO_LOG_MIB = 512;
  private static final int TEST_MIB = 64;
  private static final int LEAST_MIB = 16;
  private static final int MOST_MIB = 65_536;

  /** By the settings, on the port for operations. */
  public static DatabaseLaunch of(RunDirectory directory, Settings settings) {
    return new DatabaseLaunch(
        directory,
        DatabaseKind.of(settings.get(Settings.DATABASE_KIND, DatabaseKind.MARIADB.label())),
        settings.port(Settings.DATABASE_PORT, DEFAULT_PORT),
        settings.find(Settings.DATABASE_CACHE).map(Path::of).orElse(directory.cache()),
        settings.find(Settings.DATABASE_MYSQL_HOME).map(Path::of),
        settings.number(
            Settings.DATABASE_BUFFER_POOL, DEFAULT_BUFFER_POOL_MIB, LEAST_MIB, MOST_MIB),
        settings.number(Settings.DATABASE_REDO_LOG, DEFAULT_REDO_LOG_MIB, LEAST_MIB, MOST_MIB),
        line -> {});
  }

  /** For tests: by the settings, but small and on any free port. */
  public static DatabaseLaunch forTest(Path directory) {
    RunDirectory run = new RunDirectory(directory);
    return of(run, Settings.of(run)).withPort(0).withSizes(TEST_MIB, TEST_MIB);
  }

  public DatabaseLaunch withKind(DatabaseKind changed) {
    return new DatabaseLaunch(
        directory, changed, port, cache, mysqlHome, bufferPoolMib, redoLogMib, progress);
  }

  public DatabaseLaunch withPort(int changed) {
    return new DatabaseLaunch(
        directory, kind, changed, cache, mysqlHome, bufferPoolMib, redoLogMib, progress);
  }

  public DatabaseLaunch withCache(Path changed) {
    return new DatabaseLaunch(
        directory, kind, port, changed, mysqlHome, bufferPoolMib, redoLogMib, progress);
  }

  public DatabaseLaunch withSizes(int bufferPool, int redoLog) {
    return new DatabaseLaunch(
        directory, kind, port, cache, mysqlHome, bufferPool, redoLog, progress);
  }

  public DatabaseLaunch withProgress(Consumer<String> changed) {
    return new DatabaseLaunch(
        directory, kind, port, cache, mysqlHome, bufferPoolMib, redoLogMib, changed);
  }

  ServerSoftware software() {
    return switch (kind) {
      case MARIADB -> MariaDbSoftware.unpacked(cache);
      case MYSQL -> MySqlSoftware.find(mysqlHome);
    };
  }
}
