package org.openprepaid.standalone;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/**
 * Everything that stands beside the application server, in one process: secrets, key store,
 * database, broker, schema. An external database or broker by its setting takes the place of the
 * embedded one.
 */
@Command(
    name = "up",
    description = "Start database and broker, migrate, and stay until SIGTERM.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  private Console console;
  private RunDirectory directory;
  private Settings settings;
  private Secrets secrets;

  @Override
  public Integer call() throws InterruptedException {
    console = main.console();
    directory = main.runDirectory();
    settings = main.settings();
    secrets = Secrets.openOrCreate(directory);
    console.step("secrets in " + directory.secrets());
    Shutdown shutdown = Shutdown.onSignal(console);
    CompletableFuture<Void> broker = CompletableFuture.runAsync(() -> startBroker(shutdown));
    Optional<EmbeddedDatabase> database = startDatabase(shutdown);
    Migration migration = migration(database);
    int applied = migration.run();
    console.step("schema current, " + applied + " migrations applied");
    console.step(
        "local master key open, check value "
            + MasterKeyStore.openOrCreate(directory, settings, secrets));
    join(broker);
    keepPartitions(migration, shutdown);
    console.ready(ready(database));
    return supervise(database, shutdown);
  }

  private void startBroker(Shutdown shutdown) {
    Optional<String> external = settings.find(Settings.BROKER_URL);
    if (external.isPresent()) {
      console.step("broker is external: " + external.get());
      return;
    }
    Broker broker = shutdown.add("broker", Broker.start(directory, settings));
    console.step("broker on " + broker.url());
  }

  private Optional<EmbeddedDatabase> startDatabase(Shutdown shutdown) {
    Optional<String> external = settings.find(Settings.DATABASE_URL);
    if (external.isPresent()) {
      console.step("database is external");
      return Optional.empty();
    }
    DatabaseLaunch launch = DatabaseLaunch.of(directory, settings).withProgress(console::step);
    EmbeddedDatabase database = shutdown.addLast("database", EmbeddedDatabase.start(launch));
    console.step(launch.kind().label() + " on 127.0.0.1:" + database.port());
    return Optional.of(database);
  }

  private Migration migration(Optional<EmbeddedDatabase> database) {
    return database
        .map(embedded -> Migration.of(embedded.owner(), embedded.application(), console::step))
        .orElseGet(
            () ->
                Migration.of(
                    DatabaseAccess.owner(settings, secrets, 0),
                    DatabaseAccess.application(settings, secrets, 0),
                    console::step));
  }

  private static void join(CompletableFuture<Void> broker) {
    try {
      broker.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** A process that runs for months must not depend on being restarted to have partitions. */
  private void keepPartitions(Migration migration, Shutdown shutdown) {
    ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor();
    Future<?> keeping =
        daily.scheduleWithFixedDelay(() -> keepPartitions(migration), 1, 1, TimeUnit.DAYS);
    shutdown.add(
        "partition keeping",
        () -> {
          keeping.cancel(true);
          daily.shutdown();
        });
  }

  /** A failure is told and tried again the next day: the partitions reach three months ahead. */
  private void keepPartitions(Migration migration) {
    try {
      migration.keepPartitionsAhead(false);
    } catch (RuntimeException e) {
      console.step(e.getMessage());
    }
  }

  private String ready(Optional<EmbeddedDatabase> database) {
    return database.map(d -> "database 127.0.0.1:" + d.port()).orElse("database external")
        + (settings.find(Settings.BROKER_URL).isPresent() ? ", broker external" : ", broker");
  }

  private static int supervise(Optional<EmbeddedDatabase> database, Shutdown shutdown)
      throws InterruptedException {
    if (database.isEmpty()) {
      new CountDownLatch(1).await();
      return 0;
    }
    database.get().onExit().join();
    if (shutdown.isStopped()) {
      return 0;
    }
    throw database.get().whyEnded();
  }
}
