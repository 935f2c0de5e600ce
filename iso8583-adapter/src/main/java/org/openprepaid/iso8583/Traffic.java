package org.openprepaid.iso8583;

/**
 * What all connections of one endpoint share.
 *
 * @param dispatch takes a request to the application
 */
record Traffic(
    Profile profile,
    EndpointSettings.Limits limits,
    EndpointSettings.Timeouts timeouts,
    EndpointStatistics statistics,
    OperatorLog log,
    ConnectionRegister register,
    InFlight inFlight,
    Dispatch dispatch) {

  /** Takes a request; never blocks, because it is called on a thread that serves sockets. */
  interface Dispatch {
    void submit(Exchange exchange);

    /** Once true, no further request is taken from a socket. */
    boolean isDraining();
  }
}
