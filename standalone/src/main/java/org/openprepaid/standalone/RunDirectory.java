package org.openprepaid.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The directory that holds all state, {@code .run} by default, and the names in it. */
public record RunDirectory(Path root) {

  public RunDirectory {
    root = root.toAbsolutePath().normalize();
  }

  public Path secrets() {
    return root.resolve("secrets.properties");
  }

  public Path settings() {
    return root.resolve("openprepaid.properties");
  }

  public Path keystore() {
    return root.resolve("keystore.p12");
  }

  public Path database(DatabaseKind kind) {
    return root.resolve("database").resolve(kind.label());
  }

  public Path broker() {
    return root.resolve("broker");
  }

  /** Unpacked server software: can be deleted at any time while nothing runs. */
  public Path cache() {
    return root.resolve("cache");
  }

  /** Makes a directory that only this user can enter, with its parents. */
  static Path create(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.isWritable(directory)) {
        throw new OperatorException(ErrorCode.STATE_NOT_WRITABLE, directory.toString());
      }
      return directory;
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.STATE_NOT_WRITABLE, directory.toString(), e);
    }
  }

  /** Deletes what a killed process left half made; nothing when it is not there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
