package org.openprepaid.messaging;

import java.util.concurrent.atomic.LongAdder;

/** What this node did for debts since it started. */
final class OwedTally {
  final LongAdder relayed = new LongAdder();
  final LongAdder tries = new LongAdder();
  final LongAdder settled = new LongAdder();
  final LongAdder dead = new LongAdder();

  /** Messages whose debt had moved on, and results that came after somebody else's. */
  final LongAdder duplicates = new LongAdder();

  /** Debts whose message was lost. */
  final LongAdder lost = new LongAdder();
}
