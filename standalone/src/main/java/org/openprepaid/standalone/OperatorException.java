package org.openprepaid.standalone;

/** A failure that an operator can act on: its message starts with the code and ends with advice. */
public final class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public OperatorException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  public OperatorException(ErrorCode code, String detail, Throwable cause) {
    super(code.code() + " " + code.cause() + ": " + detail + ". " + code.remedy() + ".", cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
