package org.openprepaid.web.admin;

import org.openprepaid.transaction.Rrn;
import org.openprepaid.web.error.ApiException;

/**
 * Which part of a long list is wanted, newest first.
 *
 * @param before only transactions with smaller ids
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record Page(long before, int limit) {
  static final int MAX_LIMIT = 100;
  static final int DEFAULT_LIMIT = 20;

  /**
   * @param before the RRN of the last transaction seen, or {@code null} to begin
   * @param limit how many, or {@code null} for {@value #DEFAULT_LIMIT}
   * @throws ApiException OP-1809 when one of them is malformed or out of bounds
   */
  static Page of(String before, String limit) {
    long beforeId =
        before == null
            ? Long.MAX_VALUE
            : Rrn.parse(before)
                .orElseThrow(() -> ApiException.badParameter("before is an RRN"))
                .transactionId();
    int count = limit == null ? DEFAULT_LIMIT : count(limit);
    if (count < 1 || count > MAX_LIMIT) {
      throw ApiException.badParameter("limit is 1 to " + MAX_LIMIT);
    }
    return new Page(beforeId, count);
  }

  private static int count(String limit) {
    return limit.matches("[0-9]{1,3}") ? Integer.parseInt(limit) : 0;
  }
}
