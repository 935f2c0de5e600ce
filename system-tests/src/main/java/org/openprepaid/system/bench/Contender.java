package org.openprepaid.system.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Something that makes purchases as fast as it can. */
interface Contender {
  /** Its name in the table. */
  String name();

  /** Makes purchases for this long, and returns when the last one is answered. */
  Tally run(Duration length) throws Exception;

  /**
   * What was done.
   *
   * @param purchases done
   * @param trouble in words, what did not end in an approval; empty when all did
   * @param elapsed from the first request to the last answer
   * @param latency of each purchase, in microseconds
   */
  record Tally(long purchases, String trouble, Duration elapsed, Histogram latency) {
    /** Up to a minute, in microseconds, to three digits. */
    static Histogram histogram() {
      return new Histogram(60_000_000L, 3);
    }
  }
}
