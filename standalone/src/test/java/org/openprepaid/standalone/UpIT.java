package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.standalone.TestDatabase.execute;
import static org.openprepaid.standalone.TestDatabase.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as the start script runs it. */
class UpIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();
  private int databasePort;
  private int brokerPort;

  @BeforeEach
  void choosePorts() throws IOException {
    databasePort = freePort();
    brokerPort = freePort();
  }

  @AfterEach
  void endWhatWasStarted() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    databaseProcess().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void bringsUpAllAndKeepsItOverAnOrderlyStop() throws Exception {
    Process first = up();
    awaitReady(first);
    execute(application(), "INSERT INTO ledger_account VALUES (77, 'SUSPENSE', 7, 'CNY', NOW())");
    assertThat(directory.resolve("run/keystore.p12")).isRegularFile();

    first.destroy();

    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(output()).containsSubsequence("stopped broker", "stopped database");
    assertThat(databaseProcess()).isEmpty();
    awaitReady(up());
    assertThat(query(application(), "SELECT COUNT(*) FROM ledger_account WHERE id = 77"))
        .containsExactly("1");
    assertThat(output()).contains("0 migrations applied");
  }

  @Test
  void takesOverWhatAKilledLauncherLeftRunning() throws Exception {
    Process first = up();
    awaitReady(first);
    long orphan = databaseProcess().orElseThrow().pid();
    first.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).as("the server outlives its launcher").isPresent();

    awaitReady(up());

    assertThat(output()).contains("stopped a database server left over from before");
    assertThat(databaseProcess().orElseThrow().pid()).isNotEqualTo(orphan);
  }

  @Test
  void endsWithAnErrorWhenTheDatabaseDies() throws Exception {
    Process process = up();
    awaitReady(process);

    databaseProcess().orElseThrow().destroyForcibly();

    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output()).contains("OP-1907").contains("stopped broker");
  }

  @Test
  void refusesToRunTwiceInOneDirectory() throws Exception {
    awaitReady(up());

    Process second = up();

    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(output()).contains("OP-1904");
    assertThat(query(application(), "SELECT 1")).containsExactly("1");
  }

  private Process up() throws IOException {
    Files.deleteIfExists(log());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
    for (String setting :
        List.of(Settings.DATABASE_CACHE, Settings.DATABASE_KIND, Settings.DATABASE_MYSQL_HOME)) {
      if (System.getProperty(setting) != null) {
        command.add("-D" + setting + "=" + System.getProperty(setting));
      }
    }
    command.add("-D" + Settings.DATABASE_REDO_LOG + "=64");
    command.add("-D" + Settings.DATABASE_BUFFER_POOL + "=64");
    command.add("-D" + Settings.DATABASE_PORT + "=" + databasePort);
    command.add("-D" + Settings.BROKER_PORT + "=" + brokerPort);
    command.addAll(
        List.of(Main.class.getName(), "up", "--run-dir", directory.resolve("run").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    started.add(process);
    return process;
  }

  private void awaitReady(Process process) {
    await()
        .atMost(PATIENCE)
        .failFast("it ended", () -> !process.isAlive())
        .untilAsserted(() -> assertThat(output()).contains("READY "));
  }

  private Path log() {
    return directory.resolve("up.log");
  }

  private String output() throws IOException {
    return Files.readString(log());
  }

  private DatabaseAccess application() {
    RunDirectory run = run();
    return DatabaseAccess.application(Settings.of(run), Secrets.openOrCreate(run), databasePort);
  }

  private RunDirectory run() {
    return new RunDirectory(directory.resolve("run"));
  }

  private Optional<ProcessHandle> databaseProcess() {
    Path pid = run().database(kind()).resolve("server.pid");
    try {
      return Files.exists(pid)
          ? ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatabaseKind kind() {
    return DatabaseKind.of(System.getProperty(Settings.DATABASE_KIND, "mariadb"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
