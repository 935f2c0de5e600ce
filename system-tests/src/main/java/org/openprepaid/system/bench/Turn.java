package org.openprepaid.system.bench;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Whose turn it is: every terminal comes up, in an order that jumps about. Each thread has its own.
 */
@State(Scope.Thread)
public class Turn {
  /** Prime to {@link ModuleOnTrial#TERMINALS}. */
  private static final int STEP = 617;

  private static final AtomicInteger STARTED = new AtomicInteger();

  private int at = STARTED.getAndIncrement() * ModuleOnTrial.TERMINALS / 2;

  /** From 0 to {@link ModuleOnTrial#TERMINALS} - 1. */
  int next() {
    at = (at + STEP) % ModuleOnTrial.TERMINALS;
    return at;
  }
}
