package org.openprepaid.id;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Trace numbers (element 11) of the messages that this node sends to other hosts: 1 to 999,999, and
 * in one second no two alike over all nodes, so that a host which recognises a message by its
 * transmission time and trace number never takes two for one.
 *
 * <p>A node's numbers come round after {@value #A_NODE} of them: it sends fewer a second. Where
 * they begin is taken from the clock, so that a restart does not begin where the last run did.
 */
public final class TraceNumbers {
  private static final int NODES = TimeOrderedIds.MAX_NODE + 1;
  private static final int A_NODE = 7_812;

  private final int node;
  private final AtomicInteger next;

  /**
   * @param node 0 to {@value TimeOrderedIds#MAX_NODE}, its own for each running node
   */
  public TraceNumbers(int node, Clock clock) {
    this.node = node;
    this.next = new AtomicInteger((int) Math.floorMod(clock.millis(), (long) A_NODE));
  }

  /** The next number, 1 to 999,999. */
  public int next() {
    int slot = Math.floorMod(next.getAndIncrement(), A_NODE);
    return 1 + slot * NODES + node;
  }
}
