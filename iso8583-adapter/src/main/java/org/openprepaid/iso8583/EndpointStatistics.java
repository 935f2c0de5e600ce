package org.openprepaid.iso8583;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one endpoint; {@link Iso8583EndpointMXBean} says what each counts. */
final class EndpointStatistics implements Iso8583EndpointMXBean {
  private final String profile;
  private volatile int port;

  final AtomicInteger connectionsOpen = new AtomicInteger();
  final AtomicInteger inFlight = new AtomicInteger();
  final AtomicInteger workers = new AtomicInteger();
  final LongAdder connectionsAccepted = new LongAdder();
  final LongAdder connectionsRefused = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder replies = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder undelivered = new LongAdder();
  final LongAdder unreadableFrames = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder pauses = new LongAdder();

  EndpointStatistics(String profile) {
    this.profile = profile;
  }

  /**
   * @param port the port now listened on, 0 when there is none
   */
  void listening(int port) {
    this.port = port;
  }

  @Override
  public boolean isActive() {
    return port != 0 && workers.get() > 0;
  }

  @Override
  public String getProfile() {
    return profile;
  }

  @Override
  public int getPort() {
    return port;
  }

  @Override
  public int getConnectionsOpen() {
    return connectionsOpen.get();
  }

  @Override
  public long getConnectionsAccepted() {
    return connectionsAccepted.sum();
  }

  @Override
  public long getConnectionsRefused() {
    return connectionsRefused.sum();
  }

  @Override
  public long getRequests() {
    return requests.sum();
  }

  @Override
  public long getReplies() {
    return replies.sum();
  }

  @Override
  public long getFailures() {
    return failures.sum();
  }

  @Override
  public long getUndelivered() {
    return undelivered.sum();
  }

  @Override
  public long getUnreadableFrames() {
    return unreadableFrames.sum();
  }

  @Override
  public long getTimeouts() {
    return timeouts.sum();
  }

  @Override
  public long getPauses() {
    return pauses.sum();
  }

  @Override
  public int getInFlight() {
    return inFlight.get();
  }

  @Override
  public int getWorkers() {
    return workers.get();
  }
}
