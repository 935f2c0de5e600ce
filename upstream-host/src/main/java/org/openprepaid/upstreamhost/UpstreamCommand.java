package org.openprepaid.upstreamhost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.openprepaid.upstreamhost.control.ControlCommands;
import org.openprepaid.upstreamhost.control.ControlPort;
import org.openprepaid.upstreamhost.sample.UpstreamSample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code upstream}: the host in the foreground, until it is interrupted. */
@Command(
    name = "upstream",
    description = "Simulate the host upstream of the acquirer: issuer and network.",
    mixinStandardHelpOptions = true)
final class UpstreamCommand implements Callable<Integer> {
  private static final long MOST_DELAY_MILLIS = 600_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "${env:PREPAID_UPSTREAM_PORT:-9583}",
      description = "Where acquirers connect, 0 for any (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--address",
      defaultValue = "127.0.0.1",
      description = "On which address (default ${DEFAULT-VALUE}).")
  private String address;

  @Option(
      names = "--sample",
      description = "Host, keys and cards (default: sample.json in PREPAID_RUN_DIR or .run).")
  private Path sample;

  @Option(
      names = "--journal",
      description = "What it has done (default: upstream-journal.jsonl beside the sample).")
  private Path journal;

  @Option(names = "--script", description = "Misbehave by the rules of this file.")
  private Path script;

  @Option(names = "--misbehave", description = "Misbehave by these rules, separated by ';'.")
  private String misbehave = "";

  @Option(
      names = "--any-card",
      description = "Accept every card number, without limit and without looking at the PIN.")
  private boolean anyCard;

  @Option(names = "--delay-ms", defaultValue = "0", description = "Before every answer.")
  private long delayMillis;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of what happens by chance (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--control-port",
      defaultValue = "-1",
      description = "Take commands at this port of this machine, 0 for any (default: nowhere).")
  private int controlPort;

  @Option(names = "--console", description = "Take commands from standard input.")
  private boolean console;

  @Override
  public Integer call() throws InterruptedException {
    UpstreamHost host = UpstreamHost.start(settings());
    ControlCommands commands = new ControlCommands(host);
    ControlPort control = controlPort < 0 ? null : new ControlPort(controlPort, commands);
    // closes the journal and removes what Q2 was deployed from
    Runtime.getRuntime().addShutdownHook(new Thread(host::close, "end"));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "READY "
            + host.name()
            + " port "
            + host.port()
            + (control == null ? "" : " control " + control.port()));
    out.flush();
    if (console) {
      fromConsole(commands, out);
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private HostSettings settings() {
    if (delayMillis < 0 || delayMillis > MOST_DELAY_MILLIS) {
      throw new HostException("OP-1991", "--delay-ms is not from 0 to " + MOST_DELAY_MILLIS);
    }
    Path file = sample == null ? Path.of(runDirectory(), "sample.json") : sample;
    Path kept =
        journal == null ? file.toAbsolutePath().resolveSibling("upstream-journal.jsonl") : journal;
    return HostSettings.of(UpstreamSample.read(file), kept)
        .at(address, port)
        .withAnyCard(anyCard)
        .withDelay(delayMillis)
        .withSeed(seed)
        .misbehaving((script == null ? "" : text(script)) + "\n" + misbehave);
  }

  private static String runDirectory() {
    return System.getenv().getOrDefault("PREPAID_RUN_DIR", ".run");
  }

  private static String text(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new HostException("OP-1985", "cannot read the script " + script, e);
    }
  }

  private static void fromConsole(ControlCommands commands, PrintWriter out) {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      String line = in.readLine();
      while (line != null) {
        if (!line.isBlank()) {
          out.println(commands.run(line));
          out.flush();
        }
        line = in.readLine();
      }
    } catch (IOException e) {
      throw new HostException("OP-1986", "standard input cannot be read", e);
    }
  }
}
