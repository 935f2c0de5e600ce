package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.operator.Role;
import org.openprepaid.routing.RoutingDesk;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** Routing, for staff: what stands there, and its changes. */
@Path("admin/routing/{kind}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTRATOR_ROLE)
@SecurityRequirement(name = "operator")
@Tag(name = "Routing", description = "Whose a card number is, and who decides about it")
@APIResponse(
    responseCode = "400",
    description = "The body or a parameter is malformed (OP-1809), or does not fit (OP-165x)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
public class RouteResource {
  private static final String KIND =
      "issuers, ranges, routes, hosts or out-of-service (hosts that are not to be asked)";

  @Inject private RoutingDesk desk;
  @Context private SecurityContext caller;

  /** A page of what stands there. */
  @GET
  @RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
  @Operation(summary = "A page of routing entries of one kind")
  @APIResponse(
      responseCode = "200",
      description = "What stands there",
      content = @Content(schema = @Schema(implementation = RouteList.class)))
  public RouteList list(
      @Parameter(description = KIND) @PathParam("kind") String kind,
      @Parameter(description = "1, 2, 3 …") @QueryParam("page") String page,
      @Parameter(description = "1 to 100, 20 if absent") @QueryParam("limit") String limit)
      throws SQLException {
    return RouteList.of(desk.plan(), named(kind), page, limit);
  }

  /** Adds an entry. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Add a routing entry",
      description =
          "The body has the members that the list shows. Wanted are: of an issuer code and name; of"
              + " a range digits and issuer; of a route issuer and host; of a host name, title and"
              + " institution; for out-of-service host and reason. In force on this server at once,"
              + " on the others within a second.")
  @RequestBody(content = @Content(schema = @Schema(implementation = RouteView.class)))
  @APIResponse(
      responseCode = "201",
      description = "The change",
      content = @Content(schema = @Schema(implementation = RouteChange.class)))
  @APIResponse(
      responseCode = "409",
      description = "It contradicts what stands there (OP-1653, OP-1658, OP-1659, OP-1663)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Response add(@PathParam("kind") String kind, InputStream body)
      throws IOException, SQLException {
    RoutingEntry.Kind wanted = named(kind);
    RouteRequest request = RouteRequest.read(body);
    RoutingEntry entry =
        switch (wanted) {
          case ISSUER -> RouteBody.issuer(request);
          case RANGE -> RouteBody.range(request);
          case ROUTE -> RouteBody.route(request);
          case HOST -> RouteBody.host(request);
          case MARK -> RouteBody.mark(request, operator());
        };
    request.end();
    RouteChange change = RouteChange.of(desk.add(operator(), entry));
    return Response.status(Response.Status.CREATED).entity(change).build();
  }

  /** Takes an entry away. */
  @DELETE
  @Path("{key}")
  @Operation(
      summary = "Remove a routing entry",
      description = "By its code, digits, id or host. Hosts themselves stay.")
  @APIResponse(
      responseCode = "200",
      description = "The change",
      content = @Content(schema = @Schema(implementation = RouteChange.class)))
  @APIResponse(
      responseCode = "404",
      description = "It is not there (OP-1660)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @APIResponse(
      responseCode = "409",
      description = "Another entry needs it (OP-1661)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public RouteChange remove(@PathParam("kind") String kind, @PathParam("key") String key)
      throws SQLException {
    return RouteChange.of(desk.remove(operator(), named(kind), key));
  }

  private static RoutingEntry.Kind named(String kind) {
    return switch (kind) {
      case "issuers" -> RoutingEntry.Kind.ISSUER;
      case "ranges" -> RoutingEntry.Kind.RANGE;
      case "routes" -> RoutingEntry.Kind.ROUTE;
      case "hosts" -> RoutingEntry.Kind.HOST;
      case "out-of-service" -> RoutingEntry.Kind.MARK;
      default -> throw ApiException.notFound("there is nothing here");
    };
  }

  private String operator() {
    return caller.getUserPrincipal().getName();
  }
}
