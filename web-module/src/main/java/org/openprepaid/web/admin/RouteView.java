package org.openprepaid.web.admin;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.openprepaid.routing.CardIssuer;
import org.openprepaid.routing.CardRange;
import org.openprepaid.routing.IssuerRoute;
import org.openprepaid.routing.OutOfServiceMark;
import org.openprepaid.routing.RouteConditions;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.routing.UpstreamAddress;

/** A routing entry as the interface shows it: what does not apply is absent. */
@Schema(description = "An issuer, a card range, a route, a mark or a host")
public interface RouteView {

  /** Who issued cards. */
  record Issuer(String code, String name, boolean onUs) implements RouteView {}

  /** Which card numbers are an issuer's. */
  record Range(@Schema(example = "621700-621799:16") String digits, String issuer)
      implements RouteView {}

  /** Where requests for an issuer's cards go. */
  record Way(
      String id,
      String issuer,
      String host,
      String alternative,
      int rank,
      List<String> kinds,
      String merchant,
      @Schema(example = "22:00-06:00") String window,
      @Schema(example = "2026-01-31") String validFrom,
      String validTo)
      implements RouteView {
    static Way of(IssuerRoute route) {
      RouteConditions conditions = route.conditions();
      return new Way(
          String.valueOf(route.id()),
          route.issuer(),
          route.host(),
          route.alternative(),
          route.rank(),
          conditions.kinds().stream().sorted().toList(),
          conditions.merchantId().isEmpty() ? null : conditions.merchantId(),
          text(conditions.window()),
          text(conditions.validFrom()),
          text(conditions.validTo()));
    }
  }

  /**
   * A host that is not to be asked.
   *
   * @param since UTC
   * @param until the institution's time
   */
  record Mark(String host, String since, String by, String reason, String until)
      implements RouteView {}

  /** A host that routes may lead to. */
  record Host(String name, String title, String institution, String macAlgorithm)
      implements RouteView {}

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  static RouteView of(RoutingEntry entry) {
    if (entry instanceof CardIssuer issuer) {
      return new Issuer(issuer.code(), issuer.name(), issuer.onUs());
    }
    if (entry instanceof CardRange range) {
      return new Range(range.key(), range.issuer());
    }
    if (entry instanceof IssuerRoute route) {
      return Way.of(route);
    }
    if (entry instanceof OutOfServiceMark mark) {
      String since = mark.since().toString();
      return new Mark(mark.host(), since, mark.by(), mark.reason(), text(mark.until()));
    }
    UpstreamAddress host = (UpstreamAddress) entry;
    return new Host(host.name(), host.title(), host.institution(), host.macAlgorithm().name());
  }
}
