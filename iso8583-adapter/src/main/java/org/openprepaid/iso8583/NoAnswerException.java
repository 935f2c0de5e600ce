package org.openprepaid.iso8583;

/**
 * No answer came in time, or the link broke after the request was written: the host may have it.
 */
public final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  public NoAnswerException(String reason) {
    // told thousands of times a second when a host is away: no stack is walked for it
    super(reason, null, false, false);
  }
}
