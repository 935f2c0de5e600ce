package org.openprepaid.key.master;

import org.openprepaid.key.KeyFault;

/** The token did not do what was asked. Inside this package; callers get a {@code KeyException}. */
final class TokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final KeyFault fault;

  TokenException(KeyFault fault, String detail) {
    super(detail);
    this.fault = fault;
  }

  TokenException(KeyFault fault, String detail, Throwable cause) {
    super(detail, cause);
    this.fault = fault;
  }

  KeyFault fault() {
    return fault;
  }
}
