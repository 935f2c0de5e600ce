package org.openprepaid.system.bench;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openprepaid.softpos.sample.SampleInstitution;
import org.openprepaid.system.instance.Instance;
import org.openprepaid.system.instance.InstanceException;
import org.openprepaid.system.instance.Ports;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures the platform between two marks on the same database server with the same durable
 * settings, in turns, so that what else the machine does harms all alike: read the ratios.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures purchases: floor (plain JDBC, 16 threads, one transaction each), ceiling (the same"
          + " rows, 32 a commit, 2 threads), and the system itself: ISO 8583 with MAC and PIN over"
          + " sockets.",
      "Client, server and database share this machine's processors.",
      "With --crypto: the security module by itself. With --upstream: cards of others, whose host"
          + " is simulated on the same machine, too."
    })
public final class Bench implements Callable<Integer> {
  /** Half of them have a PIN; with 1,000.00 each, they do not run dry by purchases of 0.01. */
  private static final int CARDS = 2_000;

  private static final int MAX_CONNECTIONS = 4_000;

  /** The plain programs are small and warm within seconds; the server wants the time. */
  private static final Duration REFERENCE_WARM_UP = Duration.ofSeconds(5);

  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 60;

  /** Cryptography is warm sooner, and there is much of it. */
  private static final int CRYPTO_SECONDS = 2;

  private static final int CRYPTO_WARM_UP_SECONDS = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--crypto",
      description =
          "Instead: what the security module needs for a purchase and for everything else it"
              + " does, each by itself.")
  private boolean crypto;

  @Option(
      names = "--upstream",
      description =
          "Instead: what a routed purchase costs over its host's own time, 500 in flight on one"
              + " link, our own cards beside a host that is dead, and how what is owed drains.")
  private boolean upstream;

  @Option(
      names = "--owed",
      defaultValue = "100000",
      paramLabel = "N",
      description = "With --upstream: so many reversals are owed (${DEFAULT-VALUE}); 0: none.")
  private int owed;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "Length of one measured stretch ("
              + SECONDS
              + ", of cryptography "
              + CRYPTO_SECONDS
              + ").")
  private Integer givenSeconds;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "How often each is measured (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "Purchases before the first measurement ("
              + WARM_UP_SECONDS
              + "); with --crypto before each ("
              + CRYPTO_WARM_UP_SECONDS
              + ").")
  private Integer givenWarmUpSeconds;

  @Option(
      names = "--connections",
      defaultValue = "16,64,256",
      split = ",",
      paramLabel = "N",
      description = "Terminals that buy at once (${DEFAULT-VALUE}); at most 4000 in all.")
  private List<Integer> connections;

  @Option(
      names = "--idle-terminals",
      defaultValue = "0",
      paramLabel = "N",
      description = "Instead: what so many idle connections cost, in memory and throughput.")
  private int idleTerminals;

  @Option(
      names = "--running",
      description =
          "Measure the instance of PREPAID_RUN_DIR, which runs, and not a fresh one; its sample"
              + " must have enough terminals.")
  private boolean running;

  /**
   * @param args see {@code --help}; the exit status is 0 when measured, 1 when it could not be, 2
   *     when the command line is wrong
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench())
            .setExecutionExceptionHandler(
                (exception, command, parsed) -> {
                  boolean known =
                      exception instanceof BenchException || exception instanceof InstanceException;
                  command.getErr().println(known ? exception.getMessage() : exception.toString());
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    check();
    if (crypto) {
      new CryptoBench(plan(), out()).run();
      return CommandLine.ExitCode.OK;
    }
    if (running) {
      Path runDirectory = Path.of(System.getenv().getOrDefault("PREPAID_RUN_DIR", ".run"));
      measure(Instance.running(checkout(), runDirectory, Ports.ofEnvironment()));
      return CommandLine.ExitCode.OK;
    }
    Path directory = checkout().resolve("system-tests/target/bench");
    Map<String, String> settings =
        Map.of(
            "OPENPREPAID_SAMPLE_TERMINALS",
            "" + Math.max(Math.max(IdleTrial.BUYING, UpstreamTrial.TERMINALS), total()),
            "OPENPREPAID_SAMPLE_CARDS",
            "" + CARDS);
    Instance instance = Instance.fresh(checkout(), directory, settings);
    // a benchmark that is interrupted must not leave its servers behind
    Thread atExit = new Thread(instance::close);
    Runtime.getRuntime().addShutdownHook(atExit);
    say("starting a fresh instance in %s", directory);
    instance.run();
    measure(instance);
    return CommandLine.ExitCode.OK;
  }

  private void check() {
    if (seconds() < 1 || rounds < 1 || warmUpSeconds() < 0 || idleTerminals < 0) {
      throw new ParameterException(spec.commandLine(), "numbers must be positive");
    }
    if (connections.stream().anyMatch(count -> count < 1) || total() > MAX_CONNECTIONS) {
      throw new ParameterException(
          spec.commandLine(), "--connections: 1 to " + MAX_CONNECTIONS + " in all");
    }
  }

  private int seconds() {
    int usual = crypto ? CRYPTO_SECONDS : SECONDS;
    return givenSeconds == null ? usual : givenSeconds;
  }

  private int warmUpSeconds() {
    int usual = crypto ? CRYPTO_WARM_UP_SECONDS : WARM_UP_SECONDS;
    return givenWarmUpSeconds == null ? usual : givenWarmUpSeconds;
  }

  private int total() {
    return connections.stream().mapToInt(Integer::intValue).sum();
  }

  private void measure(Instance instance) throws Exception {
    SampleInstitution sample = SampleInstitution.read(instance.sample());
    if (idleTerminals > 0) {
      new IdleTrial(instance, sample, out()).run(idleTerminals, plan());
      return;
    }
    if (upstream) {
      new UpstreamTrial(instance, sample, out()).run(plan(), owed);
      return;
    }
    ReferenceTables tables =
        new ReferenceTables(instance::connectAsOwner, PosLoad.cards(sample).size());
    tables.create();
    try (PosLoads loads = PosLoads.signIn(sample, connections)) {
      List<Contender> contenders = new ArrayList<>();
      contenders.add(new Floor(tables));
      contenders.add(new Ceiling(tables));
      contenders.addAll(loads.all());
      warmUp(contenders);
      compete(instance, contenders);
    } finally {
      tables.drop();
    }
  }

  private BenchPlan plan() {
    return new BenchPlan(
        Duration.ofSeconds(seconds()), rounds, Duration.ofSeconds(warmUpSeconds()));
  }

  private void warmUp(List<Contender> contenders) throws Exception {
    say("warming up for %d s", warmUpSeconds());
    Duration share = Duration.ofSeconds(warmUpSeconds()).dividedBy(connections.size());
    for (Contender contender : contenders) {
      boolean reference = contender instanceof ReferenceLoad;
      contender.run(
          reference && share.compareTo(REFERENCE_WARM_UP) > 0 ? REFERENCE_WARM_UP : share);
    }
  }

  private void compete(Instance instance, List<Contender> contenders) throws Exception {
    Gauge gauge = new Gauge(instance);
    Scoreboard scoreboard = new Scoreboard(out());
    scoreboard.head();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        scoreboard.add(
            round, contender.name(), gauge.measure(contender, Duration.ofSeconds(seconds())));
      }
    }
    scoreboard.summary();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void say(String format, Object... values) {
    out().printf(format + "%n", values);
    out().flush();
  }

  /** The checkout that this program was built in: …/system-tests/target/what it runs from. */
  private static Path checkout() {
    try {
      Path here = Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return here.getParent().getParent().getParent();
    } catch (URISyntaxException e) {
      throw new BenchException("cannot find the checkout", e);
    }
  }
}
