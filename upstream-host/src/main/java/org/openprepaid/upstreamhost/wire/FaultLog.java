package org.openprepaid.upstreamhost.wire;

import java.util.Set;
import org.jpos.util.LogEvent;
import org.jpos.util.LogListener;

/**
 * What of Q2's log an operator needs: that something failed, without the message it happened to,
 * which has card numbers in it.
 */
public final class FaultLog implements LogListener {
  private static final Set<String> TOLD = Set.of("error", "fatal", "warn");

  @Override
  public LogEvent log(LogEvent event) {
    if (TOLD.contains(event.getTag())) {
      for (Object what : event.getPayLoad()) {
        report(
            what instanceof Throwable failed
                ? failed.toString()
                : String.valueOf(what).lines().findFirst().orElse(""));
      }
    }
    return event;
  }

  /** Prints one line to standard error. */
  public static void report(String what) {
    System.err.println("upstream: " + what);
  }
}
