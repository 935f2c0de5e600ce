package org.openprepaid.upstreamhost;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(commandLine(out, err).execute(args));
  }

  /** A command line that turns known errors into one line. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new UpstreamCommand())
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
