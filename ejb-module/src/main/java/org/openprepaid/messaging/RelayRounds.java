package org.openprepaid.messaging;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/**
 * The relay's working day: a pass every second or when it is woken, a sweep every ten seconds, a
 * look for the metrics every five. Nothing that fails ends it; after passes that fail it rests
 * longer, because the container tells of every connection that it cannot make.
 */
final class RelayRounds implements Runnable {
  static final Duration PASS_EVERY = Duration.ofSeconds(1);
  static final Duration SWEEP_EVERY = Duration.ofSeconds(10);
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** Passes that fail follow one another no slower. */
  static final Duration LONGEST_REST = Duration.ofSeconds(10);

  private final OutboxRelay relay;
  private final OwedWatch watch;
  private final Runnable publish;
  private final Clock clock;
  private final Notice failed;
  private final Notice lost;
  private final Semaphore bell = new Semaphore(0);
  private Instant nextPass = Instant.MIN;
  private Duration rest = PASS_EVERY;
  private Instant nextSweep = Instant.MIN;
  private Instant nextLook = Instant.MIN;
  private volatile boolean running = true;

  /**
   * @param publish hands on what was counted, after each look
   */
  RelayRounds(OutboxRelay relay, OwedWatch watch, Runnable publish, Clock clock) {
    this.relay = relay;
    this.watch = watch;
    this.publish = publish;
    this.clock = clock;
    failed = new Notice(Level.WARNING, Duration.ofSeconds(30), clock);
    lost = new Notice(Level.WARNING, Duration.ofSeconds(30), clock);
  }

  /** Makes the next pass begin at once. */
  void wake() {
    // one ring is as good as a hundred
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  void stop() {
    running = false;
    wake();
  }

  @Override
  public void run() {
    try {
      while (running) {
        work();
        boolean rung = bell.tryAcquire(PASS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (rung) {
          bell.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that fails does not keep the others from their work: sight is wanted most in trouble. */
  private void work() {
    Instant now = clock.instant();
    if (!now.isBefore(nextSweep)) {
      nextSweep = now.plus(SWEEP_EVERY);
      attempt(this::sweep);
    }
    if (!now.isBefore(nextPass)) {
      pass(now);
    }
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(LOOK_EVERY);
      attempt(this::look);
    }
  }

  private void pass(Instant now) {
    if (attempt(relay::pass)) {
      rest = PASS_EVERY;
    } else {
      nextPass = now.plus(rest);
      Duration longer = rest.multipliedBy(2);
      rest = longer.compareTo(LONGEST_REST) < 0 ? longer : LONGEST_REST;
    }
  }

  @FunctionalInterface
  private interface Step {
    int take() throws SQLException;
  }

  private boolean attempt(Step step) {
    try {
      step.take();
      return true;
    } catch (SQLException | RuntimeException e) {
      failed.say("OP-1672 what is owed cannot be relayed now; it is kept and tried again", e);
      return false;
    }
  }

  private int sweep() throws SQLException {
    int swept = relay.sweep();
    if (swept > 0) {
      lost.say("OP-1680 messages of debts were lost, which are relayed anew: " + swept, null);
    }
    return swept;
  }

  private int look() throws SQLException {
    watch.look();
    publish.run();
    return 0;
  }
}
