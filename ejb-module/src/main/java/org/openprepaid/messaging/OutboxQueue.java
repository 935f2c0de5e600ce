package org.openprepaid.messaging;

import java.time.Duration;
import java.util.List;
import org.openprepaid.upstream.DebtTicket;

/** The queue to the consumers, and the one for what was given up. */
public interface OutboxQueue {

  /**
   * A message to send.
   *
   * @param delay it is delivered so much later, 0 or more
   */
  record Alarm(DebtTicket ticket, Duration delay) {}

  /**
   * Sends all of them or none.
   *
   * @throws RuntimeException when the broker does not take them; some may have arrived nevertheless
   */
  void send(List<Alarm> alarms);

  /** Says of debts that they are dead, for whoever watches the dead letters; all or none. */
  void bury(List<DebtTicket> dead);
}
