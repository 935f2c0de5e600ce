package org.openprepaid.system.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one contender did in one stretch of time.
 *
 * @param purchases done and answered
 * @param trouble in words, what did not end in an approval; empty when all did
 * @param latency of each, in microseconds
 * @param processor used by all three parties meanwhile
 * @param others share of the machine, 0 to 1, that none of the three had meanwhile
 * @param commits of the database server meanwhile
 */
record Stretch(
    long purchases,
    String trouble,
    Duration elapsed,
    Histogram latency,
    ProcessorTime processor,
    double others,
    long commits) {

  /** Purchases a second. */
  double rate() {
    return purchases * 1e9 / elapsed.toNanos();
  }

  /** In milliseconds. */
  double latencyMillis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1000.0;
  }

  /** Milliseconds of processor time that one purchase took of this. */
  double millisEach(Duration processorTime) {
    return purchases == 0 ? 0 : processorTime.toNanos() / 1e6 / purchases;
  }

  /** Purchases that shared one commit, on average. */
  double groupSize() {
    return commits == 0 ? 0 : (double) purchases / commits;
  }
}
