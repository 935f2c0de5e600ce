package org.openprepaid.upstreamhost;

/** The simulator cannot do what it was asked; the message begins with its code. */
public final class HostException extends RuntimeException {
  private final String code;

  public HostException(String code, String what) {
    super(code + " " + what);
    this.code = code;
  }

  public HostException(String code, String what, Throwable cause) {
    super(code + " " + what, cause);
    this.code = code;
  }

  /** {@code OP-nnnn}. */
  public String code() {
    return code;
  }
}
