package org.openprepaid.iso8583;

/**
 * Statistics of the links to one host, published as {@code
 * org.openprepaid:type=Iso8583Connection,name=<host>}. Counts start when the connection is made.
 */
public interface Iso8583ConnectionMXBean {
  String getHost();

  String getProfile();

  /** How many links there should be. */
  int getLinks();

  /** How many have a socket. */
  int getConnected();

  /** How many take requests. */
  int getSignedOn();

  /** Requests sent and not yet answered. */
  int getInFlight();

  /** Requests not yet sent. */
  int getWaiting();

  /** For how long the oldest request in flight has been, in milliseconds; 0 when there is none. */
  long getOldestInFlightMillis();

  /** Requests given to a link. */
  long getSent();

  /** Requests whose answer came in time. */
  long getAnswered();

  /** Requests sent whose answer did not come in time. */
  long getTimeouts();

  /** Requests that may have been sent when their link was lost or closed. */
  long getLost();

  /** Requests that certainly did not leave. */
  long getNotSent();

  /** Answers to no request in flight. */
  long getStrays();

  /** Frames of a wrong length, that are no message, or of an unknown type. */
  long getUnreadable();

  /** Links lost, and attempts to connect that failed. */
  long getReconnects();

  /** Requests of the host handed to the application. */
  long getHostRequests();

  /** Replies of the application sent to the host. */
  long getHostReplies();

  /** Requests of the host that nobody took, or that brought no reply that could be sent. */
  long getHostRequestsDropped();
}
