package org.openprepaid.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An operator's message that is not repeated within some time, and counts what it left out. */
final class Notice {
  private static final Logger LOG = Logger.getLogger(Notice.class.getPackageName());

  private final Level level;
  private final Duration silence;
  private final Clock clock;
  private Instant quietUntil = Instant.MIN;
  private long leftOut;

  Notice(Level level, Duration silence, Clock clock) {
    this.level = level;
    this.silence = silence;
    this.clock = clock;
  }

  /**
   * Says it, unless something was said a moment ago.
   *
   * @param message begins with its code
   * @param cause its text is added, without its stack: {@code null} for none
   */
  synchronized void say(String message, Throwable cause) {
    Instant now = clock.instant();
    if (now.isBefore(quietUntil)) {
      leftOut++;
      return;
    }
    String more = leftOut == 0 ? "" : " (and " + leftOut + " more like it)";
    String why = cause == null ? "" : ": " + cause;
    LOG.log(level, () -> message + why + more);
    quietUntil = now.plus(silence);
    leftOut = 0;
  }
}
