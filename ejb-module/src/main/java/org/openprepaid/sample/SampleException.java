package org.openprepaid.sample;

/** The sample institution cannot be loaded; the message says with a code why and what to do. */
class SampleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;

  private SampleException(String message, boolean lasting, Throwable cause) {
    super(message, cause);
    this.lasting = lasting;
  }

  /** What trying again will not cure. */
  static SampleException lasting(String message) {
    return new SampleException(message, true, null);
  }

  /** What may pass. */
  static SampleException passing(String message, Throwable cause) {
    return new SampleException(message, false, cause);
  }

  boolean isLasting() {
    return lasting;
  }
}
