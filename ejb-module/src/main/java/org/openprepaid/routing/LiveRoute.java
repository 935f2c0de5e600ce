package org.openprepaid.routing;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** A route with the marks of its hosts and every answer made ready. */
final class LiveRoute {
  private static final Route OUT_OF_SERVICE = new Route.Closed(Route.Reason.OUT_OF_SERVICE);

  private final IssuerRoute route;
  private final OutOfServiceMark hostMark;
  private final OutOfServiceMark alternativeMark;
  private final Route hostAlone;
  private final Route alternativeAlone;
  private final Route both;

  LiveRoute(IssuerRoute route, Map<String, OutOfServiceMark> marks) {
    this.route = route;
    hostMark = marks.get(route.host());
    hostAlone = new Route.Upstream(List.of(route.host()));
    if (route.alternative() == null) {
      alternativeMark = null;
      alternativeAlone = OUT_OF_SERVICE;
      both = hostAlone;
    } else {
      alternativeMark = marks.get(route.alternative());
      alternativeAlone = new Route.Upstream(List.of(route.alternative()));
      both = new Route.Upstream(List.of(route.host(), route.alternative()));
    }
  }

  IssuerRoute rule() {
    return route;
  }

  boolean fits(String kind, String merchantId, LocalDateTime at) {
    return route.conditions().fit(kind, merchantId, at);
  }

  /** Where it leads now. */
  Route open(LocalDateTime at) {
    boolean hostOut = hostMark != null && hostMark.holdsAt(at);
    boolean alternativeOut = alternativeMark != null && alternativeMark.holdsAt(at);
    if (hostOut) {
      return alternativeOut ? OUT_OF_SERVICE : alternativeAlone;
    }
    return alternativeOut ? hostAlone : both;
  }
}
