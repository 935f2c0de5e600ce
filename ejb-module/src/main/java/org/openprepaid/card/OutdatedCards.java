package org.openprepaid.card;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openprepaid.key.LookupHash;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.SealBrokenException;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.Resealed;

/** A page of cards that are to be sealed anew. On one thread. */
final class OutdatedCards implements OutdatedPage {
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
  private final List<Stored> cards;
  private final List<Anew> anew = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** A card as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(long id, LookupHash lookup, byte[] sealed, byte[] pin, String issuer) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Anew(Stored before, LookupHash lookup, byte[] sealed, byte[] pin) {
    long id() {
      return before.id;
    }

    boolean moves() {
      return !Arrays.equals(before.lookup.hash(), lookup.hash());
    }
  }

  OutdatedCards(SecurityModule security, CardVersions versions, List<Stored> cards) {
    this.security = security;
    this.versions = versions;
    this.cards = cards;
  }

  @Override
  public int size() {
    return cards.size();
  }

  @Override
  public long last() {
    return cards.get(cards.size() - 1).id;
  }

  @Override
  public void reseal() {
    for (Stored card : cards) {
      try {
        anew.add(resealed(card));
      } catch (SealBrokenException e) {
        broken.add("card " + card.id + ": " + e.getMessage());
      }
    }
  }

  private Anew resealed(Stored card) {
    String pan = security.openPan(card.id, card.sealed);
    requireItsHash(card, pan);
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

  /** Else the hash of another card would be set right, and nobody would know that it was not. */
  private void requireItsHash(Stored card, String pan) {
    if (security.panHashes(pan).stream()
        .noneMatch(hash -> Arrays.equals(hash, card.lookup.hash()))) {
      throw new SealBrokenException("the hash is not that of its card number");
    }
  }

  @Override
  public Resealed write(Connection connection) throws SQLException {
    leaveTakenNumbers(connection);
    int tried = anew.size();
    Set<Long> free = locked(connection);
    anew.removeIf(card -> !free.contains(card.id()));
    int replaced = update(connection);
    return new Resealed(replaced, tried - replaced, broken);
  }

  /**
   * Two cards of one number are never issued; if somebody brought it about, the index would refuse
   * the second one, and the whole page with it.
   */
  private void leaveTakenNumbers(Connection connection) throws SQLException {
    Map<ByteBuffer, Long> owners = new HashMap<>();
    List<byte[]> moving = new ArrayList<>();
    for (Anew card : anew) {
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
    anew.removeIf(card -> card.moves() && isAnothers(card, owners));
  }

  private boolean isAnothers(Anew card, Map<ByteBuffer, Long> owners) {
    long owner = owners.get(ByteBuffer.wrap(card.lookup.hash()));
    if (owner != card.id()) {
      broken.add("card " + card.id() + ": its number is that of card " + owner + " too");
    }
    return owner != card.id();
  }

  /** Those of the cards that nobody else has locked; locked for the caller now. */
  private Set<Long> locked(Connection connection) throws SQLException {
    Set<Long> free = new HashSet<>();
    if (anew.isEmpty()) {
      return free;
    }
    List<byte[]> hashes = anew.stream().map(card -> card.before.lookup.hash()).toList();
    try (PreparedStatement query = prepared(connection, LOCK, hashes);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        free.add(row.getLong(1));
      }
    }
    return free;
  }

  private int update(Connection connection) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (Anew card : anew) {
        update.setBytes(1, card.lookup.hash());
        update.setInt(2, card.lookup.version());
        update.setBytes(3, card.sealed);
        update.setBytes(4, card.pin);
        update.setLong(5, card.id());
        update.setBytes(6, card.before.lookup.hash());
        update.setBytes(7, card.before.sealed);
        update.setBytes(8, card.before.pin);
        update.addBatch();
      }
      return (int) Arrays.stream(update.executeBatch()).filter(count -> count > 0).count();
    }
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
