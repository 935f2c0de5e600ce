package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.key.LookupHash;
import org.openprepaid.key.SecurityModule;

/**
 * Writes what a group began and ended with other hosts, and what it owes them: the outbox, in the
 * same database transaction as its cause.
 */
final class ExchangeWriter {
  private static final MultiRowInsert<BegunRow> BEGUN =
      new MultiRowInsert<>(
          "upstream_exchange (transaction_id, host, trace, transmitted_at, mti, pan_hash,"
              + " pan_hash_version,"
              + " pan_sealed, pan_masked, status, host_code, auth_code, asked_at)",
          "",
          ExchangeWriter::begun);
  private static final MultiRowInsert<DebtRow> DEBTS =
      new MultiRowInsert<>(
          "upstream_debt (id, kind, transaction_id, host, reason, trace, transmitted_at, status,"
              + " next_try_at, created_at)",
          "",
          ExchangeWriter::debt);
  private static final String ENDED =
      "UPDATE upstream_exchange SET status = ?, host_code = ?, auth_code = ?, answered_at = ?"
          + " WHERE transaction_id = ?";

  private final Connection connection;
  private final SecurityModule security;
  private final TimeOrderedIds ids;
  private final TraceNumbers traces;
  private final Clock clock;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record BegunRow(
      Exchange exchange, LookupHash lookup, byte[] panSealed, String panMasked, LocalDateTime at) {}

  private record DebtRow(long id, Owed owed, Transmission message, LocalDateTime createdAt) {}

  ExchangeWriter(
      Connection connection,
      SecurityModule security,
      TimeOrderedIds ids,
      TraceNumbers traces,
      Clock clock) {
    this.connection = connection;
    this.security = security;
    this.ids = ids;
    this.traces = traces;
    this.clock = clock;
  }

  void write(GroupChanges changes, Workspace work) throws SQLException {
    List<BegunRow> begun = new ArrayList<>();
    for (GroupChanges.Begun each : changes.newExchanges.values()) {
      Exchange exchange = each.exchange();
      byte[] sealed = security.sealPan(exchange.transactionId(), each.pan().digits());
      LookupHash lookup = security.lookupHash(each.pan().digits());
      begun.add(new BegunRow(exchange, lookup, sealed, each.pan().masked(), work.now()));
    }
    BEGUN.write(connection, begun);
    writeEnded(changes.endedExchanges, work.now());
    DEBTS.write(connection, debts(changes.owed, work));
  }

  private void writeEnded(Map<Long, Exchange> exchanges, LocalDateTime now) throws SQLException {
    if (exchanges.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(ENDED)) {
      for (Exchange exchange : exchanges.values()) {
        new Parameters(update)
            .add(exchange.status().name())
            .add(exchange.hostCode())
            .add(exchange.authCode())
            .add(now)
            .add(exchange.transactionId());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private List<DebtRow> debts(Collection<Owed> owed, Workspace work) {
    List<DebtRow> rows = new ArrayList<>(owed.size());
    for (Owed each : owed) {
      Transmission about = work.exchange(each.transactionId()).sent();
      // an advice is the message that was noted with its transaction; a reversal is a new one
      Transmission message =
          each.kind() == Owed.Kind.ADVICE
              ? about
              : new Transmission(
                  about.host(),
                  "0420",
                  traces.next(),
                  LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
      rows.add(new DebtRow(ids.next(), each, message, work.now()));
    }
    return rows;
  }

  private static void begun(Parameters row, BegunRow begun) throws SQLException {
    Exchange exchange = begun.exchange;
    row.add(exchange.transactionId())
        .add(exchange.sent().host())
        .add(exchange.sent().trace())
        .add(exchange.sent().at())
        .add(exchange.sent().mti())
        .add(begun.lookup.hash())
        .add(begun.lookup.version())
        .add(begun.panSealed)
        .add(begun.panMasked)
        .add(exchange.status().name())
        .add(exchange.hostCode())
        .add(exchange.authCode())
        .add(begun.at);
  }

  private static void debt(Parameters row, DebtRow debt) throws SQLException {
    row.add(debt.id)
        .add(debt.owed.kind().name())
        .add(debt.owed.transactionId())
        .add(debt.message.host())
        .add(debt.owed.reason())
        .add(debt.message.trace())
        .add(debt.message.at())
        .add("OWED")
        .add(debt.createdAt)
        .add(debt.createdAt);
  }
}
