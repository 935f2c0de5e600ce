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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.operator.Role;
import org.openprepaid.upstream.StrayLog;
import org.openprepaid.upstream.UpstreamSight;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** The hosts that hold cards of others: how their links stand, and what strayed in from them. */
@Path("admin/upstream")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Upstream hosts", description = "Links, strays, keys")
@APIResponse(
    responseCode = "401",
    description = "Not logged in (OP-1801)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
@APIResponse(
    responseCode = "403",
    description = "The operator's roles do not allow it (OP-1802)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
public class UpstreamResource {
  private static final int KEY_ANSWER_SECONDS = 30;

  @Inject private UpstreamSight upstream;
  @Inject private OwnTransaction transactions;
  @Inject private AuditTrail audit;
  @Context private SecurityContext caller;

  /** All hosts. */
  @GET
  @Operation(summary = "Hosts and their links", description = "As this server sees them now.")
  @APIResponse(responseCode = "200", description = "The hosts")
  public UpstreamViews.Hosts hosts() {
    return UpstreamViews.Hosts.of(upstream.hosts());
  }

  /** A page of strays. */
  @GET
  @Path("{host}/strays")
  @Operation(
      summary = "Messages that were not posted",
      description =
          "Answers to nothing, late, twice, with another amount or card, with a wrong MAC; messages"
              + " of an unknown type. Newest first; card numbers are masked.")
  @APIResponse(responseCode = "200", description = "What was kept; perhaps nothing")
  public UpstreamViews.Strays strays(
      @PathParam("host") String host,
      @Parameter(description = "Id of the last one of the page before") @QueryParam("before")
          String before,
      @Parameter(description = "1 to 100, by default 20") @QueryParam("limit") String limit)
      throws SQLException {
    requireKnown(host);
    int size = Page.of(null, limit).limit();
    long from = before == null ? Long.MAX_VALUE : id(before);
    List<StrayLog.Entry> found =
        transactions.run(connection -> StrayLog.of(connection, host, from, size + 1));
    return UpstreamViews.Strays.of(found, size);
  }

  /** Asks for a key. */
  @POST
  @Path("{host}/key-request")
  @RolesAllowed(Role.ADMINISTRATOR_ROLE)
  @Operation(
      summary = "Ask a host for a new working key",
      description = "It sends the key in a message of its own; `./prepaid keys list` shows it.")
  @APIResponse(responseCode = "200", description = "The host has answered")
  @APIResponse(
      responseCode = "503",
      description = "The host cannot be asked, or says nothing (OP-1812)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public UpstreamViews.KeyAsked requestKey(
      @PathParam("host") String host,
      @Parameter(description = "ZPK or ZAK") @QueryParam("type") String type) {
    requireKnown(host);
    if (!"ZPK".equals(type) && !"ZAK".equals(type)) {
      throw ApiException.badParameter("type is ZPK or ZAK");
    }
    String operator = caller.getUserPrincipal().getName();
    String answer;
    try {
      answer = asked(host, type);
    } catch (ApiException e) {
      audit.record(operator, "KEY_REQUEST", host + ":" + type, "REFUSED", e.code());
      throw e;
    }
    audit.record(operator, "KEY_REQUEST", host + ":" + type, "DONE", answer);
    return new UpstreamViews.KeyAsked(host, type, answer);
  }

  private String asked(String host, String type) {
    try {
      return upstream
          .requestKey(host, type)
          .toCompletableFuture()
          .get(KEY_ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered();
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      throw unanswered();
    }
  }

  private static ApiException unanswered() {
    return new ApiException(
        Response.Status.SERVICE_UNAVAILABLE, "OP-1812", "the host does not answer now");
  }

  private void requireKnown(String host) {
    if (!upstream.hosts().containsKey(host)) {
      throw ApiException.notFound("no such host");
    }
  }

  private static long id(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw ApiException.badParameter("before is an id");
    }
    return Long.parseLong(text);
  }
}
