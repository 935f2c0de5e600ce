package org.openprepaid.system.instance;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One instance of the platform: application server, database, broker. It is started and stopped by
 * {@code ./prepaid}, as anybody would, and killed by process id, as no one should.
 */
public final class Instance implements AutoCloseable {
  private static final AtomicInteger UPSTREAMS = new AtomicInteger();

  private final Path runDirectory;
  private final Ports ports;
  private final PrepaidCommand prepaid;

  private Instance(Path root, Path runDirectory, Ports ports, Map<String, String> settings) {
    this.runDirectory = runDirectory;
    this.ports = ports;
    Map<String, String> environment = new HashMap<>(ports.environment());
    environment.put("PREPAID_RUN_DIR", runDirectory.toString());
    environment.putAll(settings);
    this.prepaid = new PrepaidCommand(root, environment);
  }

  /**
   * A new one with nothing in it; what an earlier one left in this directory is deleted. Not
   * started yet.
   *
   * @param root the checkout
   * @param settings environment variables, {@code OPENPREPAID_…} and {@code PREPAID_…}
   */
  public static Instance fresh(Path root, Path runDirectory, Map<String, String> settings) {
    Path directory = runDirectory.toAbsolutePath().normalize();
    Map<String, String> all = new HashMap<>();
    // unpacked once for all instances of this checkout
    all.put("OPENPREPAID_DATABASE_CACHE", root.resolve("standalone/target/database-cache") + "");
    all.putAll(settings);
    Instance instance = new Instance(root, directory, Ports.free(), all);
    if (Files.exists(directory)) {
      instance.reset();
    }
    BuildMark.set(root);
    return instance;
  }

  /** One that somebody else started. */
  public static Instance running(Path root, Path runDirectory, Ports ports) {
    return new Instance(root, runDirectory.toAbsolutePath().normalize(), ports, Map.of());
  }

  /**
   * Starts what does not run, and returns when all is ready.
   *
   * @throws InstanceException with what {@code ./prepaid run} printed, when it failed
   */
  public void run() {
    require(call("run"), "run");
  }

  public void stop() {
    require(call("stop"), "stop");
  }

  private void reset() {
    require(call("reset", "--yes"), "reset");
  }

  /** True when {@code ./prepaid status} finds it ready. */
  public boolean isReady() {
    return call("status").status() == 0;
  }

  /** What {@code ./prepaid ledger check} printed. */
  public LedgerCheck checkLedger() {
    PrepaidCommand.Result result = call("ledger", "check");
    return new LedgerCheck(result.status(), result.output());
  }

  /**
   * The ledger's proof.
   *
   * @param status 0 when nothing breaks a rule
   * @param report as printed
   */
  public record LedgerCheck(int status, String report) {
    public boolean isClean() {
      return status == 0;
    }
  }

  public Ports ports() {
    return ports;
  }

  /** Where all its state is. */
  public Path directory() {
    return runDirectory;
  }

  /** Where the sample institution describes itself. */
  public Path sample() {
    return runDirectory.resolve("sample.json");
  }

  /**
   * Starts the host that holds the cards of others, where this instance looks for it.
   *
   * @param options of {@code ./prepaid upstream}
   */
  public UpstreamProcess startUpstream(String... options) {
    List<String> arguments = new ArrayList<>(List.of("upstream", "--control-port", "0"));
    arguments.addAll(List.of(options));
    Path log = runDirectory.resolve("logs/upstream-" + UPSTREAMS.incrementAndGet() + ".log");
    Process process = prepaid.start(log, arguments.toArray(String[]::new));
    return UpstreamProcess.ready(process, log, runDirectory.resolve("upstream-journal.jsonl"));
  }

  /** The application server's process. */
  public ProcessHandle server() {
    return process(runDirectory.resolve("domains/prepaid/config/pid"));
  }

  /** The database server's process. */
  public ProcessHandle database() {
    return Stream.of("mariadb", "mysql")
        .map(kind -> runDirectory.resolve("database").resolve(kind).resolve("server.pid"))
        .filter(Files::exists)
        .findFirst()
        .map(Instance::process)
        .orElseThrow(() -> new InstanceException("no database server in " + runDirectory));
  }

  /** The process that holds the broker and started the database. */
  public ProcessHandle companions() {
    return process(runDirectory.resolve("companions.pid"));
  }

  /** Every log that the instance wrote. */
  public List<Path> logs() {
    try (Stream<Path> files = Files.walk(runDirectory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().matches(".*\\.log(\\..*|_.*)?"))
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection as the owner of the schema, who may do what the application may not. */
  public Connection connectAsOwner(String options) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", "prepaid_owner");
    login.setProperty("password", secret("database.owner.password"));
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:"
            + ports.database()
            + "/prepaid?sslMode=DISABLED&allowPublicKeyRetrieval=true"
            + (options.isEmpty() ? "" : "&" + options),
        login);
  }

  /** A generated password of the instance. */
  public String secret(String name) {
    Properties secrets = new Properties();
    try (Reader reader =
        Files.newBufferedReader(
            runDirectory.resolve("secrets.properties"), StandardCharsets.UTF_8)) {
      secrets.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return secrets.getProperty(name);
  }

  /** Stops it; what it stored stays, for who wants to look. */
  @Override
  public void close() {
    if (Files.exists(runDirectory)) {
      stop();
    }
  }

  private PrepaidCommand.Result call(String... arguments) {
    Path log =
        runDirectory.resolveSibling(runDirectory.getFileName() + "-" + arguments[0] + ".out");
    return prepaid.call(log, arguments);
  }

  private static void require(PrepaidCommand.Result result, String what) {
    if (result.status() != 0) {
      throw new InstanceException("./prepaid " + what + " failed:\n" + result.output());
    }
  }

  private static ProcessHandle process(Path pidFile) {
    try {
      long pid = Long.parseLong(Files.readString(pidFile).trim());
      return ProcessHandle.of(pid)
          .orElseThrow(() -> new InstanceException("no process " + pid + " of " + pidFile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
