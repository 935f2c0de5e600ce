package org.openprepaid.iso8583;

/** The request did not leave: no link, no room, closing, or not writable. Nothing is in doubt. */
public final class NotSentException extends Exception {
  private static final long serialVersionUID = 1;

  public NotSentException(String reason) {
    // told thousands of times a second when a host is away: no stack is walked for it
    super(reason, null, false, false);
  }
}
