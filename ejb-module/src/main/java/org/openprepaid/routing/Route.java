package org.openprepaid.routing;

import java.util.List;
import java.util.Objects;

/** Where a request for a card is decided. */
public sealed interface Route {

  /** Here: the card is ours, or nobody's that we know. */
  record OnUs() implements Route {}

  /**
   * By an upstream host.
   *
   * @param hosts names of the hosts to ask, the preferred one first; 1 or 2, none of them marked
   *     out of service
   */
  record Upstream(List<String> hosts) implements Route {
    public Upstream {
      hosts = List.copyOf(hosts);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("a route leads somewhere");
      }
    }
  }

  /**
   * By nobody now.
   *
   * @param reason why
   */
  record Closed(Reason reason) implements Route {
    public Closed {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Why a request cannot be routed. */
  enum Reason {
    /** The issuer is behind a host, but no route is for such a request (answer 92). */
    NO_ROUTE,
    /** All its hosts are marked out of service (answer 91). */
    OUT_OF_SERVICE
  }
}
