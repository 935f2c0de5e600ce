package org.openprepaid.system.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./prepaid} of a checkout, called with an environment of its own: nothing that the caller's
 * environment says about another instance reaches it.
 */
final class PrepaidCommand {
  private static final Duration LONGEST = Duration.ofMinutes(6);

  private final Path root;
  private final Map<String, String> environment;

  PrepaidCommand(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What a call printed, standard and error output together.
   *
   * @param status 0 when it did what it should
   */
  record Result(int status, String output) {}

  /** Starts a call that goes on until it is ended. */
  Process start(Path log, String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("prepaid").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.matches("(OPEN)?PREPAID_.*"));
    variables.putAll(environment);
    // a file and no pipe: what it starts in the background must not keep the caller waiting
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Files.createDirectories(log.getParent());
      return builder.start();
    } catch (IOException e) {
      throw new InstanceException("cannot call " + root.resolve("prepaid"), e);
    }
  }

  Result call(Path log, String... arguments) {
    Process process = start(log, arguments);
    try {
      try {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
          process.destroy();
          throw new InstanceException(
              "./prepaid " + arguments[0] + " takes too long:\n" + read(log));
        }
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new InstanceException("interrupted in ./prepaid " + arguments[0], e);
      }
      return new Result(process.exitValue(), read(log));
    } catch (IOException e) {
      throw new InstanceException("cannot call " + root.resolve("prepaid"), e);
    }
  }

  private static String read(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }
}
