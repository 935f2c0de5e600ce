package org.openprepaid.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The schema migration alone, for an embedded database that runs or for an external one. */
@Command(
    name = "migrate",
    description = "Bring the schema to this version, set privileges, keep partitions ahead.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Runnable {
  @ParentCommand private Main main;

  @Option(names = "--repair", description = "First forget failed attempts that were undone.")
  private boolean repair;

  @Option(
      names = "--split-last-partition",
      description = "Make missing months even when rows have to be moved; locks the tables.")
  private boolean splitRows;

  @Override
  public void run() {
    Console console = main.console();
    Settings settings = main.settings();
    Secrets secrets = Secrets.openOrCreate(main.runDirectory());
    int port = settings.port(Settings.DATABASE_PORT, DatabaseLaunch.DEFAULT_PORT);
    Migration migration =
        Migration.of(
            DatabaseAccess.owner(settings, secrets, port),
            DatabaseAccess.application(settings, secrets, port),
            console::step);
    if (repair) {
      migration.repair();
    }
    int applied = migration.run();
    if (splitRows) {
      migration.keepPartitionsAhead(true);
    }
    console.step("schema current, " + applied + " migrations applied");
  }
}
