package org.openprepaid.key;

import jakarta.ejb.ApplicationException;

/**
 * A key, key block, key store or sealed value that cannot be used. The message begins with the
 * operator's code and never holds key material, PINs or card numbers.
 */
@ApplicationException(rollback = true)
public class KeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final KeyFault fault;

  public KeyException(KeyFault fault, String detail) {
    this(fault, detail, null);
  }

  public KeyException(KeyFault fault, String detail, Throwable cause) {
    super(fault.code() + " " + fault.text() + ": " + detail, cause);
    this.fault = fault;
  }

  /** What went wrong. */
  public KeyFault fault() {
    return fault;
  }

  /** The operator's code, {@code OP-15nn}. */
  public String code() {
    return fault.code();
  }
}
