package org.openprepaid.iso8583;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, long enough for a busy machine. */
final class Waiting {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Waiting() {}

  static void until(Callable<Boolean> condition) {
    await().atMost(LONGEST).pollInterval(Duration.ofMillis(5)).until(condition);
  }
}
