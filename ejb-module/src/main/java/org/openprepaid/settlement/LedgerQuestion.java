package org.openprepaid.settlement;

import java.util.List;

/**
 * One thing that must be so in the ledger, and a query that returns what contradicts it.
 *
 * @param rule the number of the rule in the architecture
 * @param claim what must be so
 * @param sql selects the contradictions, a row each
 */
record LedgerQuestion(int rule, String claim, String sql) {

  static final List<LedgerQuestion> ALL =
      List.of(
          new LedgerQuestion(
              1,
              "every journal entry sums to zero in each currency",
              "SELECT entry_id, currency, SUM(amount) AS total FROM posting"
                  + " GROUP BY entry_id, currency HAVING SUM(amount) <> 0"),
          new LedgerQuestion(
              1,
              "every journal entry has at least two postings, of its own business day",
              "SELECT e.id AS entry_id, COUNT(p.line) AS postings FROM journal_entry e"
                  + " LEFT JOIN posting p ON p.entry_id = e.id"
                  + " AND p.business_date = e.business_date"
                  + " GROUP BY e.id HAVING COUNT(p.line) < 2"),
          new LedgerQuestion(
              1,
              "every posting belongs to an entry and to an account",
              "SELECT p.entry_id, p.line FROM posting p"
                  + " LEFT JOIN journal_entry e"
                  + " ON e.id = p.entry_id AND e.business_date = p.business_date"
                  + " LEFT JOIN ledger_account a ON a.id = p.account_id"
                  + " WHERE e.id IS NULL OR a.id IS NULL OR a.currency <> p.currency"),
          new LedgerQuestion(
              1,
              "every entry belongs to the approved transaction that names it",
              "SELECT e.id AS entry_id, e.transaction_id FROM journal_entry e"
                  + " LEFT JOIN transaction_record t ON t.id = e.transaction_id"
                  + " AND t.business_date = e.business_date"
                  + " AND t.entry_id = e.id AND t.response_code = '00'"
                  + " WHERE t.id IS NULL"),
          new LedgerQuestion(
              1,
              "every transaction's entry is there",
              "SELECT t.id AS transaction_id, t.entry_id FROM transaction_record t"
                  + " LEFT JOIN journal_entry e ON e.id = t.entry_id"
                  + " AND e.business_date = t.business_date"
                  + " WHERE t.entry_id <> 0 AND e.id IS NULL"),
          new LedgerQuestion(
              1,
              "what moves money has an entry",
              "SELECT id AS transaction_id, kind FROM transaction_record"
                  + " WHERE response_code = '00' AND entry_id = 0 AND kind IN"
                  + " ('PURCHASE', 'PURCHASE_VOID', 'REFUND', 'TOP_UP', 'COMPLETION',"
                  + " 'COMPLETION_ADVICE', 'COMPLETION_VOID')"),
          new LedgerQuestion(
              3,
              "a request key has one effect",
              "SELECT request_key, COUNT(*) AS effects FROM transaction_record"
                  + " GROUP BY request_key HAVING COUNT(*) > 1"),
          new LedgerQuestion(
              3,
              "every transaction is remembered under its key, and every key's transaction is there",
              "SELECT t.id AS transaction_id, t.request_key FROM transaction_record t"
                  + " LEFT JOIN processed_request r ON r.request_key = t.request_key"
                  + " AND r.transaction_id = t.id AND r.mark = FALSE WHERE r.request_key IS NULL"
                  + " UNION ALL"
                  + " SELECT r.transaction_id, r.request_key FROM processed_request r"
                  + " LEFT JOIN transaction_record t ON t.id = r.transaction_id"
                  + " WHERE t.id IS NULL"),
          new LedgerQuestion(
              4,
              "what is reversed was undone by exactly one reversal, and nothing else by any",
              "SELECT o.id AS transaction_id, o.state, COUNT(r.id) AS undone"
                  + " FROM transaction_record o LEFT JOIN transaction_record r"
                  + " ON r.original_id = o.id AND r.kind = 'REVERSAL' AND r.entry_id <> 0"
                  + " WHERE o.entry_id <> 0 AND o.kind <> 'REVERSAL' GROUP BY o.id, o.state"
                  + " HAVING COUNT(r.id) <> (o.state = 'REVERSED')"),
          new LedgerQuestion(
              4,
              "a reversal gives every other account back exactly what its original moved",
              "SELECT r.id AS reversal_id, o.id AS original_id, p.account_id,"
                  + " SUM(p.amount) AS left_over"
                  + " FROM transaction_record r"
                  + " JOIN transaction_record o ON o.id = r.original_id"
                  + " JOIN posting p ON p.entry_id IN (r.entry_id, o.entry_id)"
                  + " JOIN ledger_account a ON a.id = p.account_id"
                  + " WHERE r.kind = 'REVERSAL' AND r.entry_id <> 0"
                  + " AND a.type NOT IN ('CARD', 'SUSPENSE')"
                  + " GROUP BY r.id, o.id, p.account_id HAVING SUM(p.amount) <> 0"),
          new LedgerQuestion(
              4,
              "a mark was left by an approved reversal, and nothing was approved under it",
              "SELECT m.request_key, m.transaction_id FROM processed_request m"
                  + " LEFT JOIN transaction_record r ON r.id = m.transaction_id"
                  + " AND r.kind = 'REVERSAL' AND r.response_code = '00'"
                  + " LEFT JOIN transaction_record t ON t.request_key = m.request_key"
                  + " AND t.response_code = '00'"
                  + " WHERE m.mark = TRUE AND (r.id IS NULL OR t.id IS NOT NULL)"),
          new LedgerQuestion(
              4,
              "what is voided was taken back by exactly one void that stands",
              "SELECT o.id AS transaction_id, COUNT(v.id) AS voids FROM transaction_record o"
                  + " LEFT JOIN transaction_record v ON v.original_id = o.id"
                  // a host that is still asked has the original reserved for its void
                  + " AND v.state IN ('APPROVED', 'PENDING')"
                  + " AND v.kind IN ('PURCHASE_VOID', 'PRE_AUTHORISATION_VOID', 'COMPLETION_VOID')"
                  + " WHERE o.response_code = '00' AND o.kind <> 'REVERSAL'"
                  + " GROUP BY o.id, o.state HAVING COUNT(v.id) <> (o.state = 'VOIDED')"),
          new LedgerQuestion(
              4,
              "what is marked as refunded is the sum of the refunds that stand, within the amount",
              "SELECT o.id AS transaction_id, o.refunded, COALESCE(SUM(f.amount), 0) AS refunds"
                  + " FROM transaction_record o LEFT JOIN transaction_record f"
                  + " ON f.original_id = o.id AND f.kind = 'REFUND' AND f.state = 'APPROVED'"
                  + " WHERE o.response_code = '00' GROUP BY o.id, o.refunded, o.amount"
                  + " HAVING o.refunded <> COALESCE(SUM(f.amount), 0) OR o.refunded > o.amount"),
          new LedgerQuestion(
              5,
              "a host that may have decided otherwise than we did is owed a reversal",
              "SELECT t.id AS transaction_id, t.state, e.status FROM transaction_record t"
                  + " JOIN upstream_exchange e ON e.transaction_id = t.id"
                  + " LEFT JOIN upstream_debt d ON d.transaction_id = t.id"
                  + " AND d.kind = 'REVERSAL'"
                  + " WHERE t.kind <> 'BALANCE_INQUIRY' AND d.id IS NULL"
                  + " AND (t.state = 'REVERSED' OR e.status = 'UNKNOWN')"),
          new LedgerQuestion(
              5,
              "no reversal ended because the host had never had what it approved",
              "SELECT d.id AS debt_id, d.transaction_id FROM upstream_debt d"
                  + " JOIN upstream_exchange e ON e.transaction_id = d.transaction_id"
                  + " WHERE d.kind = 'REVERSAL' AND d.status = 'SETTLED' AND d.host_code = '25'"
                  + " AND e.host_code = '00'"),
          new LedgerQuestion(
              5,
              "a host is told of what was decided in its place",
              "SELECT t.id AS transaction_id, t.kind FROM transaction_record t"
                  + " JOIN upstream_exchange e ON e.transaction_id = t.id AND e.status = 'ADVISED'"
                  + " LEFT JOIN upstream_debt d ON d.transaction_id = t.id AND d.kind = 'ADVICE'"
                  + " WHERE d.id IS NULL"),
          new LedgerQuestion(
              5,
              "what another host approved is approved here, and what waits for it is pending",
              "SELECT t.id AS transaction_id, t.state, e.status, e.host_code"
                  + " FROM transaction_record t"
                  + " LEFT JOIN upstream_exchange e ON e.transaction_id = t.id"
                  + " WHERE t.upstream IS NOT NULL AND (e.transaction_id IS NULL"
                  + " OR (e.status = 'ANSWERED' AND (t.response_code = '00')"
                  + " <> (e.host_code = '00'))"
                  + " OR (t.state = 'PENDING') <> (e.status = 'PENDING'))"));
}
