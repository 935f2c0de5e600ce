package org.openprepaid.routing;

/** Something that stands in the routing tables, and that staff add and remove. */
public sealed interface RoutingEntry
    permits CardIssuer, CardRange, IssuerRoute, OutOfServiceMark, UpstreamAddress {

  /** What kinds there are; the names begin what the history calls a change. */
  enum Kind {
    ISSUER,
    RANGE,
    ROUTE,
    MARK,
    HOST
  }

  Kind kind();

  /** What it is called by; no two of a kind share it. */
  String key();

  /** All of it in one line, which {@link #parse} reads. */
  String notation();

  /**
   * Reads a {@link #notation}.
   *
   * @throws RoutingException {@link RoutingFault#MALFORMED} if it is none
   */
  static RoutingEntry parse(Kind kind, String notation) {
    return switch (kind) {
      case ISSUER -> CardIssuer.parse(notation);
      case RANGE -> CardRange.parse(notation);
      case ROUTE -> IssuerRoute.parse(notation);
      case MARK -> OutOfServiceMark.parse(notation);
      case HOST -> UpstreamAddress.parse(notation);
    };
  }
}
