package org.openprepaid.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a directory for this process alone. The operating system lets go of it when the process
 * ends, however it ends.
 */
final class StateLock implements AutoCloseable {
  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory, which is made when there is none.
   *
   * @throws OperatorException OP-1904 when another process has it
   */
  static StateLock take(Path directory) {
    RunDirectory.create(directory);
    Path file = directory.resolve("in-use.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new OperatorException(ErrorCode.ALREADY_RUNNING, directory.toString());
      }
      return new StateLock(channel);
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.STATE_NOT_WRITABLE, file.toString(), e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.UNEXPECTED, "releasing a lock", e);
    }
  }
}
