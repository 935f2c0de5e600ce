package org.openprepaid.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Time of all the machine's processors together, since it was switched on.
 *
 * @param all that there was
 * @param busy in which they worked, for whomever, or were kept from this machine by its host
 */
record MachineTime(Duration all, Duration busy) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final int IDLE = 3;
  private static final int WAITING = 4;

  /** Guests' time is counted in user time already. */
  private static final int COLUMNS = 8;

  static MachineTime now() {
    try (Stream<String> lines = Files.lines(STAT, StandardCharsets.US_ASCII)) {
      return of(lines.findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the first line of {@code /proc/stat}. */
  static MachineTime of(String line) {
    long[] ticks =
        Stream.of(line.trim().split(" +", -1))
            .skip(1)
            .limit(COLUMNS)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = LongStream.of(ticks).sum();
    return new MachineTime(
        ProcessorTime.ofTicks(all), ProcessorTime.ofTicks(all - ticks[IDLE] - ticks[WAITING]));
  }

  /** The share of the machine, 0 to 1, that others than these had since then. */
  double shareOfOthers(MachineTime before, ProcessorTime ours) {
    Duration others = busy.minus(before.busy).minus(ours.total());
    return Math.max(0, (double) others.toNanos() / all.minus(before.all).toNanos());
  }
}
