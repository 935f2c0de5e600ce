package org.openprepaid.card;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.key.LookupHash;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedRows;
import org.openprepaid.key.custody.Resealed;

/** Cards that are to be sealed anew: number, hash and what verifies the PIN. */
final class OutdatedCards extends OutdatedRows<OutdatedCards.Stored, OutdatedCards.Anew> {
  /**
   * By the index and in the way in which purchases lock: it holds the entry of the old hash too,
   * before the update changes it.
   */
  private static final String LOCK =
      "SELECT id FROM card FORCE INDEX (pan_hash) WHERE pan_hash IN (%s) FOR UPDATE SKIP LOCKED";

  private static final String OWNERS = "SELECT id, pan_hash FROM card WHERE pan_hash IN (%s)";

  private static final String UPDATE =
      "UPDATE card SET pan_hash = ?, pan_hash_version = ?, pan_sealed = ?, pin_verification = ?"
          + " WHERE id = ? AND pan_hash = ? AND pan_sealed = ? AND pin_verification <=> ?";

  private final SecurityModule security;
  private final CardVersions versions;

  /** A card as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(long id, LookupHash lookup, byte[] sealed, byte[] pin, String issuer)
      implements Row {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Anew(Stored before, LookupHash lookup, byte[] sealed, byte[] pin) implements Row {
    @Override
    public long id() {
      return before.id;
    }

    boolean moves() {
      return !Arrays.equals(before.lookup.hash(), lookup.hash());
    }
  }

  OutdatedCards(SecurityModule security, CardVersions versions, List<Stored> cards) {
    super("card", UPDATE, cards);
    this.security = security;
    this.versions = versions;
  }

  @Override
  protected Anew resealed(Stored card) {
    String pan = security.openPan(card.id, card.sealed);
    requireHash(security, pan, card.lookup.hash());
    byte[] pin = card.pin;
    if (pin != null && versions.storesPinsOf(card.issuer)) {
      pin = security.reseal(new PinCard(card.issuer, card.id, pan), pin);
    }
    LookupHash lookup = security.lookupHash(pan);
    return new Anew(
        card,
        versions.looksUpBy(lookup.version()) ? lookup : card.lookup,
        security.sealPan(card.id, pan),
        pin);
  }

  @Override
  public Resealed write(Connection connection) throws SQLException {
    leaveTakenNumbers(connection);
    return super.write(connection);
  }

  /**
   * Two cards of one number are never issued; if somebody brought it about, the index would refuse
   * the second one, and the whole page with it.
   */
  private void leaveTakenNumbers(Connection connection) throws SQLException {
    Map<ByteBuffer, Long> owners = new HashMap<>();
    List<byte[]> moving = new ArrayList<>();
    for (Anew card : anew()) {
      if (card.moves()) {
        moving.add(card.lookup.hash());
        owners.putIfAbsent(ByteBuffer.wrap(card.lookup.hash()), card.id());
      }
    }
    if (moving.isEmpty()) {
      return;
    }
    try (PreparedStatement query = prepared(connection, OWNERS, moving);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        owners.put(ByteBuffer.wrap(row.getBytes(2)), row.getLong(1));
      }
    }
    anew().removeIf(card -> card.moves() && isAnothers(card, owners));
  }

  private boolean isAnothers(Anew card, Map<ByteBuffer, Long> owners) {
    long owner = owners.get(ByteBuffer.wrap(card.lookup.hash()));
    if (owner != card.id()) {
      leave(card.id(), "its number is that of card " + owner + " too");
    }
    return owner != card.id();
  }

  @Override
  protected PreparedStatement lock(Connection connection, List<Anew> cards) throws SQLException {
    return prepared(
        connection, LOCK, cards.stream().map(card -> card.before.lookup.hash()).toList());
  }

  @Override
  protected void set(PreparedStatement update, Anew card) throws SQLException {
    update.setBytes(1, card.lookup.hash());
    update.setInt(2, card.lookup.version());
    update.setBytes(3, card.sealed);
    update.setBytes(4, card.pin);
    update.setLong(5, card.id());
    update.setBytes(6, card.before.lookup.hash());
    update.setBytes(7, card.before.sealed);
    update.setBytes(8, card.before.pin);
  }

  private static PreparedStatement prepared(Connection connection, String sql, List<byte[]> hashes)
      throws SQLException {
    String marks = "?" + ", ?".repeat(hashes.size() - 1);
    PreparedStatement statement = connection.prepareStatement(sql.formatted(marks));
    for (int i = 0; i < hashes.size(); i++) {
      statement.setBytes(i + 1, hashes.get(i));
    }
    return statement;
  }
}
