package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.openprepaid.key.LookupHash;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedRows;

/** Routed transactions' card numbers that are to be sealed anew. */
final class OutdatedExchanges
    extends OutdatedRows<OutdatedExchanges.Stored, OutdatedExchanges.Anew> {
  private static final String LOCK =
      "SELECT transaction_id FROM upstream_exchange FORCE INDEX (PRIMARY) WHERE transaction_id";
  private static final String SKIP_LOCKED = " FOR UPDATE SKIP LOCKED";
  private static final String UPDATE =
      "UPDATE upstream_exchange SET pan_sealed = ?, pan_hash = ?, pan_hash_version = ?"
          + " WHERE transaction_id = ? AND pan_sealed = ?";

  private final SecurityModule security;

  /** A card number as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(long id, byte[] sealed, byte[] hash) implements Row {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Anew(Stored before, byte[] sealed, LookupHash lookup) implements Row {
    @Override
    public long id() {
      return before.id;
    }
  }

  OutdatedExchanges(SecurityModule security, List<Stored> exchanges) {
    super("transaction", UPDATE, exchanges);
    this.security = security;
  }

  @Override
  protected Anew resealed(Stored exchange) {
    String pan = security.openPan(exchange.id, exchange.sealed);
    requireHash(security, pan, exchange.hash);
    return new Anew(exchange, security.sealPan(exchange.id, pan), security.lookupHash(pan));
  }

  @Override
  protected PreparedStatement lock(Connection connection, List<Anew> exchanges)
      throws SQLException {
    return InList.prepare(connection, LOCK, exchanges.stream().map(Anew::id).toList(), SKIP_LOCKED);
  }

  @Override
  protected void set(PreparedStatement update, Anew exchange) throws SQLException {
    update.setBytes(1, exchange.sealed);
    update.setBytes(2, exchange.lookup.hash());
    update.setInt(3, exchange.lookup.version());
    update.setLong(4, exchange.id());
    update.setBytes(5, exchange.before.sealed);
  }
}
