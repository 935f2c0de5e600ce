package org.openprepaid.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the holds that are due at the start of the run, page by page; goes on from its checkpoint.
 */
@Dependent
@Named("holdExpiryReader")
public class HoldExpiryReader extends AbstractItemReader {
  /** A hold is due a little late, so that no node's clock still calls it current. */
  static final Duration GRACE = Duration.ofMinutes(1);

  private final DueHolds holds;
  private final Clock clock;
  private final Deque<DueHold> page = new ArrayDeque<>();
  private HoldPosition position;
  private boolean exhausted;

  @Inject
  public HoldExpiryReader(DueHolds holds) {
    this(holds, Clock.systemUTC());
  }

  HoldExpiryReader(DueHolds holds, Clock clock) {
    this.holds = holds;
    this.clock = clock;
  }

  /** What is due now. */
  static LocalDateTime dueBefore(Clock clock) {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).minus(GRACE);
  }

  @Override
  public void open(Serializable checkpoint) {
    position =
        checkpoint instanceof HoldPosition known ? known : HoldPosition.start(dueBefore(clock));
  }

  @Override
  public DueHold readItem() throws SQLException {
    if (page.isEmpty() && !exhausted) {
      page.addAll(holds.after(position));
      exhausted = page.size() < DueHolds.PAGE;
    }
    DueHold hold = page.poll();
    if (hold != null) {
      position = position.after(hold);
    }
    return hold;
  }

  @Override
  public HoldPosition checkpointInfo() {
    return position;
  }
}
