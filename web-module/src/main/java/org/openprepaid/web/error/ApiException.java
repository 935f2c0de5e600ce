package org.openprepaid.web.error;

import jakarta.ws.rs.core.Response;

/** A request that cannot be done, and what its sender is told. */
public class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Response.Status status;
  private final String code;

  /**
   * @param code {@code OP-18nn}
   * @param message for the caller: nothing internal, nothing secret
   */
  public ApiException(Response.Status status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** A parameter that is missing or malformed. */
  public static ApiException badParameter(String message) {
    return new ApiException(Response.Status.BAD_REQUEST, "OP-1809", message);
  }

  /** Something asked for by its id that is not there. */
  public static ApiException notFound(String message) {
    return new ApiException(Response.Status.NOT_FOUND, "OP-1803", message);
  }

  Response response() {
    return new ApiError(code, getMessage()).response(status.getStatusCode());
  }

  public Response.Status status() {
    return status;
  }

  public String code() {
    return code;
  }
}
