package org.openprepaid.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time that the three parties have used.
 *
 * @param database the database server's process
 * @param server the application server's process
 * @param client this process
 */
record ProcessorTime(Duration database, Duration server, Duration client) {
  /** Linux shows processes' times in hundredths of a second on every architecture. */
  private static final long TICK_MILLIS = 10;

  private static final int USER_TIME = 11;

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(
        database.minus(before.database), server.minus(before.server), client.minus(before.client));
  }

  Duration total() {
    return database.plus(server).plus(client);
  }

  /** User and system time of a process since it began. */
  static Duration of(ProcessHandle process) {
    return ofStat(process, 2);
  }

  /** The same, with that of the processes that it started and that have ended. */
  static Duration withChildren(ProcessHandle process) {
    return ofStat(process, 4);
  }

  /**
   * @param count of fields from the user time on: its own user and system time, then its children's
   */
  private static Duration ofStat(ProcessHandle process, int count) {
    String stat = read(Path.of("/proc/" + process.pid() + "/stat"));
    // the second field is a file name in brackets that may itself hold blanks and brackets
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Stream.of(fields).skip(USER_TIME).limit(count).mapToLong(Long::parseLong).sum();
    return ofTicks(ticks);
  }

  static Duration ofTicks(long ticks) {
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }

  /** Memory of a process that is in RAM, in KiB. */
  static long residentKib(ProcessHandle process) {
    String status = read(Path.of("/proc/" + process.pid() + "/status"));
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
