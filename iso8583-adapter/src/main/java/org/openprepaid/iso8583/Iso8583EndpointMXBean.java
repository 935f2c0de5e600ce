package org.openprepaid.iso8583;

/**
 * Statistics of one endpoint, published as {@code
 * org.openprepaid:type=Iso8583Endpoint,name=<profile>-<port>}. Counts start at the activation.
 */
public interface Iso8583EndpointMXBean {
  /** Listening, and with at least one message endpoint of the application. */
  boolean isActive();

  String getProfile();

  int getPort();

  int getConnectionsOpen();

  long getConnectionsAccepted();

  /** Closed at once, because of a connection limit. */
  long getConnectionsRefused();

  /** Requests read and handed on. */
  long getRequests();

  /** Replies written to their socket. */
  long getReplies();

  /**
   * Requests that brought no reply: the application failed, answered nothing writable or nothing.
   */
  long getFailures();

  /** Replies whose connection had gone. */
  long getUndelivered();

  /** Frames of a wrong length or that are no message. */
  long getUnreadableFrames();

  /** Connections closed by a time limit: idle, half a frame, replies not read. */
  long getTimeouts();

  /** Times that reading stopped because too many requests were in flight. */
  long getPauses();

  int getInFlight();

  /** Message endpoints of the application now in use. */
  int getWorkers();
}
