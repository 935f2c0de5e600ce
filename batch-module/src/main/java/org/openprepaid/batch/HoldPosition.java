package org.openprepaid.batch;

import java.io.Serializable;
import java.time.LocalDateTime;

/**
 * How far a run has read: the checkpoint. Holds are read in the order of their expiry, so those
 * that change their state meanwhile neither repeat nor hide others.
 *
 * @param dueBefore the run takes what expired before (UTC)
 * @param expiresAt the last hold read
 * @param id the last hold read
 */
public record HoldPosition(LocalDateTime dueBefore, LocalDateTime expiresAt, long id)
    implements Serializable {
  private static final LocalDateTime EARLIEST = LocalDateTime.of(2000, 1, 1, 0, 0);

  static HoldPosition start(LocalDateTime dueBefore) {
    return new HoldPosition(dueBefore, EARLIEST, 0);
  }

  HoldPosition after(DueHold hold) {
    return new HoldPosition(dueBefore, hold.expiresAt(), hold.id());
  }
}
