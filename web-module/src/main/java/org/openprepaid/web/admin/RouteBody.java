package org.openprepaid.web.admin;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.openprepaid.key.MacAlgorithm;
import org.openprepaid.routing.CardIssuer;
import org.openprepaid.routing.CardRange;
import org.openprepaid.routing.DailyWindow;
import org.openprepaid.routing.IssuerRoute;
import org.openprepaid.routing.OutOfServiceMark;
import org.openprepaid.routing.RouteConditions;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.routing.UpstreamAddress;

/** Makes routing entries of bodies; see {@link RouteRequest} for what is refused. */
final class RouteBody {
  private static final String ISSUER = "issuer";

  private RouteBody() {}

  static RoutingEntry issuer(RouteRequest body) {
    return new CardIssuer(body.text("code"), body.text("name"), body.flag("onUs"));
  }

  static RoutingEntry range(RouteRequest body) {
    return CardRange.of(body.text("digits"), body.text(ISSUER));
  }

  static RoutingEntry route(RouteRequest body) {
    String merchant = body.optional("merchant");
    RouteConditions conditions =
        new RouteConditions(
            body.texts("kinds"),
            merchant == null ? "" : merchant,
            body.optional("window", DailyWindow::of, "22:00-06:00"),
            body.optional("validFrom", LocalDate::parse, "a date"),
            body.optional("validTo", LocalDate::parse, "a date"));
    return new IssuerRoute(
        0,
        body.text(ISSUER),
        conditions,
        body.text("host"),
        body.optional("alternative"),
        body.number("rank", IssuerRoute.USUAL_RANK));
  }

  static RoutingEntry mark(RouteRequest body, String operator) {
    return new OutOfServiceMark(
        body.text("host"),
        LocalDateTime.now(ZoneOffset.UTC),
        operator,
        body.text("reason"),
        time(body, "until"));
  }

  static RoutingEntry host(RouteRequest body) {
    MacAlgorithm algorithm =
        body.optional("macAlgorithm", MacAlgorithm::valueOf, "CUP, X9_9, X9_19 or CMAC");
    return new UpstreamAddress(
        body.text("name"),
        body.text("title"),
        body.text("institution"),
        algorithm == null ? MacAlgorithm.X9_19 : algorithm);
  }

  /** The institution's time, without a zone. */
  static LocalDateTime time(RouteRequest body, String name) {
    return body.optional(name, LocalDateTime::parse, "a time like 2026-01-31T06:00");
  }
}
