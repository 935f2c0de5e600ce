package org.openprepaid.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A PKCS#11 token behind a socket, as a network HSM is: SoftHSM served by {@code p11-kit server},
 * whose process can be ended and started again.
 */
final class SoftToken implements AutoCloseable {
  private static final String LABEL = "prepaid";
  private static final String PIN = "12345678";
  private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final Path CLIENT = Path.of("/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so");

  private final Path folder;
  private final Path socket;
  private Process server;

  private SoftToken(Path folder) throws IOException {
    this.folder = folder;
    // the path of a socket has at most 107 characters
    this.socket = Files.createTempDirectory("token").resolve("socket");
  }

  /** A new token, served. */
  static SoftToken create(Path folder) throws IOException, InterruptedException {
    SoftToken token = new SoftToken(folder);
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(
        token.configuration(),
        "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
            .formatted(tokens));
    Process made =
        token
            .command(
                List.of(
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    LABEL,
                    "--pin",
                    PIN,
                    "--so-pin",
                    PIN))
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("softhsm2-util failed; the packages softhsm2 and p11-kit are needed");
    }
    token.connect();
    return token;
  }

  /** What the platform has to be told. */
  Map<String, String> settings() {
    return Map.of(
        "P11_KIT_SERVER_ADDRESS",
        "unix:path=" + socket,
        "OPENPREPAID_KEYS_TOKEN_LIBRARY",
        CLIENT.toString(),
        "OPENPREPAID_KEYS_TOKEN_LABEL",
        LABEL,
        "OPENPREPAID_KEYS_TOKEN_PIN",
        PIN);
  }

  /** Brings it into reach. */
  void connect() throws IOException {
    Files.deleteIfExists(socket);
    server =
        command(
                List.of(
                    "p11-kit",
                    "server",
                    "-f",
                    "--name",
                    socket.toString(),
                    "--provider",
                    MODULE.toString(),
                    "pkcs11:token=" + LABEL))
            .start();
    await().until(() -> Files.exists(socket));
  }

  /** Takes it out of reach. */
  void disconnect() {
    // the server has a process for each connection
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly().onExit().join();
  }

  private ProcessBuilder command(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(words.get(0) + ".out").toFile());
    builder.environment().put("SOFTHSM2_CONF", configuration().toString());
    return builder;
  }

  private Path configuration() {
    return folder.resolve("softhsm2.conf");
  }

  @Override
  public void close() {
    disconnect();
  }
}
