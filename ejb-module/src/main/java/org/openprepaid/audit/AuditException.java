package org.openprepaid.audit;

/** The audit trail cannot be written or read (OP-1608). */
public class AuditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AuditException(String what, Throwable cause) {
    super("OP-1608 audit trail: " + what, cause);
  }
}
