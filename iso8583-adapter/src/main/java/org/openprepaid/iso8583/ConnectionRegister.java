package org.openprepaid.iso8583;

import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections, and the limits on them: in all, and from one address. */
final class ConnectionRegister {
  private final int limit;
  private final int limitPerAddress;
  private final AtomicInteger count;
  private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
  private final Set<TerminalConnection> connections = ConcurrentHashMap.newKeySet();

  /**
   * @param count where the number of open connections is kept
   */
  ConnectionRegister(int limit, int limitPerAddress, AtomicInteger count) {
    this.limit = limit;
    this.limitPerAddress = limitPerAddress;
    this.count = count;
  }

  /** Takes a connection in: {@code null}, or which limit is against it. */
  String enter(TerminalConnection connection, InetAddress address) {
    if (count.incrementAndGet() > limit) {
      count.decrementAndGet();
      return "limit of " + limit + " connections";
    }
    if (perAddress.merge(address, 1, Integer::sum) > limitPerAddress) {
      forget(address);
      return "limit of " + limitPerAddress + " connections from one address";
    }
    connections.add(connection);
    return null;
  }

  /** Lets a connection go that was taken in. */
  void leave(TerminalConnection connection, InetAddress address) {
    if (connections.remove(connection)) {
      forget(address);
    }
  }

  private void forget(InetAddress address) {
    count.decrementAndGet();
    perAddress.computeIfPresent(address, (same, open) -> open == 1 ? null : open - 1);
  }

  Set<TerminalConnection> connections() {
    return connections;
  }
}
