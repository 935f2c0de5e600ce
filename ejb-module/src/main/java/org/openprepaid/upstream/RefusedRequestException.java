package org.openprepaid.upstream;

import org.openprepaid.transaction.ResponseCode;

/** A host's request that is refused for its form. The message names an element, never its value. */
final class RefusedRequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final ResponseCode code;

  RefusedRequestException(ResponseCode code, String reason) {
    super(reason);
    this.code = code;
  }

  static RefusedRequestException element(int number) {
    return new RefusedRequestException(ResponseCode.FORMAT_ERROR, "element " + number);
  }

  ResponseCode code() {
    return code;
  }
}
