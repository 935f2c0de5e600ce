package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.operator.Role;
import org.openprepaid.routing.RoutingDesk;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** What was changed of routing, when and by whom; and how to take it back. */
@Path("admin/routing/history")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Routing")
public class RouteHistoryResource {
  @Inject private RoutingDesk desk;
  @Context private SecurityContext caller;

  /**
   * A page of changes, the latest first.
   *
   * @param next what to give as {@code before} for the next page; absent on the last
   */
  @Schema(description = "A page of changes, the latest first")
  public record Changes(List<RouteChange> changes, String next) {}

  /** The changes. */
  @GET
  @Operation(summary = "What was changed of routing, the latest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of changes",
      content = @Content(schema = @Schema(implementation = Changes.class)))
  @APIResponse(
      responseCode = "400",
      description = "A parameter is malformed (OP-1809)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Changes history(
      @Parameter(description = "Only older ones than this sequence") @QueryParam("before")
          String before,
      @Parameter(description = "1 to 100, 20 if absent") @QueryParam("limit") String limit)
      throws SQLException {
    int count = RouteList.number("limit", limit, RouteList.DEFAULT_LIMIT, RoutingDesk.MAX_PAGE);
    long older = before == null ? Long.MAX_VALUE : sequence(before);
    List<RouteChange> changes = desk.history(older, count).stream().map(RouteChange::of).toList();
    RouteChange last = changes.size() == count ? changes.get(count - 1) : null;
    // the first of all changes has the sequence 1
    boolean more = last != null && !last.sequence().equals("1");
    return new Changes(changes, more ? last.sequence() : null);
  }

  /** Reverts one change. */
  @POST
  @Path("{sequence}/undo")
  @RolesAllowed(Role.ADMINISTRATOR_ROLE)
  @Operation(summary = "Revert one change, if nothing has changed it since")
  @APIResponse(
      responseCode = "200",
      description = "The change that reverts it",
      content = @Content(schema = @Schema(implementation = RouteChange.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such change (OP-1660)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @APIResponse(
      responseCode = "409",
      description = "It cannot be undone any more (OP-1664), or what was there no longer fits",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public RouteChange undo(@PathParam("sequence") String sequence) throws SQLException {
    return RouteChange.of(desk.undo(caller.getUserPrincipal().getName(), sequence(sequence)));
  }

  private static long sequence(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw ApiException.badParameter("a sequence is a number");
    }
    return Long.parseLong(text);
  }
}
