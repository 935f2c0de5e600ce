package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
import org.openprepaid.upstream.DebtRecord;
import org.openprepaid.upstream.DebtRefusedException;
import org.openprepaid.upstream.DebtRegister;
import org.openprepaid.upstream.DebtRelay;
import org.openprepaid.upstream.DebtStory;
import org.openprepaid.upstream.UpstreamDebt;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** What other hosts must still be told, and what to do about it. Every look and act is audited. */
@Path("admin/owed")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Owed messages", description = "Reversals and advices that hosts must get")
@APIResponse(
    responseCode = "400",
    description = "A parameter is missing or malformed (OP-1809, OP-1679)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
@APIResponse(
    responseCode = "401",
    description = "Not logged in (OP-1801)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
@APIResponse(
    responseCode = "403",
    description = "The operator's roles do not allow it (OP-1802)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
public class OwedResource {
  @Inject private OwnTransaction transactions;
  @Inject private DebtRelay relay;
  @Inject private AuditTrail audit;
  @Context private SecurityContext caller;

  /** A page of debts. */
  @GET
  @Operation(summary = "List what is owed", description = "Newest first, a page at a time.")
  @APIResponse(responseCode = "200", description = "What was found; perhaps nothing")
  public OwedViews.Debts list(
      @Parameter(description = "OWED, QUEUED, SETTLED, DEAD or CLOSED; otherwise any")
          @QueryParam("status")
          String status,
      @Parameter(description = "A host's name; otherwise any", example = "CUPNET")
          @QueryParam("host")
          String host,
      @Parameter(description = "Id of the last debt of the page before") @QueryParam("before")
          String before,
      @Parameter(description = "1 to 100, by default 20") @QueryParam("limit") String limit)
      throws SQLException {
    UpstreamDebt.Status wanted = status == null ? null : status(status);
    String at = host == null ? null : host(host);
    Page page =
        new Page(before == null ? Long.MAX_VALUE : id(before), Page.of(null, limit).limit());
    List<DebtRecord> found =
        transactions.run(
            c -> new DebtRegister(c).list(wanted, at, page.before(), page.limit() + 1));
    String subject = "status %s host %s".formatted(any(status), any(host));
    audited("SEARCH_DEBTS", subject, !found.isEmpty());
    return OwedViews.Debts.of(found, page);
  }

  /** Counts. */
  @GET
  @Path("counts")
  @Operation(summary = "Count what is owed", description = "Per host and state.")
  @APIResponse(responseCode = "200", description = "The counts")
  public OwedViews.Counts counts() throws SQLException {
    return new OwedViews.Counts(
        transactions.run(c -> new DebtRegister(c).counts()).stream()
            .map(OwedViews.Count::of)
            .toList());
  }

  /** One debt. */
  @GET
  @Path("{id}")
  @Operation(
      summary = "One debt with what it is about",
      description = "Its transaction, what was asked of the host, and what strayed in about it.")
  @APIResponse(responseCode = "200", description = "The debt")
  @APIResponse(
      responseCode = "404",
      description = "No such debt (OP-1803)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public OwedViews.Story one(@PathParam("id") String id) throws SQLException {
    long debtId = id(id);
    Optional<OwedViews.Story> found = transactions.run(c -> story(c, debtId));
    audited("READ_DEBT", "debt " + debtId, found.isPresent());
    return found.orElseThrow(() -> ApiException.notFound("no such debt"));
  }

  private static Optional<OwedViews.Story> story(Connection connection, long id)
      throws SQLException {
    Optional<DebtStory> story = DebtStory.of(connection, id);
    return story.isEmpty()
        ? Optional.empty()
        : Optional.of(
            OwedViews.Story.of(
                story.get(),
                StoryParts.summary(connection, story.get().debt().debt().transactionId())));
  }

  /** Brings a dead debt back. */
  @POST
  @Path("{id}/retry")
  @RolesAllowed(Role.ADMINISTRATOR_ROLE)
  @Operation(
      summary = "Try a dead debt again",
      description = "Its tries are counted anew; to the host it is a repetition.")
  @APIResponse(responseCode = "200", description = "The debt as it stands now")
  @APIResponse(
      responseCode = "404",
      description = "No such debt (OP-1803)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @APIResponse(
      responseCode = "409",
      description = "It is not dead (OP-1678)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public OwedViews.Debt retry(@PathParam("id") String id) throws SQLException {
    long debtId = id(id);
    OwedViews.Debt debt = changed(debtId, register -> register.retry(debtId, operator(), now()));
    relay.wake();
    return debt;
  }

  /** Ends a debt. */
  @POST
  @Path("{id}/close")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.ADMINISTRATOR_ROLE)
  @Operation(
      summary = "Close a debt",
      description = "It is not sent any more: the host knows by other means, or need not know.")
  @APIResponse(responseCode = "200", description = "The debt as it stands now")
  @APIResponse(
      responseCode = "404",
      description = "No such debt (OP-1803)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @APIResponse(
      responseCode = "409",
      description = "It has ended already (OP-1678)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public OwedViews.Debt close(@PathParam("id") String id, OwedViews.Closing closing)
      throws SQLException {
    long debtId = id(id);
    String reason = closing == null ? null : closing.reason();
    return changed(debtId, register -> register.close(debtId, operator(), reason, now()));
  }

  /** A decision. */
  @FunctionalInterface
  private interface Decision {
    void on(DebtRegister register) throws SQLException;
  }

  private OwedViews.Debt changed(long id, Decision decision) throws SQLException {
    try {
      return OwedViews.Debt.of(
          transactions.run(
              connection -> {
                DebtRegister register = new DebtRegister(connection);
                decision.on(register);
                return register.find(id).orElseThrow();
              }));
    } catch (DebtRefusedException e) {
      throw switch (e.code()) {
        case DebtRefusedException.UNKNOWN -> ApiException.notFound("no such debt");
        case DebtRefusedException.STATE ->
            new ApiException(Response.Status.CONFLICT, e.code(), e.detail());
        default -> new ApiException(Response.Status.BAD_REQUEST, e.code(), e.detail());
      };
    }
  }

  private static UpstreamDebt.Status status(String text) {
    try {
      return UpstreamDebt.Status.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter("status is OWED, QUEUED, SETTLED, DEAD or CLOSED");
    }
  }

  private static String host(String text) {
    if (!text.matches("[A-Za-z0-9_.-]{1,16}")) {
      throw ApiException.badParameter("a host's name has 1 to 16 letters and digits");
    }
    return text;
  }

  private static long id(String text) {
    if (!text.matches("[0-9]{1,18}") && !text.matches("1[01][0-9]{17}")) {
      throw ApiException.badParameter("a debt's id is a number");
    }
    return Long.parseLong(text);
  }

  private static String any(String value) {
    return value == null ? "any" : value;
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }

  private String operator() {
    return caller.getUserPrincipal().getName();
  }

  private void audited(String action, String subject, boolean found) {
    audit.record(operator(), action, subject, found ? "FOUND" : "NOT_FOUND", "");
  }
}
