package org.openprepaid.routing;

import jakarta.ejb.ApplicationException;

/** A change of routing that was refused, whole. The message begins with the operator's code. */
@ApplicationException(rollback = true)
public class RoutingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RoutingFault fault;

  public RoutingException(RoutingFault fault, String detail) {
    this(fault, detail, null);
  }

  public RoutingException(RoutingFault fault, String detail, Throwable cause) {
    super(fault.code() + " " + fault.text() + ": " + detail, cause);
    this.fault = fault;
  }

  /** What is wrong. */
  public RoutingFault fault() {
    return fault;
  }
}
