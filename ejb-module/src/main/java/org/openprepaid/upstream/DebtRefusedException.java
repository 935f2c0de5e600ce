package org.openprepaid.upstream;

import jakarta.ejb.ApplicationException;

/**
 * An operator wants of a debt what its state does not allow, or names none; nothing was changed.
 */
@ApplicationException(rollback = true)
public class DebtRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No debt has this id. */
  public static final String UNKNOWN = "OP-1677";

  /** Its state does not allow it. */
  public static final String STATE = "OP-1678";

  /** The reason is missing or too long. */
  public static final String REASON = "OP-1679";

  private final String code;
  private final String detail;

  DebtRefusedException(String code, String detail) {
    super(code + " " + detail);
    this.code = code;
    this.detail = detail;
  }

  /** One of the constants. */
  public String code() {
    return code;
  }

  /** The message without the code. */
  public String detail() {
    return detail;
  }
}
