package org.openprepaid.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.card.Pan;
import org.openprepaid.operator.Role;
import org.openprepaid.routing.Route;
import org.openprepaid.routing.RouteConditions;
import org.openprepaid.routing.RouteExplanation;
import org.openprepaid.routing.RoutingDirectory;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** Which way a request would take on this server now, and why. Nothing is sent. */
@Path("admin/routing/test")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMINISTRATOR_ROLE, Role.AUDITOR_ROLE, Role.CUSTOMER_SERVICE_ROLE})
@SecurityRequirement(name = "operator")
@Tag(name = "Routing")
public class RouteTestResource {
  @Inject private RoutingDirectory directory;
  @Inject private AuditTrail audit;

  @Inject
  @ConfigProperty(name = "openprepaid.zone", defaultValue = "Asia/Shanghai")
  private String zone;

  @Context private SecurityContext caller;

  /**
   * What is asked.
   *
   * @param card a whole card number: in the body, because addresses are logged
   * @param kind {@code PURCHASE} if absent
   * @param at the institution's time; now if absent
   */
  public record Question(
      @Schema(description = "A whole card number") String card,
      @Schema(example = "PURCHASE") String kind,
      String merchant,
      @Schema(example = "2026-01-31T06:00") String at) {}

  /**
   * Which way, and why.
   *
   * @param version the change up to which this server knows routing
   * @param decided {@code ON_US}, {@code UPSTREAM}, {@code NO_ROUTE} or {@code OUT_OF_SERVICE}
   * @param hosts whom to ask, the preferred one first
   * @param considered the issuer's routes in the order in which they are tried
   */
  public record Answer(
      long version,
      String card,
      String range,
      String issuer,
      String decided,
      List<String> hosts,
      List<Considered> considered) {}

  /** A route that was looked at. */
  public record Considered(RouteView.Way route, String verdict) {}

  /** Tries a request. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Which way a request would take, and why")
  @RequestBody(content = @Content(schema = @Schema(implementation = Question.class)))
  @APIResponse(
      responseCode = "200",
      description = "The way, and what led to it",
      content = @Content(schema = @Schema(implementation = Answer.class)))
  @APIResponse(
      responseCode = "400",
      description = "The body is malformed (OP-1809)",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Answer test(InputStream body) throws IOException {
    RouteRequest request = RouteRequest.read(body);
    Pan card = request.optional("card", Pan::of, "a whole card number");
    String kind = request.optional("kind");
    String merchant = request.optional("merchant");
    LocalDateTime at = RouteBody.time(request, "at");
    request.end();
    if (card == null) {
      throw ApiException.badParameter("card is missing");
    }
    if (kind != null && !RouteConditions.KINDS.contains(kind)) {
      throw ApiException.badParameter("kind is none that is routed");
    }
    audit.record(caller.getUserPrincipal().getName(), "ROUTING_TEST", card.masked(), "DONE", "");
    return answer(
        directory.explain(
            card,
            kind == null ? "PURCHASE" : kind,
            merchant == null ? "" : merchant,
            at == null ? LocalDateTime.now(ZoneId.of(zone)) : at));
  }

  private Answer answer(RouteExplanation explanation) {
    return new Answer(
        directory.version(),
        explanation.card(),
        explanation.range(),
        explanation.issuer(),
        decided(explanation.answer()),
        explanation.answer() instanceof Route.Upstream upstream ? upstream.hosts() : List.of(),
        explanation.considered().stream()
            .map(step -> new Considered(RouteView.Way.of(step.route()), step.verdict()))
            .toList());
  }

  private static String decided(Route answer) {
    if (answer instanceof Route.Closed closed) {
      return closed.reason().name();
    }
    return answer instanceof Route.OnUs ? "ON_US" : "UPSTREAM";
  }
}
