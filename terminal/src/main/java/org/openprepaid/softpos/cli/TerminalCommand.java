package org.openprepaid.softpos.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.TerminalBuilder;
import org.openprepaid.softpos.pos.HostLink;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.pos.TerminalOptions;
import org.openprepaid.softpos.sample.SampleInstitution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code terminal}: a POS terminal at the prompt, or working through a script. */
@Command(
    name = "terminal",
    description = "Open a POS terminal: at a prompt, from a pipe, or from a script.",
    mixinStandardHelpOptions = true)
final class TerminalCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SampleOptions sample;

  @Option(names = "--terminal", description = "Terminal id; the sample's first one by default.")
  private String terminalId;

  @Option(names = "--script", description = "Commands from this file; stops at the first failure.")
  private Path script;

  @Option(
      names = "--timeout",
      defaultValue = "20",
      description = "Seconds to wait for a reply (default ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--tries",
      defaultValue = "3",
      description = "How often a reversal is sent at a time (default ${DEFAULT-VALUE}).")
  private int tries;

  @Option(
      names = "--first-trace",
      defaultValue = "0",
      description = "First trace number of a new journal (default: from the clock).")
  private int firstTrace;

  @Override
  public Integer call() throws IOException {
    SampleInstitution institution = sample.read();
    TerminalIdentity identity =
        terminalId == null ? institution.terminals().get(0) : institution.terminal(terminalId);
    HostLink link = new HostLink(institution.host(), institution.port(), institution.framing());
    TerminalOptions options =
        new TerminalOptions(
            sample.journals(), Duration.ofSeconds(timeoutSeconds), tries, firstTrace);
    PrintWriter out = spec.commandLine().getOut();
    try (PosTerminal terminal = new PosTerminal(identity, link, options)) {
      Counter counter = new Counter(terminal, institution.allCards(), out);
      return work(counter, out, identity) ? 0 : 1;
    }
  }

  // a JDK 17 says null where nobody sits at a keyboard, and the build allows no other
  @SuppressWarnings("SystemConsoleNull")
  private boolean work(Counter counter, PrintWriter out, TerminalIdentity identity)
      throws IOException {
    if (script != null) {
      return new Script(counter, out).run(script);
    }
    out.println("Terminal " + identity + ". Type help for the commands, quit to leave.");
    out.flush();
    if (System.console() == null) {
      return fromPipe(counter, out);
    }
    atPrompt(counter, out);
    return true;
  }

  /** Without a person at a keyboard: no prompt, and the exit code tells whether all went well. */
  private static boolean fromPipe(Counter counter, PrintWriter out) throws IOException {
    boolean allWell = true;
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    while (line != null && counter.isOpen()) {
      allWell &= carryOut(counter, line, out);
      line = in.readLine();
    }
    return allWell;
  }

  private static void atPrompt(Counter counter, PrintWriter out) throws IOException {
    try (var console = TerminalBuilder.builder().system(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(console)
              .completer(new StringsCompleter(counter.commandNames()))
              .build();
      while (counter.isOpen()) {
        carryOut(counter, reader.readLine("pos> "), out);
      }
    } catch (EndOfFileException | UserInterruptException leave) {
      // Ctrl-D and Ctrl-C leave as quit does
    }
  }

  private static boolean carryOut(Counter counter, String line, PrintWriter out) {
    try {
      counter.run(line);
      return true;
    } catch (RuntimeException failed) {
      out.println("  " + failed.getMessage());
      return false;
    } finally {
      out.flush();
    }
  }
}
