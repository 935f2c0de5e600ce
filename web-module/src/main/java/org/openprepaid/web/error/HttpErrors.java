package org.openprepaid.web.error;

/** The code and the words for an HTTP status that no resource chose. */
final class HttpErrors {

  private HttpErrors() {}

  static ApiError of(int status) {
    return switch (status) {
      case 400 -> new ApiError("OP-1809", "the request is malformed");
      case 401 -> new ApiError("OP-1801", "log in as an operator");
      case 403 -> new ApiError("OP-1802", "your roles do not allow this");
      case 404 -> new ApiError("OP-1803", "there is nothing here");
      case 405 -> new ApiError("OP-1810", "this method is not for this resource");
      case 406, 415 -> new ApiError("OP-1810", "only JSON is spoken here");
      default ->
          status < 500
              ? new ApiError("OP-1809", "the request is refused with status " + status)
              : new ApiError("OP-1800", "an internal error");
    };
  }
}
