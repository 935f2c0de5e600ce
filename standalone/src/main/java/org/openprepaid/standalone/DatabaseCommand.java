package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The embedded database alone. */
@Command(name = "database", description = "The embedded database server.")
final class DatabaseCommand extends CommandGroup {
  private static final long POLL_MS = 100;

  @ParentCommand private Main main;

  @Command(
      name = "run",
      description = "Start it and stay until SIGTERM; prints a line READY when it answers.",
      mixinStandardHelpOptions = true)
  int run(
      @Option(names = "--port", description = "On 127.0.0.1 (PREPAID_DATABASE_PORT, 3307).")
          Integer port,
      @Option(names = "--kind", description = "mariadb or mysql.") DatabaseKind kind) {
    Console console = main.console();
    DatabaseLaunch launch =
        DatabaseLaunch.of(main.runDirectory(), main.settings()).withProgress(console::step);
    launch = port == null ? launch : launch.withPort(port);
    launch = kind == null ? launch : launch.withKind(kind);
    Shutdown shutdown = Shutdown.onSignal(console);
    EmbeddedDatabase database = shutdown.add("database", EmbeddedDatabase.start(launch));
    console.ready(
        "database "
            + launch.kind().label()
            + " "
            + ServerSoftware.version(launch.kind())
            + " on 127.0.0.1:"
            + database.port());
    database.onExit().join();
    if (shutdown.isStopped()) {
      return 0;
    }
    throw database.whyEnded();
  }

  @Command(
      name = "wait",
      description = "Wait until the database, embedded or external, lets its owner in.",
      mixinStandardHelpOptions = true)
  int await(
      @Option(
              names = "--timeout",
              defaultValue = "60",
              paramLabel = "SECONDS",
              description = "Give up after (${DEFAULT-VALUE}).")
          int seconds)
      throws InterruptedException {
    Settings settings = main.settings();
    DatabaseAccess owner =
        DatabaseAccess.owner(
            settings,
            Secrets.openOrCreate(main.runDirectory()),
            settings.port(Settings.DATABASE_PORT, DatabaseLaunch.DEFAULT_PORT));
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (true) {
      try (Connection connection = owner.connect()) {
        main.console().ready("database " + connection.getMetaData().getDatabaseProductVersion());
        return 0;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw new OperatorException(ErrorCode.DATABASE_UNREACHABLE, owner.toString(), e);
        }
      }
      Thread.sleep(POLL_MS);
    }
  }
}
