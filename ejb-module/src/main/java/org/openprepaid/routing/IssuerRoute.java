package org.openprepaid.routing;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where requests for an issuer's cards go.
 *
 * @param id the number of the change that made it; 0 before that
 * @param issuer the issuer's code
 * @param conditions which requests
 * @param host the host to ask first
 * @param alternative the one to ask when the first cannot be, or {@code null}
 * @param rank 1 to {@value #MAX_RANK}: of equally specific routes the lowest is taken
 */
public record IssuerRoute(
    long id, String issuer, RouteConditions conditions, String host, String alternative, int rank)
    implements RoutingEntry {
  /** Bound of a rank. */
  public static final int MAX_RANK = 999;

  /** The rank of a route that says none. */
  public static final int USUAL_RANK = 100;

  public IssuerRoute {
    Notation.requireName(issuer, "an issuer's code");
    Notation.requireName(host, "a host's name");
    if (alternative != null) {
      Notation.requireName(alternative, "a host's name");
    }
    Notation.require(rank >= 1 && rank <= MAX_RANK, "a rank is 1 to " + MAX_RANK);
  }

  IssuerRoute numbered(long number) {
    return new IssuerRoute(number, issuer, conditions, host, alternative, rank);
  }

  boolean isAsGoodAs(IssuerRoute other) {
    return issuer.equals(other.issuer)
        && rank == other.rank
        && conditions.specificity() == other.conditions.specificity();
  }

  @Override
  public Kind kind() {
    return Kind.ROUTE;
  }

  @Override
  public String key() {
    return String.valueOf(id);
  }

  @Override
  public String notation() {
    return Notation.of(
        "id",
        id,
        "issuer",
        issuer,
        "host",
        host,
        "alternative",
        alternative,
        "rank",
        rank,
        "kinds",
        conditions.kindsText(),
        "merchant",
        conditions.merchantId(),
        "window",
        conditions.window(),
        "from",
        conditions.validFrom(),
        "to",
        conditions.validTo());
  }

  static IssuerRoute parse(String notation) {
    List<String> values =
        Notation.values(
            notation,
            "id",
            "issuer",
            "host",
            "alternative",
            "rank",
            "kinds",
            "merchant",
            "window",
            "from",
            "to");
    RouteConditions conditions =
        new RouteConditions(
            kinds(values.get(5)),
            values.get(6),
            Notation.read(values.get(7), DailyWindow::of),
            Notation.read(values.get(8), LocalDate::parse),
            Notation.read(values.get(9), LocalDate::parse));
    Long id = Notation.read(values.get(0), Long::valueOf);
    Integer rank = Notation.read(values.get(4), Integer::valueOf);
    Notation.require(id != null && rank != null, "a route has an id and a rank");
    String alternative = values.get(3).isEmpty() ? null : values.get(3);
    return new IssuerRoute(id, values.get(1), conditions, values.get(2), alternative, rank);
  }

  static Set<String> kinds(String text) {
    return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(",", -1)));
  }
}
