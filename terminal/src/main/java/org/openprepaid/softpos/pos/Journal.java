package org.openprepaid.softpos.pos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The journal's files: {@code journal.jsonl} of the open batch, to which lines are only appended,
 * each forced to disk before {@link #append} returns, and {@code batch-NNNNNN-….jsonl} of those
 * before. One program at a time: a lock file keeps a second one out.
 */
final class Journal implements AutoCloseable {
  private static final int MAX_ARCHIVES_READ = 100;

  private final Path directory;
  private final FileChannel lockChannel;
  private final List<JournalLine> recovered;
  private FileChannel channel;

  /**
   * Opens the journal and reads the open batch.
   *
   * @throws TerminalException {@code OP-1958} when another program has it open
   */
  Journal(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
      this.lockChannel = lock(directory.resolve("lock"));
      finishRoll();
      this.recovered = Files.exists(current()) ? repairedLines() : List.of();
      this.channel = openForAppend(current());
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1959 the journal in " + directory + " is unusable", e);
    }
  }

  /** The lines that were there at opening. */
  List<JournalLine> recovered() {
    return recovered;
  }

  /** Writes a line; it is on the disk when this returns. */
  void append(JournalLine line) {
    try {
      write(channel, line);
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1959 the journal cannot be written", e);
    }
  }

  /** Puts the batch's file away and begins a new one with these lines. */
  void roll(int batch, List<JournalLine> first) {
    try {
      Path next = directory.resolve("journal.next");
      Files.deleteIfExists(next);
      try (FileChannel out = openForAppend(next)) {
        for (JournalLine line : first) {
          write(out, line);
        }
        out.force(true);
      }
      channel.close();
      Files.move(current(), archive(batch), StandardCopyOption.ATOMIC_MOVE);
      Files.move(next, current(), StandardCopyOption.ATOMIC_MOVE);
      channel = openForAppend(current());
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1959 the journal cannot be put away", e);
    }
  }

  /** The lines of earlier batches, newest file first; at most the last hundred files. */
  List<List<JournalLine>> archives() {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> newest =
          files
              .filter(f -> f.getFileName().toString().startsWith("batch-"))
              .sorted(Comparator.comparingLong(Journal::modified).reversed())
              .limit(MAX_ARCHIVES_READ)
              .toList();
      List<List<JournalLine>> batches = new ArrayList<>();
      for (Path file : newest) {
        batches.add(Files.readAllLines(file).stream().map(JournalLine::parse).toList());
      }
      return batches;
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1959 the journals put away cannot be read", e);
    }
  }

  @Override
  public void close() {
    try (lockChannel;
        FileChannel closing = channel) {
      closing.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1959 the journal cannot be closed", e);
    }
  }

  private Path current() {
    return directory.resolve("journal.jsonl");
  }

  private Path archive(int batch) {
    return directory.resolve(
        String.format("batch-%06d-%d.jsonl", batch, System.currentTimeMillis()));
  }

  /** The program may have died between the two renames of {@link #roll}. */
  private void finishRoll() throws IOException {
    Path next = directory.resolve("journal.next");
    if (!Files.exists(current()) && Files.exists(next)) {
      Files.move(next, current(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** A last line without its end was never acknowledged to anybody: it is cut off. */
  private List<JournalLine> repairedLines() throws IOException {
    byte[] bytes = Files.readAllBytes(current());
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      try (FileChannel cut = openForAppend(current())) {
        cut.truncate(end);
        cut.force(true);
      }
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8)
        .lines()
        .map(JournalLine::parse)
        .toList();
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileChannel channel, JournalLine line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static FileChannel openForAppend(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException alreadyHere) {
      // held by this very program, which tryLock reports by throwing
    }
    if (lock == null) {
      channel.close();
      throw new TerminalException(
          "OP-1958", "another program uses this terminal: " + file.getParent());
    }
    return channel;
  }
}
