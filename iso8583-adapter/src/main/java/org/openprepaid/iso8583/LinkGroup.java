package org.openprepaid.iso8583;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The links to one host, among which requests are shared. On the host's event loop. */
final class LinkGroup {
  private final Upstream upstream;
  private final List<HostLink> links = new ArrayList<>();
  private int first;
  private long downSinceNanos = System.nanoTime();

  LinkGroup(Upstream upstream, LinkEvents events, RandomGenerator random) {
    this.upstream = upstream;
    UpstreamSettings settings = upstream.settings();
    for (int i = 0; i < settings.links(); i++) {
      links.add(
          new HostLink(
              upstream,
              settings.addresses().get(i % settings.addresses().size()),
              events,
              new Backoff(
                  settings.timeouts().reconnectMin(), settings.timeouts().reconnectMax(), random)));
    }
  }

  void open() {
    links.forEach(HostLink::open);
  }

  /** The link with the fewest requests in flight of those that have room; {@code null}: none. */
  LinkSession leastLoaded() {
    LinkSession best = null;
    // from another one each time, so that links with the same load take turns
    first = first + 1 >= links.size() ? 0 : first + 1;
    for (int i = 0; i < links.size(); i++) {
      LinkSession session = links.get((first + i) % links.size()).session();
      if (session != null
          && session.hasRoom()
          && (best == null || session.inFlight() < best.inFlight())) {
        best = session;
      }
    }
    return best;
  }

  /** Sends what was written. */
  void flush() {
    for (HostLink link : links) {
      if (link.session() != null) {
        link.session().flush();
      }
    }
  }

  /** Counts the links anew; returns whether a number has changed. */
  boolean count() {
    int connected = 0;
    int up = 0;
    for (HostLink link : links) {
      LinkSession session = link.session();
      connected += session != null && session.isConnected() ? 1 : 0;
      up += session != null && session.isUp() ? 1 : 0;
    }
    UpstreamStatistics statistics = upstream.statistics();
    boolean changed = connected != statistics.connected || up != statistics.signedOn;
    if (up == 0 && statistics.signedOn > 0) {
      downSinceNanos = System.nanoTime();
    }
    statistics.connected = connected;
    statistics.signedOn = up;
    return changed;
  }

  /** Whether no link has taken requests for so long. */
  boolean isDown(long now, long nanos) {
    return upstream.statistics().signedOn == 0 && now - downSinceNanos > nanos;
  }

  /** A session is over; its link is made again. */
  void ended(LinkSession session, int inDoubt) {
    for (HostLink link : links) {
      if (link.session() == session) {
        link.ended(inDoubt);
      }
    }
  }

  void checkTimes(long now) {
    for (HostLink link : links) {
      link.checkTimes(now);
    }
  }

  /** Signs off and makes no more links. */
  void leave() {
    links.forEach(HostLink::leave);
  }

  void cut() {
    links.forEach(HostLink::cut);
  }

  boolean isGone() {
    return links.stream().allMatch(HostLink::isGone);
  }
}
