package org.openprepaid.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The making of a database server's data directory. */
final class DataDirectory {
  private static final Duration MADE_WITHIN = Duration.ofMinutes(2);

  private DataDirectory() {}

  /**
   * Writes the system tables. The directory is made beside and moved into place, so that a kill
   * halfway leaves nothing to start from.
   *
   * @throws OperatorException OP-1903, OP-1906 or OP-1908 when the server cannot
   */
  static void initialise(ServerSoftware software, Path configuration, Path data)
      throws IOException {
    Path home = data.getParent();
    Path fresh = home.resolve("data.part");
    RunDirectory.delete(fresh);
    RunDirectory.create(fresh);
    Optional<Path> script = script(software, home);
    List<String> command = new ArrayList<>();
    command.add(software.binary().toString());
    command.add("--defaults-file=" + configuration);
    command.addAll(software.initialiseOptions());
    command.add("--datadir=" + fresh);
    await(ServerProcess.start(command, script, home.resolve("initialise.log")));
    if (script.isPresent()) {
      Files.delete(script.get());
    }
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Optional<Path> script(ServerSoftware software, Path home) throws IOException {
    if (software.initialiseScripts().isEmpty()) {
      return Optional.empty();
    }
    Path script = home.resolve("initialise.sql");
    try (OutputStream out = Files.newOutputStream(script)) {
      out.write(
          "CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"
              .getBytes(StandardCharsets.UTF_8));
      for (Path part : software.initialiseScripts()) {
        Files.copy(part, out);
      }
    }
    return Optional.of(script);
  }

  private static void await(ServerProcess process) {
    try {
      if (!process.process().waitFor(MADE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.stop();
        throw new OperatorException(ErrorCode.NOT_READY_IN_TIME, "making the data directory");
      }
    } catch (InterruptedException e) {
      process.stop();
      Thread.currentThread().interrupt();
      throw new OperatorException(ErrorCode.SERVER_ENDED_AT_START, "interrupted", e);
    }
    if (process.process().exitValue() != 0) {
      throw process.whyEnded(ErrorCode.SERVER_ENDED_AT_START);
    }
  }
}
