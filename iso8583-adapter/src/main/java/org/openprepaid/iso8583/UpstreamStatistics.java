package org.openprepaid.iso8583;

import java.util.concurrent.atomic.LongAdder;

/** The counters of one host; {@link Iso8583ConnectionMXBean} says what each counts. */
final class UpstreamStatistics implements Iso8583ConnectionMXBean {
  private final String host;
  private final String profile;
  private final int links;

  // written by the host's event loop only
  volatile int connected;
  volatile int signedOn;
  volatile int inFlight;
  volatile int waiting;
  volatile long oldestInFlightMillis;

  final LongAdder sent = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder notSent = new LongAdder();
  final LongAdder strays = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  final LongAdder reconnects = new LongAdder();
  final LongAdder hostRequests = new LongAdder();
  final LongAdder hostReplies = new LongAdder();
  final LongAdder hostRequestsDropped = new LongAdder();

  UpstreamStatistics(String host, String profile, int links) {
    this.host = host;
    this.profile = profile;
    this.links = links;
  }

  LinkStatus status() {
    return new LinkStatus(
        links, connected, signedOn, inFlight, waiting, strays.sum(), unreadable.sum());
  }

  @Override
  public String getHost() {
    return host;
  }

  @Override
  public String getProfile() {
    return profile;
  }

  @Override
  public int getLinks() {
    return links;
  }

  @Override
  public int getConnected() {
    return connected;
  }

  @Override
  public int getSignedOn() {
    return signedOn;
  }

  @Override
  public int getInFlight() {
    return inFlight;
  }

  @Override
  public int getWaiting() {
    return waiting;
  }

  @Override
  public long getOldestInFlightMillis() {
    return oldestInFlightMillis;
  }

  @Override
  public long getSent() {
    return sent.sum();
  }

  @Override
  public long getAnswered() {
    return answered.sum();
  }

  @Override
  public long getTimeouts() {
    return timeouts.sum();
  }

  @Override
  public long getLost() {
    return lost.sum();
  }

  @Override
  public long getNotSent() {
    return notSent.sum();
  }

  @Override
  public long getStrays() {
    return strays.sum();
  }

  @Override
  public long getUnreadable() {
    return unreadable.sum();
  }

  @Override
  public long getReconnects() {
    return reconnects.sum();
  }

  @Override
  public long getHostRequests() {
    return hostRequests.sum();
  }

  @Override
  public long getHostReplies() {
    return hostReplies.sum();
  }

  @Override
  public long getHostRequestsDropped() {
    return hostRequestsDropped.sum();
  }
}
