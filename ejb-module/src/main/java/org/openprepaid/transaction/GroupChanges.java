package org.openprepaid.transaction;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.card.Pan;
import org.openprepaid.ledger.JournalEntry;

/** What a group has to write; sorted where rows are locked, so that groups do not deadlock. */
final class GroupChanges {
  final Map<RequestKey, Recalled> newKeys = new TreeMap<>();
  final Map<RequestKey, Recalled> usedMarks = new TreeMap<>();
  final Map<Long, TransactionRecord> newRecords = new TreeMap<>();
  final Map<Long, TransactionRecord> changedRecords = new TreeMap<>();
  final Map<Long, Decided> answered = new TreeMap<>();
  final List<JournalEntry> entries = new ArrayList<>();
  final Map<Long, CardAccount> accounts = new TreeMap<>();
  final Map<Long, CardFacts> cards = new TreeMap<>();
  final Map<Long, Hold> newHolds = new TreeMap<>();
  final Map<Long, Hold> changedHolds = new TreeMap<>();
  final Map<Long, Begun> newExchanges = new TreeMap<>();
  final Map<Long, Exchange> endedExchanges = new TreeMap<>();
  final List<Owed> owed = new ArrayList<>();

  /**
   * A pending transaction that a host's answer decided.
   *
   * @param recordedOn the business day under which its row stands until now
   */
  record Decided(TransactionRecord record, LocalDate recordedOn) {
    Decided as(TransactionRecord after) {
      return new Decided(after, recordedOn);
    }
  }

  /**
   * A new exchange.
   *
   * @param pan to be sealed in its row
   */
  record Begun(Exchange exchange, Pan pan) {}
}
