package org.openprepaid.id;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes 60-bit ids that grow with time: 41 bits of milliseconds since 2025, 7 bits of node, 12 bits
 * of sequence. No database key is generated anywhere, so that rows can be batched and the data
 * split over databases; 60 bits, so that an id fits the 12 characters of a retrieval reference
 * number.
 *
 * <p>A node makes 4,096 ids a millisecond; past that, and when its clock steps back, it borrows
 * from the next millisecond rather than wait. Enough until 2094. Two running nodes never share a
 * number.
 */
public final class TimeOrderedIds {
  /** The highest node number. */
  public static final int MAX_NODE = 127;

  private static final long EPOCH = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
  private static final int SEQUENCE_BITS = 12;
  private static final int NODE_BITS = 7;
  private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

  private final Clock clock;
  private final long nodeBits;

  /** Milliseconds and sequence together, without the node between them. */
  private final AtomicLong last = new AtomicLong();

  /**
   * @param node 0 to {@value #MAX_NODE}, its own for each running node
   */
  public TimeOrderedIds(int node, Clock clock) {
    if (node < 0 || node > MAX_NODE) {
      throw new IllegalArgumentException("OP-1001 openprepaid.node must be 0 to " + MAX_NODE);
    }
    this.clock = clock;
    this.nodeBits = (long) node << SEQUENCE_BITS;
  }

  /** The next id: greater than every one before from this node. */
  public long next() {
    long now = (clock.millis() - EPOCH) << SEQUENCE_BITS;
    long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
    long millis = tick >>> SEQUENCE_BITS;
    return (millis << (NODE_BITS + SEQUENCE_BITS)) | nodeBits | (tick & SEQUENCE_MASK);
  }

  /** When an id was made, to the millisecond (later where ids were borrowed). */
  public static Instant madeAt(long id) {
    return Instant.ofEpochMilli((id >>> (NODE_BITS + SEQUENCE_BITS)) + EPOCH);
  }
}
