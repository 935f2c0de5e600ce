package org.openprepaid.softpos.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What a run measured.
 *
 * @param seconds from the first purchase to the last reply
 * @param codes how often each response code came
 * @param lost purchases without a reply in time, or cut off
 * @param badMacs replies whose MAC was wrong or missing, not counted under their code
 * @param exhausted terminals that ran out of trace numbers, so that some connections stood still
 * @param latency of all replies, in microseconds
 * @param cpuNanos processor time that the load itself took
 */
public record LoadReport(
    double seconds,
    Map<String, Long> codes,
    long lost,
    long badMacs,
    long exhausted,
    Histogram latency,
    long cpuNanos) {
  public LoadReport {
    codes = Map.copyOf(codes);
  }

  public long approved() {
    return codes.getOrDefault("00", 0L);
  }

  /** Replies with a good MAC, approved or not. */
  public long answered() {
    return codes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Approved purchases a second. */
  public double rate() {
    return approved() / seconds;
  }

  /** Processor time of the load's own threads for each reply, in microseconds. */
  public double cpuMicrosPerPurchase() {
    return answered() == 0 ? 0 : cpuNanos / 1000.0 / answered();
  }

  /** In milliseconds. */
  public double percentileMillis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1000.0;
  }

  @Override
  public String toString() {
    return String.format(
        "%,d approved in %.1f s: %,.0f/s, p50 %.2f ms, p99 %.2f ms, max %.2f ms, codes %s,"
            + " lost %d, bad MACs %d, terminals exhausted %d, own cost %.1f us",
        approved(),
        seconds,
        rate(),
        percentileMillis(50),
        percentileMillis(99),
        latency.getMaxValue() / 1000.0,
        new TreeMap<>(codes),
        lost,
        badMacs,
        exhausted,
        cpuMicrosPerPurchase());
  }
}
