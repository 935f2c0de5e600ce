package org.openprepaid.key.master;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A token in another process, as one behind a network: {@code p11-kit server} serves SoftHSM's at a
 * socket, and its client library stands for that of the token's maker.
 */
final class TokenServer {
  static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so");

  /** The client library reads its place once in the life of a process. */
  private static final Path SOCKET = socket();

  private final SoftHsm softHsm;
  private Process process;

  TokenServer(SoftHsm softHsm) throws IOException {
    SoftHsm.requireFile(LIBRARY);
    SoftHsm.requireFile(Path.of("/usr/bin/p11-kit"));
    this.softHsm = softHsm;
    start();
  }

  private static Path socket() {
    try {
      Path socket = Files.createTempDirectory("token").resolve("socket");
      SoftHsm.setEnvironment("P11_KIT_SERVER_ADDRESS", "unix:path=" + socket);
      return socket;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void start() throws IOException {
    // what was killed has left it
    Files.deleteIfExists(SOCKET);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "p11-kit",
                    "server",
                    "-f",
                    "--name",
                    SOCKET.toString(),
                    "--provider",
                    SoftHsm.LIBRARY.toString(),
                    "pkcs11:token=" + SoftHsm.TOKEN))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SOFTHSM2_CONF", softHsm.configuration());
    process = builder.start();
    await().until(() -> Files.exists(SOCKET));
  }

  /** It is there, and takes connections and requests, but answers none. */
  void hang() throws Exception {
    signal("-STOP");
  }

  void goOn() throws Exception {
    signal("-CONT");
  }

  private void signal(String signal) throws Exception {
    for (ProcessHandle each : processes()) {
      new ProcessBuilder("kill", signal, String.valueOf(each.pid())).start().waitFor();
    }
  }

  /** It has a child for each connection. */
  private List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  void kill() throws Exception {
    processes().forEach(ProcessHandle::destroyForcibly);
    process.waitFor(10, TimeUnit.SECONDS);
  }
}
