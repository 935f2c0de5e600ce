package org.openprepaid.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of the processes and tools beside the application server. */
@Command(
    name = "standalone",
    description = "Database, message broker and schema of OpenPrepaid.",
    versionProvider = Main.Version.class,
    subcommands = {
      UpCommand.class,
      DatabaseCommand.class,
      BrokerCommand.class,
      MigrateCommand.class,
      LedgerCommand.class,
      OwedCommand.class,
      KeysCommand.class,
      OperatorCommand.class,
      RouteCommand.class,
      SecretsCommand.class,
      KeystoreCommand.class
    })
public final class Main extends CommandGroup {
  /** What is said of a failure by one who knows its code. */
  private static final Pattern CODED = Pattern.compile("OP-[0-9]{4} ");

  @Option(
      names = "--run-dir",
      scope = ScopeType.INHERIT,
      paramLabel = "DIRECTORY",
      description = "Where all state is kept (PREPAID_RUN_DIR, .run).")
  private Path runDirectory;

  private final Keyboard keyboard;
  private boolean verbose;

  private Main(Keyboard keyboard) {
    this.keyboard = keyboard;
  }

  /**
   * Runs one command.
   *
   * @param args see {@code --help}; the exit status is 0 when done, 1 when it failed (the last line
   *     of the error output says why), 2 when the command line is wrong
   */
  public static void main(String[] args) {
    quiet();
    // an Error must end the process too, though the broker's threads would keep it alive
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, error) -> {
              error.printStackTrace();
              System.exit(CommandLine.ExitCode.SOFTWARE);
            });
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return commandLine(Keyboard.standard());
  }

  static CommandLine commandLine(Keyboard keyboard) {
    return KeyArguments.readableBy(new CommandLine(new Main(keyboard)))
        .setCommandName(System.getProperty("openprepaid.command", "standalone"))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failure());
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Let the libraries log, and print stack traces.")
  void verbose(boolean on) {
    verbose = on;
    if (on) {
      Logger.getLogger("").setLevel(Level.INFO);
    }
  }

  private static void quiet() {
    try (InputStream in = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.UNEXPECTED, "logging.properties", e);
    }
  }

  private static IExecutionExceptionHandler failure() {
    return (exception, command, parsed) -> {
      Main main = (Main) command.getCommandSpec().root().userObject();
      if (main.verbose) {
        exception.printStackTrace(command.getErr());
      }
      String message = String.valueOf(exception.getMessage());
      if (!CODED.matcher(message).lookingAt()) {
        message = new OperatorException(ErrorCode.UNEXPECTED, exception.toString()).getMessage();
      }
      command.getErr().println(message);
      command.getErr().flush();
      return CommandLine.ExitCode.SOFTWARE;
    };
  }

  RunDirectory runDirectory() {
    if (runDirectory != null) {
      return new RunDirectory(runDirectory);
    }
    String environment = System.getenv("PREPAID_RUN_DIR");
    return new RunDirectory(
        Path.of(environment == null || environment.isBlank() ? ".run" : environment));
  }

  Settings settings() {
    return Settings.of(runDirectory());
  }

  /** The application's way into the database, embedded or external. */
  DatabaseAccess database() {
    Settings settings = settings();
    int port = settings.port(Settings.DATABASE_PORT, DatabaseLaunch.DEFAULT_PORT);
    return DatabaseAccess.application(settings, Secrets.openOrCreate(runDirectory()), port);
  }

  Keyboard keyboard() {
    return keyboard;
  }

  Console console() {
    return new Console(out());
  }

  /** The version of the build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"OpenPrepaid " + ServerSoftware.built("openprepaid")};
    }
  }
}
