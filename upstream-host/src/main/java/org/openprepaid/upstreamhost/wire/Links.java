package org.openprepaid.upstreamhost.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The links that are open, the oldest first. */
public final class Links {
  private final List<Link> open = new ArrayList<>();
  private int count;

  synchronized Link opened(DialectChannel channel) {
    Link link = new Link(channel, ++count);
    open.add(link);
    return link;
  }

  void closed(Link link) {
    link.ended();
    synchronized (this) {
      open.remove(link);
    }
  }

  /** How many are open. */
  public synchronized int size() {
    return open.size();
  }

  /** How many there have been. */
  public synchronized int count() {
    return count;
  }

  /** The one that was opened last: the one an acquirer that came back uses. */
  public synchronized Optional<Link> newest() {
    return open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
  }

  void closeAll() {
    List<Link> closing;
    synchronized (this) {
      closing = List.copyOf(open);
    }
    closing.forEach(Link::close);
  }
}
