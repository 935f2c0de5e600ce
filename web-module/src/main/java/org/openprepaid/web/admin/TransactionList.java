package org.openprepaid.web.admin;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of transactions, newest first.
 *
 * @param next what to give as {@code before} for the next page, {@code null} on the last
 */
@Schema(description = "A page of transactions, newest first")
public record TransactionList(
    List<TransactionSummary> transactions,
    @Schema(description = "Give it as before for the next page; absent on the last") String next) {

  /**
   * @param found up to one more than a page, which shows whether there is another
   */
  static TransactionList of(List<TransactionSummary> found, Page page) {
    if (found.size() <= page.limit()) {
      return new TransactionList(found, null);
    }
    List<TransactionSummary> shown = found.subList(0, page.limit());
    return new TransactionList(List.copyOf(shown), shown.get(shown.size() - 1).rrn());
  }
}
