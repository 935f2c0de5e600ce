package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path directory;

  @Test
  void areLongDifferentAndPrivate() throws IOException {
    Secrets secrets = Secrets.openOrCreate(run());

    assertThat(
            Arrays.stream(Secrets.Key.values())
                .filter(key -> key != Secrets.Key.BROKER_USER)
                .map(secrets::get))
        .allMatch(password -> password.matches("[A-Za-z0-9]{32}"))
        .doesNotHaveDuplicates();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run().secrets())))
        .isEqualTo("rw-------");
    assertThat(secrets.toString()).doesNotContain(secrets.get(Secrets.Key.DATABASE_PASSWORD));
  }

  @Test
  void stayWhatTheyAre() {
    String before = Secrets.openOrCreate(run()).get(Secrets.Key.KEYSTORE_PASSWORD);

    assertThat(Secrets.openOrCreate(run()).get(Secrets.Key.KEYSTORE_PASSWORD)).isEqualTo(before);
  }

  @Test
  void areTheSameForAllWhoMakeThemAtTheSameTime() throws Exception {
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      Callable<String> ask =
          () -> Secrets.openOrCreate(run()).get(Secrets.Key.DATABASE_OWNER_PASSWORD);
      Set<String> answers = new HashSet<>();
      for (Future<String> answer : many.invokeAll(Collections.nCopies(8, ask))) {
        answers.add(answer.get());
      }
      assertThat(answers).hasSize(1);
    } finally {
      many.shutdown();
    }
  }

  @Test
  void areCompletedWithoutTouchingWhatIsThere() throws IOException {
    Files.writeString(run().secrets(), "database.password = chosen by the operator\nother = 1\n");

    Secrets.openOrCreate(run());

    assertThat(Secrets.openOrCreate(run()).get(Secrets.Key.DATABASE_PASSWORD))
        .isEqualTo("chosen by the operator");
    assertThat(Files.readString(run().secrets())).contains("other=1", "keystore.password=");
  }

  @Test
  void areMadePrivateAgainWhenSomebodyOpenedThem() throws IOException {
    Secrets.openOrCreate(run());
    Files.setPosixFilePermissions(run().secrets(), PosixFilePermissions.fromString("rw-r--r--"));

    Secrets.openOrCreate(run());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run().secrets())))
        .isEqualTo("rw-------");
  }

  @Test
  void areRefusedWhenTheFileIsDamaged() throws IOException {
    Files.writeString(run().secrets(), "database.password = \\uZZZZ\n");

    assertThatThrownBy(() -> Secrets.openOrCreate(run())).hasMessageStartingWith("OP-1910");
  }

  private RunDirectory run() {
    return new RunDirectory(directory);
  }
}
