package org.openprepaid.iso8583;

import java.util.logging.Level;

/** What the adapter tells operators: a number to look up, and a text. */
enum OperatorMessage {
  ACTIVE("OP-1100", Level.INFO, false, "{0} listens on {1}"),
  CANNOT_BIND(
      "OP-1102",
      Level.SEVERE,
      false,
      "{0} cannot listen on {1}: {2}; free the port or set another; trying again"),
  NO_ENDPOINT(
      "OP-1103",
      Level.WARNING,
      false,
      "{0}: the application gives no message endpoint yet: {1}; trying again"),
  BAD_LENGTH(
      "OP-1104", Level.WARNING, true, "{0}: {1} announced a frame of {2} bytes; connection closed"),
  UNREADABLE(
      "OP-1105",
      Level.WARNING,
      true,
      "{0}: {1} sent what cannot be read ({2}): {3}; connection closed"),
  CONNECTION_REFUSED("OP-1106", Level.WARNING, true, "{0}: {1} refused: {2}"),
  FRAME_TIMEOUT(
      "OP-1107",
      Level.WARNING,
      true,
      "{0}: {1} did not complete a frame in time; connection closed"),
  IN_FLIGHT_LIMIT(
      "OP-1108",
      Level.WARNING,
      true,
      "{0}: {1} requests in flight, the limit; sockets are not read until replies leave"),
  LISTENER_FAILED("OP-1109", Level.SEVERE, true, "{0}: the application failed on {1}: {2}"),
  UNWRITABLE("OP-1110", Level.SEVERE, true, "{0}: the reply to {1} cannot be packed: {2}"),
  UNDELIVERED("OP-1111", Level.INFO, true, "{0}: {1} was gone before its reply"),
  TLS_REFUSED("OP-1112", Level.WARNING, true, "{0}: TLS with {1} failed: {2}"),
  STOPPED("OP-1113", Level.INFO, false, "{0} on {1} stopped"),
  NOT_DRAINED(
      "OP-1114", Level.WARNING, false, "{0} stopped with {1} requests not answered in time"),
  NO_REPLY(
      "OP-1115", Level.SEVERE, true, "{0}: the application did not answer {1} in {2}; given up"),
  NOT_READING(
      "OP-1116", Level.WARNING, true, "{0}: {1} does not read its replies; connection closed"),
  NO_WORKER(
      "OP-1117",
      Level.SEVERE,
      false,
      "{0}: the container refused a work thread: {1}; enlarge its thread pool"),
  LINK_UP("OP-1120", Level.INFO, true, "{0}: the link to {1} takes requests"),
  LINK_LOST(
      "OP-1121",
      Level.WARNING,
      true,
      "{0}: the link to {1} ended ({2}) with {3} requests in doubt; made again in {4} ms"),
  CANNOT_CONNECT(
      "OP-1122", Level.WARNING, true, "{0}: cannot connect to {1}: {2}; tried again in {3} ms"),
  SIGN_ON_REFUSED(
      "OP-1123", Level.SEVERE, true, "{0}: {1} refused the sign-on with {2}; link closed"),
  NO_NETWORK_ANSWER(
      "OP-1124", Level.WARNING, true, "{0}: {1} did not answer {2} in time; link closed"),
  HOST_SIGNED_OFF(
      "OP-1125",
      Level.WARNING,
      true,
      "{0}: {1} signed off; nothing is sent there until it signs on"),
  UNKNOWN_TYPE(
      "OP-1126", Level.WARNING, true, "{0}: {1} sent a message of unknown type: {2}; ignored"),
  STRAY("OP-1127", Level.WARNING, true, "{0}: {1} answered no request in flight: {2}"),
  HOST_REQUEST_DROPPED(
      "OP-1128", Level.WARNING, true, "{0}: a request of {1} was dropped ({2}): {3}"),
  NOT_SENT("OP-1129", Level.WARNING, true, "{0}: requests do not leave: {1}"),
  NO_ADDRESS(
      "OP-1130", Level.WARNING, false, "{0} has no address: every request fails unsent; set {1}"),
  HOST_CLOSED("OP-1131", Level.INFO, false, "{0}: the links are closed"),
  HOST_NOT_DRAINED(
      "OP-1132",
      Level.WARNING,
      false,
      "{0}: closed with {1} requests not answered in time; they are in doubt"),
  HOST_NOT_READING("OP-1133", Level.WARNING, true, "{0}: {1} does not read; link closed"),
  FAULT("OP-1134", Level.SEVERE, true, "{0}: fault of the adapter: {1}");

  private final String code;

  // a Level never changes, but does not say so in a way that the analysis can see
  @SuppressWarnings("ImmutableEnumChecker")
  private final Level level;

  private final boolean throttled;
  private final String text;

  OperatorMessage(String code, Level level, boolean throttled, String text) {
    this.code = code;
    this.level = level;
    this.throttled = throttled;
    this.text = text;
  }

  String code() {
    return code;
  }

  Level level() {
    return level;
  }

  /** Whether a peer can cause it as often as it likes, so that it must not fill the log. */
  boolean throttled() {
    return throttled;
  }

  String text() {
    return text;
  }
}
