package org.openprepaid.iso8583;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Writes operator messages. One that peers can provoke is written ten times in ten seconds at most;
 * the first after that says how many were left out.
 */
final class OperatorLog {
  private static final Logger LOGGER = Logger.getLogger("org.openprepaid.iso8583");
  private static final int BURST = 10;
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  private final String endpoint;
  private final Map<OperatorMessage, Throttle> throttles = new EnumMap<>(OperatorMessage.class);

  /**
   * @param endpoint name of the endpoint, the first argument of every message
   */
  OperatorLog(String endpoint) {
    this.endpoint = endpoint;
    for (OperatorMessage message : OperatorMessage.values()) {
      throttles.put(message, new Throttle());
    }
  }

  void write(OperatorMessage message, Object... details) {
    if (!LOGGER.isLoggable(message.level())) {
      return;
    }
    long omitted = message.throttled() ? throttles.get(message).pass(System.nanoTime()) : 0;
    if (omitted < 0) {
      return;
    }
    Object[] arguments = new Object[details.length + 1];
    arguments[0] = endpoint;
    for (int i = 0; i < details.length; i++) {
      // as text, or MessageFormat would write 8,583
      arguments[i + 1] = String.valueOf(details[i]);
    }
    String text = message.code() + ' ' + new MessageFormat(message.text()).format(arguments);
    LOGGER.log(message.level(), omitted == 0 ? text : text + " (" + omitted + " like it omitted)");
  }

  private static final class Throttle {
    private long windowStart;
    private int written;
    private long omitted;

    /** The number left out before this one, or -1 when this one is left out too. */
    synchronized long pass(long now) {
      if (written == 0 || now - windowStart > WINDOW_NANOS) {
        windowStart = now;
        written = 0;
      }
      if (written == BURST) {
        omitted++;
        return -1;
      }
      written++;
      long before = omitted;
      omitted = 0;
      return before;
    }
  }
}
