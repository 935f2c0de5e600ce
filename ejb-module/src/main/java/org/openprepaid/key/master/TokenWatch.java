package org.openprepaid.key.master;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.KeyFault;

/**
 * The thread that probes a token's key while it is in reach and has it recovered while it is not,
 * and tells operators of the changes. It never calls the token itself.
 */
final class TokenWatch {
  private static final Logger LOG = Logger.getLogger(TokenWatch.class.getName());

  private final TokenMasterKey key;
  private final long intervalNanos;
  private final ReachListener listener;
  private final Thread thread = BoundedCalls.daemon(this::run, "openprepaid-token-watch");

  /** What was told since the key was last in reach: a trouble is told once, not every second. */
  private final Set<KeyFault> told = EnumSet.noneOf(KeyFault.class);

  TokenWatch(TokenMasterKey key, Duration interval, ReachListener listener) {
    this.key = key;
    this.intervalNanos = interval.toNanos();
    this.listener = listener;
  }

  void start() {
    thread.start();
  }

  /** There is something to tell, or the key was closed. */
  void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    long due = System.nanoTime() + intervalNanos;
    while (!key.reach().isClosed()) {
      LockSupport.parkNanos(this, due - System.nanoTime());
      tell(key.reach());
      if (due - System.nanoTime() <= 0) {
        look(key.reach());
        due = System.nanoTime() + intervalNanos;
      }
    }
  }

  private void look(Reach reach) {
    try {
      if (reach.isInReach()) {
        key.probe(reach);
      } else if (reach.mayComeBack()) {
        key.recover();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the token could not be looked after", e);
    }
  }

  private void tell(Reach reach) {
    if (reach.isClosed()) {
      return;
    }
    if (!reach.isInReach() && told.add(reach.fault())) {
      tell(Level.SEVERE, false, reach.fault(), reach.fault().text() + ": " + reach.why());
    } else if (reach.isInReach() && !told.isEmpty()) {
      told.clear();
      tell(Level.INFO, true, KeyFault.MODULE_UNREACHABLE, "security module in reach again");
    }
  }

  private void tell(Level level, boolean inReach, KeyFault fault, String text) {
    String message = fault.code() + " " + text + ": " + key.label();
    LOG.log(level, message);
    try {
      listener.reach(inReach, message);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a listener failed", e);
    }
  }
}
