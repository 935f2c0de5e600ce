package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void makesSecretsAndKeyStoreOnce() throws Exception {
    assertThat(execute("secrets", "init", "--run-dir", directory.toString())).isZero();
    assertThat(execute("keystore", "init", "--run-dir", directory.toString())).isZero();
    byte[] key = Files.readAllBytes(directory.resolve("keystore.p12"));

    assertThat(execute("--run-dir", directory.toString(), "keystore", "init")).isZero();

    assertThat(Files.readAllBytes(directory.resolve("keystore.p12"))).isEqualTo(key);
    assertThat(out.toString()).contains("check value");
  }

  @Test
  void refusesAKeyStoreThatItCannotOpen() throws Exception {
    execute("keystore", "init", "--run-dir", directory.toString());
    Files.delete(directory.resolve("secrets.properties"));

    assertThat(execute("keystore", "init", "--run-dir", directory.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("OP-1940");
  }

  @Test
  void tellsHowItIsUsedWhenTheCommandIsWrong() {
    assertThat(execute("databse")).isEqualTo(2);
    assertThat(execute("database")).isEqualTo(2);
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage:");
  }

  @Test
  void saysWhenNoDatabaseComes() {
    assertThat(execute("database", "wait", "--timeout", "0", "--run-dir", directory.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("OP-1912").contains("127.0.0.1");
  }

  private int execute(String... args) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }
}
