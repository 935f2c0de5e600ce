package org.openprepaid.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server program as a child process: started with its log in a file, ended in order. */
final class ServerProcess {
  private static final Duration ORDERLY_STOP = Duration.ofMinutes(1);
  private static final long LOG_ROLL_BYTES = 16L * 1024 * 1024;
  private static final int LOG_TAIL_BYTES = 64 * 1024;
  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("error while loading shared libraries: (\\S+?):");

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the program; what it prints is added to the log. */
  static ServerProcess start(List<String> command, Optional<Path> input, Path log) {
    List<String> whole = new ArrayList<>(command);
    if ("root".equals(System.getProperty("user.name"))) {
      whole.add("--user=root");
    }
    try {
      if (Files.exists(log) && Files.size(log) > LOG_ROLL_BYTES) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      ProcessBuilder builder =
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      input.ifPresent(file -> builder.redirectInput(file.toFile()));
      return new ServerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new OperatorException(
          ErrorCode.SERVER_ENDED_AT_START, "cannot run " + command.get(0), e);
    }
  }

  Process process() {
    return process;
  }

  /** What the log says of why it ended, as an error to throw. */
  OperatorException whyEnded(ErrorCode code) {
    String tail = tail();
    Matcher library = MISSING_LIBRARY.matcher(tail);
    if (library.find()) {
      return new OperatorException(
          ErrorCode.SYSTEM_LIBRARY_MISSING,
          library.group(1) + " (on Debian: apt-get install libaio1 libnuma1)");
    }
    String reason =
        Arrays.stream(tail.split("\n"))
            .filter(line -> line.contains("[ERROR]"))
            .reduce((first, last) -> last)
            .map(line -> line.replaceAll("^.*\\[ERROR]\\s*", ""))
            .orElse("exit code " + process.exitValue());
    return new OperatorException(code, reason + " (log: " + log + ")");
  }

  private String tail() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = Math.max(0, all.length - LOG_TAIL_BYTES);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end and waits; after a minute it is ended the hard way, which loses no commit. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends a server that outlived the process which started it.
   *
   * @param mark what its command line must contain to be ours
   * @throws OperatorException OP-1905 when it does not end within a minute
   */
  static boolean stopLeftover(Path pidFile, String mark) {
    Optional<ProcessHandle> leftover = recorded(pidFile).filter(handle -> runs(handle, mark));
    if (leftover.isEmpty()) {
      return false;
    }
    ProcessHandle handle = leftover.get();
    handle.destroy();
    try {
      handle.onExit().get(ORDERLY_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ErrorCode.LEFTOVER_SERVER, "process " + handle.pid(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new OperatorException(ErrorCode.LEFTOVER_SERVER, "process " + handle.pid(), e);
    }
    return true;
  }

  private static Optional<ProcessHandle> recorded(Path pidFile) {
    try {
      return Files.exists(pidFile)
          ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).trim()))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean runs(ProcessHandle handle, String mark) {
    return handle.info().commandLine().filter(line -> line.contains(mark)).isPresent();
  }
}
