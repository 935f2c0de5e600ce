package org.openprepaid.softpos.pos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a terminal works.
 *
 * @param directory holds the journals, one directory a terminal below it
 * @param replyTimeout how long a reply is waited for
 * @param maxTries how often a reversal is sent before a transaction is refused
 * @param firstTrace of a new journal, 1 to 999999, or 0 for one taken from the clock
 */
public record TerminalOptions(Path directory, Duration replyTimeout, int maxTries, int firstTrace) {
  /** Journals below this directory, 20 s, three tries, traces from the clock. */
  public static TerminalOptions in(Path directory) {
    return new TerminalOptions(directory, Duration.ofSeconds(20), 3, 0);
  }

  public TerminalOptions withReplyTimeout(Duration timeout) {
    return new TerminalOptions(directory, timeout, maxTries, firstTrace);
  }

  public TerminalOptions withMaxTries(int tries) {
    return new TerminalOptions(directory, replyTimeout, tries, firstTrace);
  }

  public TerminalOptions withFirstTrace(int trace) {
    return new TerminalOptions(directory, replyTimeout, maxTries, trace);
  }
}
