package org.openprepaid.web.admin;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.openprepaid.routing.RoutingException;
import org.openprepaid.routing.RoutingFault;
import org.openprepaid.web.error.ApiError;

/** Tells the caller why a change of routing was refused. */
@Provider
public class RouteExceptionMapper implements ExceptionMapper<RoutingException> {

  @Override
  public Response toResponse(RoutingException e) {
    return Response.status(status(e.fault()))
        .type(MediaType.APPLICATION_JSON)
        .entity(error(e))
        .build();
  }

  static ApiError error(RoutingException e) {
    String code = e.fault().code();
    return new ApiError(code, e.getMessage().substring(code.length()).strip());
  }

  static Response.Status status(RoutingFault fault) {
    return switch (fault) {
      case NOT_THERE -> Response.Status.NOT_FOUND;
      case OVERLAP, AMBIGUOUS, ALREADY_THERE, IN_USE, LIMIT, NOT_UNDONE -> Response.Status.CONFLICT;
      case UNREADABLE -> Response.Status.SERVICE_UNAVAILABLE;
      case MALFORMED, UNKNOWN_ISSUER, UNKNOWN_HOST, ROUTE_ON_US, SAME_HOST, UNKNOWN_MERCHANT ->
          Response.Status.BAD_REQUEST;
    };
  }
}
