package org.openprepaid.routing;

import java.util.Locale;

/** What can be wrong with routing, or with a change of it; the catalogue of codes explains each. */
public enum RoutingFault {
  /** The tables cannot be read; what is known stays in force. */
  UNREADABLE(1650, "routing cannot be read"),
  MALFORMED(1652, "not a routing entry"),
  /** Two ranges claim the same numbers with the same right. */
  OVERLAP(1653, "card ranges overlap"),
  UNKNOWN_ISSUER(1654, "unknown issuer"),
  UNKNOWN_HOST(1655, "unknown host"),
  /** Cards that are ours are decided here. */
  ROUTE_ON_US(1656, "a route of an issuer that is on us"),
  SAME_HOST(1657, "the alternative is the primary host"),
  /** Nothing says which of two routes a request takes. */
  AMBIGUOUS(1658, "two routes of one rank fit the same request"),
  ALREADY_THERE(1659, "already there"),
  NOT_THERE(1660, "not there"),
  IN_USE(1661, "still in use"),
  UNKNOWN_MERCHANT(1662, "unknown merchant"),
  LIMIT(1663, "too many entries"),
  /** What the change made has been changed since, or never can be taken back. */
  NOT_UNDONE(1664, "the change cannot be undone");

  private final int number;
  private final String text;

  RoutingFault(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** {@code OP-1653} and the like. */
  public String code() {
    return String.format(Locale.ROOT, "OP-%04d", number);
  }

  public String text() {
    return text;
  }
}
