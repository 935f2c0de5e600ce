package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDbSoftwareIT {
  @TempDir private Path cache;

  @Test
  void isUnpackedOnceThoughTwoAskAtTheSameTime() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Callable<MariaDbSoftware> ask = () -> MariaDbSoftware.unpacked(cache);
      List<Future<MariaDbSoftware>> answers = two.invokeAll(List.of(ask, ask));
      Path binary = answers.get(0).get().binary();
      FileTime made = Files.getLastModifiedTime(binary);

      assertThat(answers.get(1).get().binary()).isEqualTo(binary).isExecutable();
      assertThat(MariaDbSoftware.unpacked(cache).binary()).isEqualTo(binary);
      assertThat(Files.getLastModifiedTime(binary)).isEqualTo(made);
    } finally {
      two.shutdown();
    }
  }

  @Test
  void isUnpackedAnewWhenAKillLeftItHalfDone() throws IOException {
    String version = ServerSoftware.version(DatabaseKind.MARIADB);
    Path half = cache.resolve("mariadb-" + version + ".part").resolve("bin");
    Files.createDirectories(half);
    Files.writeString(half.resolve("mariadbd"), "half");

    assertThat(MariaDbSoftware.unpacked(cache).binary()).isExecutable();
    assertThat(half).doesNotExist();
  }
}
