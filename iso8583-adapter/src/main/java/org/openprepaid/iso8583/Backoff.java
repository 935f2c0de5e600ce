package org.openprepaid.iso8583;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses before a link is made again: anywhere between the least and a bound that doubles with
 * each failure, so that links lost together do not come back together. Not thread-safe.
 */
final class Backoff {
  private final long least;
  private final long most;
  private final RandomGenerator random;
  private long bound;

  Backoff(Duration least, Duration most, RandomGenerator random) {
    this.least = least.toNanos();
    this.most = most.toNanos();
    this.random = random;
    reset();
  }

  Duration next() {
    long pause = least + (bound > least ? random.nextLong(bound - least + 1) : 0);
    bound = Math.min(most, bound * 2);
    return Duration.ofNanos(pause);
  }

  /** After a link that stood. */
  void reset() {
    bound = Math.min(most, least * 2);
  }
}
