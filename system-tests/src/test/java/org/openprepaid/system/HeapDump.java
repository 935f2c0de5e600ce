package org.openprepaid.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What was reachable on the heap of a JVM after it had collected its garbage. */
final class HeapDump {
  private final Path file;

  private HeapDump(Path file) {
    this.file = file;
  }

  /**
   * Takes a dump by the JDK's own tool.
   *
   * @param jvm of the same user
   * @param file where it is written, by the JVM and for its user alone; what is there is replaced
   */
  static HeapDump of(ProcessHandle jvm, Path file) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Path target = file.toAbsolutePath();
    try {
      Files.deleteIfExists(target);
      Process process =
          new ProcessBuilder(
                  jcmd.toString(),
                  Long.toString(jvm.pid()),
                  "GC.heap_dump",
                  "-all=false",
                  target.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || !Files.exists(target)) {
        throw new AssertionError("jcmd takes no heap dump: " + said);
      }
      return new HeapDump(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Where these secrets are in it. */
  List<HeapFind> find(HeapSecrets secrets) {
    try (HeapDumpReader reader = new HeapDumpReader(file)) {
      reader.read(secrets);
      return secrets.finds();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Deletes the file. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
