package org.openprepaid.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.ledger.JournalEntry;

/** What a group has to write; sorted where rows are locked, so that groups do not deadlock. */
final class GroupChanges {
  final Map<RequestKey, Recalled> newKeys = new TreeMap<>();
  final Map<RequestKey, Recalled> usedMarks = new TreeMap<>();
  final Map<Long, TransactionRecord> newRecords = new TreeMap<>();
  final Map<Long, TransactionRecord> changedRecords = new TreeMap<>();
  final List<JournalEntry> entries = new ArrayList<>();
  final Map<Long, CardAccount> accounts = new TreeMap<>();
  final Map<Long, CardFacts> cards = new TreeMap<>();
  final Map<Long, Hold> newHolds = new TreeMap<>();
  final Map<Long, Hold> changedHolds = new TreeMap<>();
}
