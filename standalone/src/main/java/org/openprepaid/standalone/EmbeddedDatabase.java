package org.openprepaid.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A real MariaDB or MySQL server as a child process on 127.0.0.1, with the schema {@code prepaid},
 * its owner and the application's user. Its data outlives a stop, a kill and the process that
 * started it; a server left over from a killed launcher is ended, in order, by the next start.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class.getName());

  /** Enough for the recovery of a full redo log. */
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);

  private static final long POLL_MS = 25;
  private static final String CONFIGURATION = "server.cnf";
  private static final String SCRIPT = "provisioning.sql";

  private final DatabaseLaunch launch;
  private final int port;
  private final Secrets secrets;
  private final StateLock lock;
  private final ServerProcess server;
  private final Thread guard;

  private EmbeddedDatabase(
      DatabaseLaunch launch, int port, Secrets secrets, StateLock lock, ServerProcess server) {
    this.launch = launch;
    this.port = port;
    this.secrets = secrets;
    this.lock = lock;
    this.server = server;
    this.guard = new Thread(server::stop, "database-guard");
  }

  /**
   * Starts the server and returns when it answers. The first start in a directory also makes the
   * data directory.
   *
   * @throws OperatorException OP-1901 port in use, OP-1902 no software, OP-1903 and OP-1908 it
   *     ended, OP-1904 the directory is in use, OP-1906 it did not answer in time
   */
  public static EmbeddedDatabase start(DatabaseLaunch launch) {
    Secrets secrets = Secrets.openOrCreate(launch.directory());
    Path home = launch.directory().database(launch.kind());
    StateLock lock = StateLock.take(home);
    try {
      if (ServerProcess.stopLeftover(home.resolve("server.pid"), configuration(home).toString())) {
        launch.progress().accept("stopped a database server left over from before");
      }
      int port =
          LoopbackPort.claim(
              launch.port(),
              "the database",
              "set PREPAID_DATABASE_PORT or " + Settings.DATABASE_PORT);
      EmbeddedDatabase database =
          new EmbeddedDatabase(launch, port, secrets, lock, run(launch, secrets, home, port));
      database.getReady(home);
      return database;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void getReady(Path home) {
    try {
      endWithThisProcess();
      awaitReady(home);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** From its first moment: a SIGTERM while it starts must not leave it behind. */
  private void endWithThisProcess() {
    try {
      Runtime.getRuntime().addShutdownHook(guard);
    } catch (IllegalStateException e) {
      throw new OperatorException(ErrorCode.SERVER_ENDED_AT_START, "this process is ending", e);
    }
  }

  private void release() {
    lock.close();
    try {
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (IllegalStateException e) {
      // the process is ending, and the guard has seen to it
      LOG.log(Level.FINE, "guard already at work", e);
    }
  }

  private static ServerProcess run(DatabaseLaunch launch, Secrets secrets, Path home, int port) {
    ServerSoftware software = launch.software();
    try {
      writeConfiguration(launch, software, home, port);
      if (!Files.isDirectory(home.resolve("data"))) {
        launch.progress().accept("making a new " + launch.kind().label() + " data directory");
        DataDirectory.initialise(software, configuration(home), home.resolve("data"));
      }
      Path script = home.resolve(SCRIPT);
      deleteScript(home);
      Files.createFile(
          script,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(script, Provisioning.script(software, secrets));
      ServerProcess server =
          ServerProcess.start(
              List.of(
                  software.binary().toString(),
                  "--defaults-file=" + configuration(home),
                  "--init-file=" + script),
              Optional.empty(),
              home.resolve("server.log"));
      Files.writeString(home.resolve("server.pid"), server.process().pid() + "\n");
      return server;
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.STATE_NOT_WRITABLE, home.toString(), e);
    }
  }

  private static Path configuration(Path home) {
    return home.resolve(CONFIGURATION);
  }

  private static void writeConfiguration(
      DatabaseLaunch launch, ServerSoftware software, Path home, int port) throws IOException {
    Path temporary = RunDirectory.create(home.resolve("tmp"));
    String text;
    try (InputStream in = EmbeddedDatabase.class.getResourceAsStream("database.cnf")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, Object> values =
        Map.of(
            "home", software.home(),
            "data", home.resolve("data"),
            "temporary", temporary,
            "port", port,
            "bufferPoolMib", launch.bufferPoolMib(),
            "redoLogMib", launch.redoLogMib());
    for (Map.Entry<String, Object> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
    }
    Files.writeString(configuration(home), text);
  }

  private void awaitReady(Path home) {
    DatabaseAccess owner = owner();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try {
      while (!answers(owner)) {
        if (server.process().waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
          throw server.whyEnded(ErrorCode.SERVER_ENDED_AT_START);
        }
        if (System.nanoTime() > deadline) {
          throw new OperatorException(
              ErrorCode.NOT_READY_IN_TIME, "database, log: " + home.resolve("server.log"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ErrorCode.SERVER_ENDED_AT_START, "interrupted", e);
    } finally {
      deleteScript(home);
    }
  }

  /** It holds passwords. */
  private static void deleteScript(Path home) {
    try {
      Files.deleteIfExists(home.resolve(SCRIPT));
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.STATE_NOT_WRITABLE, home.toString(), e);
    }
  }

  private static boolean answers(DatabaseAccess access) {
    try (Connection connection = access.connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** As the owner of the schema. */
  public DatabaseAccess owner() {
    return new DatabaseAccess(
        DatabaseAccess.embeddedUrl(port),
        DatabaseAccess.OWNER,
        secrets.get(Secrets.Key.DATABASE_OWNER_PASSWORD));
  }

  /** As the application; its privileges come with the migration. */
  public DatabaseAccess application() {
    return new DatabaseAccess(
        DatabaseAccess.embeddedUrl(port),
        DatabaseAccess.APPLICATION,
        secrets.get(Secrets.Key.DATABASE_PASSWORD));
  }

  /** The port in use, on 127.0.0.1. */
  public int port() {
    return port;
  }

  public long pid() {
    return server.process().pid();
  }

  public boolean isAlive() {
    return server.process().isAlive();
  }

  /** Completes when the server ends, whoever ended it. */
  public CompletableFuture<Integer> onExit() {
    return server.process().onExit().thenApply(Process::exitValue);
  }

  /** How to start it again where it was: same directory, same port. */
  public DatabaseLaunch again() {
    return launch.withPort(port);
  }

  /** Why it ended by itself, as an error to throw. */
  OperatorException whyEnded() {
    return server.whyEnded(ErrorCode.SERVER_DIED);
  }

  /** Ends it as a power cut would, for tests of recovery. Returns when it is gone. */
  public void kill() {
    server.process().destroyForcibly();
    server.process().onExit().join();
    release();
  }

  /** Ends it in order. */
  @Override
  public void close() {
    server.stop();
    release();
  }
}
