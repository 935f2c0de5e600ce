package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.card.CardPins;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.operator.Role;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** The PIN of a card, for staff: who never see it. Every act is audited. */
@Path("admin/cards/{cardId}/pin")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Cards", description = "What staff do for card holders")
@APIResponse(
    responseCode = "404",
    description = "No such card, or it has no PIN (OP-1803)",
    content = @Content(schema = @Schema(implementation = ApiError.class)))
public class CardPinResource {
  @Inject private CardPins pins;
  @Inject private SecurityModule securityModule;
  @Inject private AuditTrail audit;
  @Context private SecurityContext caller;

  /**
   * The data of a PIN mailer.
   *
   * @param mailer Base64: card id (8 bytes) and PIN (ASCII) under the printer's key (AES-GCM,
   *     associated data {@code pinmail}), with a nonce of 12 bytes before and a tag of 16 behind
   * @param printerKey the name of that key
   */
  public record Mailer(String mailer, String printerKey) {}

  /** Draws a new PIN. */
  @POST
  @Path("reset")
  @Operation(
      summary = "Draw a new PIN",
      description =
          "The old PIN is void at once and the card unblocked. The new one leaves only encrypted"
              + " under the key of a PIN mailer's printer (./prepaid keys generate --owner"
              + " PRINTER/NAME --type PRINTER).")
  @APIResponse(responseCode = "200", description = "The mailer's data")
  @APIResponse(
      responseCode = "409",
      description = "The printer has no active key (OP-1529)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Mailer reset(
      @PathParam("cardId") String cardId,
      @Parameter(description = "The printer's name in the key vault", example = "HQ")
          @QueryParam("printer")
          String printer) {
    long id = id(cardId);
    KeyRef key = printerKey(printer);
    // what cannot be recorded must not happen
    audited("PIN_RESET", id, "BEGUN", "printer " + key.spec().name());
    Optional<byte[]> mailer = pins.reset(id, key);
    audited("PIN_RESET", id, mailer.isPresent() ? "DONE" : "NOT_FOUND", "");
    return mailer
        .map(data -> new Mailer(Base64.getEncoder().encodeToString(data), key.spec().name() + ""))
        .orElseThrow(CardPinResource::noSuchCard);
  }

  /** Lets the count of wrong PINs start anew. */
  @POST
  @Path("unblock")
  @Operation(
      summary = "Unblock a PIN",
      description = "The count of wrong PINs starts anew; the PIN stays.")
  @APIResponse(responseCode = "204", description = "Done")
  public void unblock(@PathParam("cardId") String cardId) {
    long id = id(cardId);
    boolean done = pins.unblock(id);
    audited("PIN_UNBLOCK", id, done ? "DONE" : "NOT_FOUND", "");
    if (!done) {
      throw noSuchCard();
    }
  }

  private KeyRef printerKey(String printer) {
    if (printer == null) {
      throw ApiException.badParameter("printer is missing");
    }
    try {
      return securityModule
          .activeKey(KeyOwner.printer(printer), KeyType.PRINTER)
          .orElseThrow(
              () ->
                  new ApiException(
                      Response.Status.CONFLICT, "OP-1529", "the printer has no active key"));
    } catch (KeyException e) {
      throw ApiException.badParameter("a printer's name has 1 to 24 letters, digits and hyphens");
    }
  }

  private static long id(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw ApiException.badParameter("a card's id is a number");
    }
    return Long.parseLong(text);
  }

  private static ApiException noSuchCard() {
    return ApiException.notFound("no such card with a PIN");
  }

  private void audited(String action, long cardId, String outcome, String detail) {
    audit.record(caller.getUserPrincipal().getName(), action, "card " + cardId, outcome, detail);
  }
}
