package org.openprepaid.web.admin;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.openprepaid.routing.RoutingException;
import org.openprepaid.web.error.ApiError;

/** Tells the caller why a change of routing was refused. */
@Provider
public class RouteExceptionMapper implements ExceptionMapper<RoutingException> {

  @Override
  public Response toResponse(RoutingException e) {
    String code = e.fault().code();
    String message = e.getMessage().substring(code.length()).strip();
    return Response.status(status(e))
        .type(MediaType.APPLICATION_JSON)
        .entity(new ApiError(code, message))
        .build();
  }

  private static Response.Status status(RoutingException e) {
    return switch (e.fault()) {
      case NOT_THERE -> Response.Status.NOT_FOUND;
      case OVERLAP, AMBIGUOUS, ALREADY_THERE, IN_USE, LIMIT, NOT_UNDONE -> Response.Status.CONFLICT;
      case UNREADABLE -> Response.Status.SERVICE_UNAVAILABLE;
      case MALFORMED, UNKNOWN_ISSUER, UNKNOWN_HOST, ROUTE_ON_US, SAME_HOST, UNKNOWN_MERCHANT ->
          Response.Status.BAD_REQUEST;
    };
  }
}
