package org.openprepaid.upstream;

import org.openprepaid.key.SecurityModule;
import org.openprepaid.terminal.TestDatabase;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.TransactionState;
import org.openprepaid.transaction.Transmission;

/** The schema with what hosts were asked, in memory. */
final class UpstreamTables {
  final TestDatabase database = new TestDatabase();

  /** A transaction that a host was asked or told about, with a foreign card. */
  void record(
      SecurityModule security,
      long id,
      TransactionKind kind,
      TransactionState state,
      long originalId) {
    database.run(
        "INSERT INTO transaction_record (id, business_date, kind, state, channel, request_key,"
            + " merchant_id, terminal_id, batch_number, trace, local_time, card_id, account_id,"
            + " amount, currency, response_code, auth_code, refunded, original_id, hold_id,"
            + " entry_id, evidence, decided_at) VALUES (?, '2026-11-22', ?, ?, 'POS', ?, ?, ?, 1,"
            + " 17, ?, 0, 0, 3000, 'CNY', '00', '778899', 0, ?, 0, 0, '0200', ?)",
        id,
        kind.name(),
        state.name(),
        "T/" + id,
        Edge.MERCHANT,
        Edge.TERMINAL,
        Edge.LOCAL_TIME,
        originalId,
        ScriptedGateway.DECIDED);
    Transmission sent = sent(id, kind);
    database.run(
        "INSERT INTO upstream_exchange (transaction_id, host, trace, transmitted_at, mti,"
            + " pan_hash, pan_hash_version, pan_sealed, pan_masked, status, host_code, auth_code,"
            + " asked_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, '00', '778899', ?)",
        id,
        sent.host(),
        sent.trace(),
        sent.at(),
        sent.mti(),
        new byte[32],
        security.sealPan(id, Edge.CARD.digits()),
        Edge.CARD.masked(),
        Exchange.Status.ANSWERED.name(),
        ScriptedGateway.DECIDED);
  }

  /** The message that asked about it. */
  static Transmission sent(long id, TransactionKind kind) {
    return new Transmission(
        Edge.CUPNET, MessageForm.of(kind).mti(), (int) (id % 1_000), Edge.TRANSMITTED);
  }
}
