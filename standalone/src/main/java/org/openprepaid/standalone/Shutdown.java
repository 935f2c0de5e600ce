package org.openprepaid.standalone;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started and is to be stopped when the process is asked to end (SIGTERM, SIGINT) or
 * fails: the latest first, the database last of all.
 */
final class Shutdown {
  private record Part(String name, AutoCloseable closeable) {}

  private final Deque<Part> parts = new ArrayDeque<>();
  private final Console console;
  private boolean stopped;

  private Shutdown(Console console) {
    this.console = console;
  }

  static Shutdown onSignal(Console console) {
    Shutdown shutdown = new Shutdown(console);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::stop, "shutdown"));
    return shutdown;
  }

  /**
   * Registers what has just been started. When the end has come meanwhile, it is stopped at once.
   */
  synchronized <T extends AutoCloseable> T add(String name, T part) {
    if (stopped) {
      close(new Part(name, part));
    } else {
      parts.addFirst(new Part(name, part));
    }
    return part;
  }

  /** As {@link #add}, for what others lean on: it is stopped after them. */
  synchronized <T extends AutoCloseable> T addLast(String name, T part) {
    if (stopped) {
      close(new Part(name, part));
    } else {
      parts.addLast(new Part(name, part));
    }
    return part;
  }

  synchronized void stop() {
    stopped = true;
    while (!parts.isEmpty()) {
      close(parts.removeFirst());
    }
  }

  /** One part that does not stop must not keep the others from stopping. */
  private void close(Part part) {
    try {
      part.closeable().close();
      console.step("stopped " + part.name());
    } catch (Exception e) {
      console.step("stopping " + part.name() + " failed: " + e.getMessage());
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }
}
