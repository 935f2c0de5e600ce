package org.openprepaid.routing;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which requests a route is for; without a condition, all.
 *
 * @param kinds names of transaction kinds; empty: all
 * @param merchantId the card acceptor, 15 characters; empty: all
 * @param window hours of the day, or {@code null}
 * @param validFrom its first day, or {@code null}
 * @param validTo its last day, or {@code null}
 */
public record RouteConditions(
    Set<String> kinds,
    String merchantId,
    DailyWindow window,
    LocalDate validFrom,
    LocalDate validTo) {

  /** None: every request. */
  public static final RouteConditions NONE = new RouteConditions(Set.of(), "", null, null, null);

  /** What can be asked of another's host. A reversal goes where its original went. */
  public static final Set<String> KINDS =
      Set.of(
          "PURCHASE",
          "PURCHASE_VOID",
          "REFUND",
          "BALANCE_INQUIRY",
          "PRE_AUTHORISATION",
          "PRE_AUTHORISATION_VOID",
          "COMPLETION",
          "COMPLETION_ADVICE",
          "COMPLETION_VOID");

  private static final int MERCHANT_ID_LENGTH = 15;

  public RouteConditions {
    kinds = Set.copyOf(kinds);
    for (String kind : kinds) {
      Notation.require(KINDS.contains(kind), "no kind that is routed: " + shown(kind));
    }
    Notation.require(
        merchantId.isEmpty() || isMerchantId(merchantId),
        "a merchant id has 15 letters and digits");
    Notation.require(
        validFrom == null || validTo == null || !validTo.isBefore(validFrom),
        "the last day is not before the first");
  }

  private static boolean isMerchantId(String text) {
    return text.length() == MERCHANT_ID_LENGTH
        && text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
  }

  private static String shown(String kind) {
    return kind.matches("[A-Za-z_]{1,24}") ? kind : "?";
  }

  /** The kinds in a fixed order, with commas between. */
  String kindsText() {
    return kinds.stream().sorted().collect(Collectors.joining(","));
  }

  /**
   * How much it narrows: a merchant counts more than kinds, kinds more than hours, hours more than
   * days.
   */
  int specificity() {
    return (merchantId.isEmpty() ? 0 : 8)
        + (kinds.isEmpty() ? 0 : 4)
        + (window == null ? 0 : 2)
        + (validFrom == null && validTo == null ? 0 : 1);
  }

  boolean fit(String kind, String merchant, LocalDateTime at) {
    return fitsKind(kind) && fitsMerchant(merchant) && fitsTime(at);
  }

  boolean fitsKind(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  boolean fitsMerchant(String merchant) {
    return merchantId.isEmpty() || merchantId.equals(merchant);
  }

  boolean fitsTime(LocalDateTime at) {
    return fitsHours(at) && fitsDays(at.toLocalDate());
  }

  private boolean fitsHours(LocalDateTime at) {
    return window == null || window.contains(at.toLocalTime());
  }

  private boolean fitsDays(LocalDate day) {
    return (validFrom == null || !day.isBefore(validFrom))
        && (validTo == null || !day.isAfter(validTo));
  }

  /** Whether some request fits both. */
  boolean meet(RouteConditions other) {
    return meetKinds(other)
        && (merchantId.isEmpty()
            || other.merchantId.isEmpty()
            || merchantId.equals(other.merchantId))
        && (window == null || other.window == null || window.meets(other.window))
        && !endsBefore(other)
        && !other.endsBefore(this);
  }

  private boolean meetKinds(RouteConditions other) {
    return kinds.isEmpty() || other.kinds.isEmpty() || !Collections.disjoint(kinds, other.kinds);
  }

  private boolean endsBefore(RouteConditions other) {
    return validTo != null && other.validFrom != null && validTo.isBefore(other.validFrom);
  }
}
