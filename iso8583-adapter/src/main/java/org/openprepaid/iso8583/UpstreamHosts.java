package org.openprepaid.iso8583;

import jakarta.resource.ResourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;

/**
 * The hosts that are in use. However many managed connections a container makes, a host has one set
 * of links, which lives as long as one of them wants it.
 */
final class UpstreamHosts {
  private static final Duration THREADS_END = Duration.ofSeconds(3);

  private final Map<String, Entry> hosts = new HashMap<>();
  private OutboundLoops loops;
  private boolean stopped;

  /** A host and how many use it. */
  private static final class Entry {
    private final UpstreamHost host;
    private int users;

    private Entry(UpstreamHost host) {
      this.host = host;
    }
  }

  /**
   * Takes a host into use.
   *
   * @throws ResourceException when its settings are wrong (OP-1101), or the adapter has stopped
   */
  synchronized UpstreamHost take(String name, SettingsSource source) throws ResourceException {
    if (stopped) {
      throw new ResourceException("the adapter has stopped");
    }
    Entry entry = hosts.get(name);
    if (entry == null) {
      try {
        entry = new Entry(make(name, source));
      } catch (InvalidSettingException | RejectedExecutionException e) {
        throw new ResourceException(e.getMessage(), e);
      }
      hosts.put(name, entry);
    }
    entry.users++;
    return entry.host;
  }

  private UpstreamHost make(String name, SettingsSource source) {
    if (loops == null) {
      loops =
          new OutboundLoops(
              new SettingsReader("openprepaid.upstream", source)
                  .number("io-threads", null, 2, 1, 16));
    }
    UpstreamHost host =
        new UpstreamHost(name, UpstreamSettings.of(name, source), loops, new Random());
    host.start();
    return host;
  }

  /** Gives a host up; the last user waits, bounded, until its links are closed. */
  void release(String name, UpstreamHost host) {
    synchronized (this) {
      Entry entry = hosts.get(name);
      if (entry == null || entry.host != host || --entry.users > 0) {
        return;
      }
      hosts.remove(name);
      // inside the lock: the statistics' name must be free before the host is made again
      host.beginClose();
    }
    host.awaitClosed();
  }

  /** Closes all links, bounded, and ends the threads. */
  void stop() {
    List<UpstreamHost> open = new ArrayList<>();
    OutboundLoops running;
    synchronized (this) {
      stopped = true;
      hosts.values().forEach(entry -> open.add(entry.host));
      hosts.clear();
      running = loops;
      open.forEach(UpstreamHost::beginClose);
    }
    open.forEach(UpstreamHost::awaitClosed);
    if (running != null) {
      try {
        running.close(THREADS_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A container may start the same adapter again. */
  synchronized void start() {
    stopped = false;
    loops = null;
  }

  /** The statistics of a host in use, for tests. */
  synchronized UpstreamStatistics statistics(String name) {
    return hosts.get(name).host.statistics();
  }
}
