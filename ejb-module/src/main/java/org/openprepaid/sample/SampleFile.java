package org.openprepaid.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The sample file and, beside it until all is done, the draft ({@code .part}) of which it is made:
 * whoever sees the file sees a sample institution that is complete. Both are readable by their
 * owner only.
 */
public final class SampleFile {
  private final Path file;
  private final Path draft;
  private final int iso8583Port;
  private final int httpPort;

  SampleFile(Path file, int iso8583Port, int httpPort) {
    this.file = file.toAbsolutePath();
    this.draft = this.file.resolveSibling(this.file.getFileName() + ".part");
    this.iso8583Port = iso8583Port;
    this.httpPort = httpPort;
  }

  boolean isDone() {
    return Files.exists(file);
  }

  Path path() {
    return file;
  }

  /** The plan of a load that was interrupted. */
  Optional<SamplePlan> draft() throws IOException {
    return Files.exists(draft)
        ? Optional.of(SampleJson.read(Files.readString(draft)))
        : Optional.empty();
  }

  /** Writes the plan down, whole or not at all, and on the disk when this returns. */
  void writeDraft(SamplePlan plan) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = draft.resolveSibling(draft.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    String text = SampleJson.write(plan, iso8583Port, httpPort);
    try (FileChannel channel = createPrivate(fresh)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, draft, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The draft becomes the file: from now on the sample is there. */
  void publish() throws IOException {
    if (isDone()) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileChannel createPrivate(Path path) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return FileChannel.open(path, options);
    }
    return FileChannel.open(
        path,
        options,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
