package org.openprepaid.iso8583;

/**
 * How the links of one connection stand.
 *
 * @param links how many there should be
 * @param connected how many have a socket
 * @param signedOn how many are signed on and take requests
 * @param inFlight requests sent and not yet answered
 * @param waiting requests not yet sent
 * @param strays answers to no request in flight, since the start
 * @param unreadable frames that were no message, since the start
 */
public record LinkStatus(
    int links,
    int connected,
    int signedOn,
    int inFlight,
    int waiting,
    long strays,
    long unreadable) {

  /** Whether a request sent now would leave. */
  public boolean isUp() {
    return signedOn > 0;
  }
}
