package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.operator.Role;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** The story of a transaction, for whoever has to answer for it. Every look is audited. */
@Path("admin/transactions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Transactions", description = "What happened, and why")
@APIResponse(
    responseCode = "400",
    description = "A parameter is missing or malformed (OP-1809)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
@APIResponse(
    responseCode = "401",
    description = "Not logged in (OP-1801)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
@APIResponse(
    responseCode = "403",
    description = "The operator's roles do not allow it (OP-1802)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
public class TransactionResource {
  @Inject private TransactionArchive archive;
  @Inject private AuditTrail audit;
  @Context private SecurityContext caller;

  /** Finds transactions in one of three ways. */
  @GET
  @Operation(
      summary = "Find transactions",
      description =
          "By the terminal's numbers (terminalId with batch, trace or both), by RRN, or by masked"
              + " card number; newest first, a page at a time.")
  @APIResponse(responseCode = "200", description = "What was found; perhaps nothing")
  public TransactionList find(
      @Parameter(description = "8 characters", example = "10000001") @QueryParam("terminalId")
          String terminalId,
      @Parameter(description = "Terminal batch") @QueryParam("batch") String batch,
      @Parameter(description = "Trace number (STAN)") @QueryParam("trace") String trace,
      @Parameter(description = "Retrieval reference number, 12 characters") @QueryParam("rrn")
          String rrn,
      @Parameter(description = "Masked card number", example = "622700******1234")
          @QueryParam("card")
          String card,
      @Parameter(description = "RRN of the last transaction of the page before")
          @QueryParam("before")
          String before,
      @Parameter(description = "1 to 100, by default 20") @QueryParam("limit") String limit)
      throws SQLException {
    TransactionSearch search = TransactionSearch.of(terminalId, batch, trace, rrn, card);
    TransactionList found = archive.search(search, Page.of(before, limit));
    audited("SEARCH_TRANSACTIONS", search.describe(), !found.transactions().isEmpty());
    return found;
  }

  /** Tells all of one transaction. */
  @GET
  @Path("{id}")
  @Operation(
      summary = "The story of a transaction",
      description =
          "Its message (masked), the decision, the journal entry with its postings, the hold, what"
              + " it acted on and what acted on it.")
  @APIResponse(responseCode = "200", description = "The story")
  @APIResponse(
      responseCode = "404",
      description = "No such transaction (OP-1803)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public TransactionStory story(
      @Parameter(description = "Its RRN (12 characters) or its id (a decimal number)")
          @PathParam("id")
          String id)
      throws SQLException {
    long transactionId = transactionId(id);
    Optional<TransactionStory> story = archive.story(transactionId);
    audited("READ_TRANSACTION", "transaction " + transactionId, story.isPresent());
    return story.orElseThrow(() -> ApiException.notFound("no such transaction"));
  }

  /**
   * Decimal ids of this platform are longer than 12 digits, so the two forms are never mistaken.
   */
  static long transactionId(String text) {
    if (text.matches("[0-9]{13,18}") || text.matches("1[01][0-9]{17}")) {
      return Long.parseLong(text);
    }
    return Rrn.parse(text)
        .map(Rrn::transactionId)
        .orElseThrow(() -> ApiException.badParameter("an RRN or a transaction id"));
  }

  private void audited(String action, String subject, boolean found) {
    audit.record(
        caller.getUserPrincipal().getName(), action, subject, found ? "FOUND" : "NOT_FOUND", "");
  }
}
