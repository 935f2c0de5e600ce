package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.operator.Role;
import org.openprepaid.settlement.BusinessDay;

/** The open business day. */
@Path("admin/business-day")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Business day")
public class BusinessDayResource {
  @Inject private BusinessDay businessDay;

  /** The day that transactions fall in now. */
  @GET
  @Operation(summary = "The open business day")
  @APIResponse(responseCode = "200", description = "The day that transactions fall in now")
  public OpenDay current() {
    return new OpenDay(businessDay.current().toString());
  }

  /** The open business day. */
  @Schema(description = "The open business day")
  public record OpenDay(@Schema(example = "2026-01-31") String businessDate) {}
}
