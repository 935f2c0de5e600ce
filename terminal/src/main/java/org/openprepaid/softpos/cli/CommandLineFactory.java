package org.openprepaid.softpos.cli;

import java.io.PrintWriter;
import org.openprepaid.softpos.key.KeyException;
import org.openprepaid.softpos.pos.TerminalException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's commands, put together. */
public final class CommandLineFactory {
  private CommandLineFactory() {}

  @Command(
      name = "softpos",
      description = "OpenPrepaid's software POS terminal.",
      subcommands = {TerminalCommand.class, Iso8583Command.class, LoadCommand.class},
      mixinStandardHelpOptions = true)
  private static final class Softpos {}

  /** A command line that prints to this writer and turns known errors into one line. */
  public static CommandLine create(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Softpos())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (error, commandLine, parsed) -> {
              if (error instanceof TerminalException || error instanceof KeyException) {
                commandLine.getErr().println(error.getMessage());
                return 1;
              }
              throw error;
            });
  }
}
