package org.openprepaid.messaging;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.openprepaid.upstream.UpstreamDebt.Status;

/**
 * What is owed, as MicroProfile Metrics. They show what {@link OwedWatch} counted last: whoever
 * reads them asks the database nothing.
 */
final class OwedGauges {
  static final String DEBTS = "openprepaid_owed_debts";
  static final String OLDEST = "openprepaid_owed_oldest_seconds";
  static final String RELAYED = "openprepaid_owed_relayed";
  static final String TRIES = "openprepaid_owed_tries";
  static final String SETTLED = "openprepaid_owed_settled";
  static final String DIED = "openprepaid_owed_died";
  static final String DUPLICATES = "openprepaid_owed_duplicates";
  static final String LOST = "openprepaid_owed_lost";

  private final MetricRegistry metrics;
  private final OwedTally tally;

  OwedGauges(MetricRegistry metrics, OwedWatch watch, OwedTally tally) {
    this.metrics = metrics;
    this.tally = tally;
    for (Status status : new Status[] {Status.OWED, Status.QUEUED, Status.DEAD}) {
      Tag tag = new Tag("status", status.name().toLowerCase(Locale.ROOT));
      metrics.gauge(DEBTS, () -> watch.total(status), tag);
    }
    metrics.gauge(OLDEST, watch::oldestSeconds);
    publish();
  }

  /** Hands on what was counted since the last time. */
  void publish() {
    add(RELAYED, tally.relayed);
    add(TRIES, tally.tries);
    add(SETTLED, tally.settled);
    add(DIED, tally.dead);
    add(DUPLICATES, tally.duplicates);
    add(LOST, tally.lost);
  }

  private void add(String name, LongAdder counted) {
    Counter counter = metrics.counter(name);
    counter.inc(counted.sumThenReset());
  }
}
