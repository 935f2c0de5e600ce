package org.openprepaid.web.admin;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.routing.RoutingPlan;
import org.openprepaid.web.error.ApiException;

/**
 * A page of one kind of routing entries.
 *
 * @param version the number of the latest change
 * @param total how many there are in all
 */
@Schema(description = "A page of routing entries")
public record RouteList(
    @Schema(description = "Number of the latest change") long version,
    @Schema(description = "How many there are in all") int total,
    List<RouteView> entries) {
  static final int MAX_LIMIT = 100;
  static final int DEFAULT_LIMIT = 20;

  /**
   * @param page 1, 2, 3 …; {@code null}: 1
   * @param limit 1 to {@value #MAX_LIMIT}; {@code null}: {@value #DEFAULT_LIMIT}
   * @throws ApiException OP-1809 when one of them is malformed or out of bounds
   */
  static RouteList of(RoutingPlan plan, RoutingEntry.Kind kind, String page, String limit) {
    int count = number("limit", limit, DEFAULT_LIMIT, MAX_LIMIT);
    int from = (number("page", page, 1, 99_999) - 1) * count;
    List<RoutingEntry> all = plan.entries().stream().filter(entry -> entry.kind() == kind).toList();
    List<RouteView> shown = all.stream().skip(from).limit(count).map(RouteView::of).toList();
    return new RouteList(plan.version(), all.size(), shown);
  }

  static int number(String name, String text, int otherwise, int most) {
    if (text == null) {
      return otherwise;
    }
    int value = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (value < 1 || value > most) {
      throw ApiException.badParameter(name + " is 1 to " + most);
    }
    return value;
  }
}
