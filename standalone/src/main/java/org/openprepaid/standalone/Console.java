package org.openprepaid.standalone;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What these processes tell the one who started them: a line each, with the seconds since start.
 */
final class Console {
  private final PrintWriter out;
  private final long startNanos = System.nanoTime();

  Console(PrintWriter out) {
    this.out = out;
  }

  /** Something done, or begun and taking time. */
  void step(String line) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    print(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
  }

  /** The one line that starts with READY, which a caller waits for. */
  void ready(String what) {
    print("READY " + what);
  }

  /** A secret, which does not become a text that stays in memory. */
  void print(char[] secret) {
    synchronized (out) {
      out.println(secret);
      out.flush();
    }
  }

  void print(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
