package org.openprepaid.softpos.cli;

import java.io.PrintWriter;
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
              // every error that the program knows of begins with its code
              String message = error.getMessage();
              if (message != null && message.startsWith("OP-")) {
                commandLine.getErr().println(message);
                return 1;
              }
              throw error;
            });
  }
}
