package org.openprepaid.ledger;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.money.Currency;

/**
 * What one transaction does to the ledger. Entries are only added: a correction is a new entry.
 *
 * @param id the entry's id
 * @param businessDate the business day it falls in
 * @param transactionId the transaction that caused it
 * @param postings 2 to {@value #MAX_POSTINGS} lines that sum to zero in each currency (rule 1)
 */
public record JournalEntry(
    long id, LocalDate businessDate, long transactionId, List<Posting> postings) {
  /** A line number is a TINYINT in the database. */
  public static final int MAX_POSTINGS = 100;

  /**
   * @throws IllegalArgumentException when the lines do not balance, or are too few or too many
   */
  public JournalEntry {
    postings = List.copyOf(postings);
    if (postings.size() < 2 || postings.size() > MAX_POSTINGS) {
      throw new IllegalArgumentException("OP-1402 an entry has 2 to " + MAX_POSTINGS + " lines");
    }
    Map<Currency, Long> sums = new EnumMap<>(Currency.class);
    for (Posting posting : postings) {
      sums.merge(posting.amount().currency(), posting.amount().minor(), Math::addExact);
    }
    if (!sums.values().stream().allMatch(sum -> sum == 0)) {
      throw new IllegalArgumentException("OP-1403 the lines of an entry sum to zero: " + sums);
    }
  }
}
