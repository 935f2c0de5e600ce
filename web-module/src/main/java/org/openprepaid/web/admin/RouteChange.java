package org.openprepaid.web.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.openprepaid.routing.RoutingChange;

/**
 * A change of routing.
 *
 * @param changedAt UTC
 * @param undoes the change that this one reverts; absent if none
 */
@Schema(description = "A change of routing: what stood there, and what stands there since")
public record RouteChange(
    @Schema(example = "12") String sequence,
    String changedAt,
    String operator,
    @Schema(example = "RANGE_ADD") String what,
    String before,
    String after,
    String undoes) {

  static RouteChange of(RoutingChange change) {
    return new RouteChange(
        String.valueOf(change.sequence()),
        change.changedAt().toString(),
        change.operator(),
        change.what(),
        change.before(),
        change.after(),
        change.undoes() == 0 ? null : String.valueOf(change.undoes()));
  }
}
