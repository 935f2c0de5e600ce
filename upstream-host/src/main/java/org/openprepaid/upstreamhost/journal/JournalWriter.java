package org.openprepaid.upstreamhost.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.book.Booking;
import org.openprepaid.upstreamhost.key.KeyType;

/**
 * Appends to the journal. What was written is with the operating system when the call returns: it
 * outlives a kill of the simulator, not a failure of the machine. One simulator writes one journal.
 */
public final class JournalWriter implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  /**
   * Opens the file at its end, and removes a last line that a kill has cut off.
   *
   * @throws HostException {@code OP-1984} when it cannot be written, {@code OP-1990} when another
   *     simulator writes it
   */
  public JournalWriter(Path file) {
    this.file = file;
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new HostException("OP-1984", "cannot write the journal " + file, e);
    }
    try {
      lock = channel.tryLock();
      if (lock == null) {
        throw inUse();
      }
      toEndOfLastLine();
    } catch (OverlappingFileLockException e) {
      throw inUse();
    } catch (IOException e) {
      throw new HostException("OP-1984", "cannot lock the journal " + file, e);
    }
  }

  /**
   * Writes a message, and what goes with it, in one go.
   *
   * @param arrived what came
   * @param booking what was decided, or null when it was decided before or there was nothing to
   * @param answer what is answered
   */
  public void exchange(MessageLine arrived, Booking booking, MessageLine answer) {
    Instant now = Instant.now();
    String effect = booking == null ? "" : JournalLines.effect(now, booking);
    append(arrived.line(now) + effect + answer.line(now));
  }

  /** Writes one message. */
  public void message(MessageLine message) {
    append(message.line(Instant.now()));
  }

  /** Writes a key that is in use from now on, under the zone master key. */
  public void key(KeyType type, String checkValue, String block) {
    append(
        new JsonLine(JournalLines.KEY)
            .with("at", Instant.now().toString())
            .with("type", type.name())
            .with("kcv", checkValue)
            .with("block", block)
            .line());
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1984 closing the journal " + file, e);
    }
  }

  private synchronized void append(String lines) {
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new HostException("OP-1984", "cannot write the journal " + file, e);
    }
  }

  private void toEndOfLastLine() throws IOException {
    long end = channel.size();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (end > 0) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        break;
      }
      end--;
    }
    channel.truncate(end);
    channel.position(end);
  }

  private HostException inUse() {
    return new HostException("OP-1990", "another simulator writes the journal " + file);
  }
}
