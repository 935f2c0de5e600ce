package org.openprepaid.system.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * Tells {@code ./prepaid run} that Maven has built its programs already: a build inside the build
 * whose tests these are would write over files in use. The mark is as old as the oldest program, so
 * that a source changed since is still noticed.
 */
final class BuildMark {
  private static final List<String> PROGRAMS =
      List.of(
          "ear/target/prepaid.ear",
          "standalone/target/openprepaid-standalone.jar",
          "terminal/target/openprepaid-terminal.jar",
          "server-config/target/prepared/configure.asadmin");

  private BuildMark() {}

  static void set(Path root) {
    try {
      FileTime oldest = null;
      for (String program : PROGRAMS) {
        Path file = root.resolve(program);
        if (!Files.exists(file)) {
          return;
        }
        FileTime built = Files.getLastModifiedTime(file);
        oldest = oldest == null || built.compareTo(oldest) < 0 ? built : oldest;
      }
      Path mark = root.resolve("target/prepaid-built");
      if (!Files.exists(mark)) {
        Files.createDirectories(mark.getParent());
        Files.createFile(mark);
      } else if (Files.getLastModifiedTime(mark).compareTo(oldest) >= 0) {
        return;
      }
      Files.setLastModifiedTime(mark, oldest);
    } catch (IOException e) {
      throw new InstanceException("cannot mark " + root + " as built", e);
    }
  }
}
