package org.openprepaid.key.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * SoftHSM with tokens in a folder of the test's own. The library reads the place from the
 * environment when it is initialised, so each test can have another one.
 */
final class SoftHsm {
  static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  static final String TOKEN = "openprepaid";
  static final String PIN = "493817";

  private final Path folder;
  private final Path tokens;
  private final Path configuration;

  /** With one token, {@link #TOKEN}. */
  SoftHsm(Path folder) throws IOException {
    requireFile(LIBRARY);
    this.folder = folder;
    tokens = Files.createDirectory(folder.resolve("tokens"));
    configuration = folder.resolve("softhsm2.conf");
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    setEnvironment("SOFTHSM2_CONF", configuration.toString());
    newToken(PIN);
  }

  static void requireFile(Path file) {
    assertThat(file)
        .as(
            "these tests need the Debian packages softhsm2, p11-kit and p11-kit-modules;"
                + " ./prepaid test installs them")
        .exists();
  }

  /** That of this process, which Java itself cannot change. */
  static void setEnvironment(String name, String value) {
    int failed =
        NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {name, value, 1});
    assertThat(failed).isZero();
  }

  String configuration() {
    return configuration.toString();
  }

  static TokenSettings settings(Path library, String keyLabel) {
    return settings(library, TOKEN, PIN, keyLabel);
  }

  static TokenSettings settings(Path library, String token, String pin, String keyLabel) {
    return new TokenSettings(
        library, token, pin.toCharArray(), keyLabel, Duration.ofSeconds(2), Duration.ofMillis(50));
  }

  void newToken(String pin) {
    run("--init-token", "--free", "--label", TOKEN, "--so-pin", "918273", "--pin", pin);
  }

  void importKey(String label, String id, byte[] key, String pin) throws IOException {
    Path file = Files.write(folder.resolve("key.bin"), key);
    run(
        "--import",
        file.toString(),
        "--aes",
        "--token",
        TOKEN,
        "--label",
        label,
        "--id",
        id,
        "--pin",
        pin);
  }

  /** As a token that was pulled out; {@link #back} with the number that this returns. */
  Path away() throws IOException {
    Path place = folder.resolve("away-" + System.nanoTime());
    Files.move(tokens, place);
    Files.createDirectory(tokens);
    return place;
  }

  void back(Path place) throws IOException {
    Files.move(tokens, folder.resolve("other-" + System.nanoTime()));
    Files.move(place, tokens);
  }

  private void run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("softhsm2-util"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", configuration());
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    } catch (IOException e) {
      throw new AssertionError("softhsm2-util cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
