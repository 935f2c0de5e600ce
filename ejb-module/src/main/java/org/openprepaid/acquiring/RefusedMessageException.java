package org.openprepaid.acquiring;

import org.openprepaid.transaction.ResponseCode;

/** A message that cannot become a request, and the answer to it. Cheap: it carries no stack. */
final class RefusedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ResponseCode code;

  RefusedMessageException(ResponseCode code, String reason) {
    super(code.code() + " " + reason, null, false, false);
    this.code = code;
  }

  static RefusedMessageException field(int field) {
    return new RefusedMessageException(ResponseCode.FORMAT_ERROR, "element " + field);
  }

  ResponseCode code() {
    return code;
  }
}
