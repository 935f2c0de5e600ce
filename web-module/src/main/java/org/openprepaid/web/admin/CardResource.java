package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.card.CardLookup;
import org.openprepaid.card.CardSummary;
import org.openprepaid.operator.Role;
import org.openprepaid.web.error.ApiException;

/** Finds cards by what staff may see of their number. Every look is audited. */
@Path("admin/cards")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Cards")
public class CardResource {
  @Inject private CardLookup lookup;
  @Inject private AuditTrail audit;
  @Context private SecurityContext caller;

  /** What was found, newest first. */
  public record Cards(List<Found> cards) {}

  /**
   * A card.
   *
   * @param id a decimal number, which other requests name it by
   * @param card the masked number
   * @param expiry {@code YYMM}
   */
  public record Found(String id, String card, String product, String status, String expiry) {
    static Found of(CardSummary card) {
      return new Found(
          String.valueOf(card.cardId()),
          card.maskedPan(),
          card.productCode(),
          card.status().name(),
          card.expiry());
    }
  }

  /** Finds cards; different ones may share what a mask shows. */
  @GET
  @Operation(
      summary = "Find cards",
      description = "By masked card number; newest first, at most " + CardLookup.MAX_CARDS + ".")
  @APIResponse(responseCode = "200", description = "What was found; perhaps nothing")
  public Cards find(
      @Parameter(description = "Masked card number", example = "622700******1234")
          @QueryParam("card")
          String card) {
    if (card == null || !CardLookup.isMasked(card)) {
      throw ApiException.badParameter("card is a masked card number");
    }
    List<Found> found = lookup.byMaskedNumber(card).stream().map(Found::of).toList();
    String operator = caller.getUserPrincipal().getName();
    audit.record(operator, "SEARCH_CARDS", card, found.isEmpty() ? "NOT_FOUND" : "FOUND", "");
    return new Cards(found);
  }
}
