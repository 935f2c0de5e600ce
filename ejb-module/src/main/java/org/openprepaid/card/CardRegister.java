package org.openprepaid.card;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.LookupHash;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.SecurityModule;

/**
 * Enters new cards: each with its ledger account and its sealed balance of zero. What is clear in a
 * {@link CardData} ends here; the tables hold the number sealed, hashed and masked, and of the PIN
 * only its verification value.
 */
@ApplicationScoped
public class CardRegister {
  /** Cards in one database transaction, at most. */
  public static final int MAX_CHUNK = 500;

  private static final int BALANCE_BYTES = 2 * Long.BYTES;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  private SecurityModule securityModule;
  private TimeOrderedIds ids;
  private final Clock clock = Clock.systemUTC();

  /** For the container's proxy. */
  protected CardRegister() {}

  @Inject
  public CardRegister(SecurityModule securityModule, TimeOrderedIds ids) {
    this(null, securityModule, ids);
  }

  CardRegister(DataSource database, SecurityModule securityModule, TimeOrderedIds ids) {
    this.database = database;
    this.securityModule = securityModule;
    this.ids = ids;
  }

  /**
   * Enters all of the cards, or none.
   *
   * @param cards at most {@link #MAX_CHUNK}
   * @throws CardNumberTakenException when one of the numbers was issued before
   * @throws CardStoreException when the database does not take them
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void enter(CardProduct product, List<CardData> cards) {
    requireChunk(cards);
    if (cards.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement account =
            connection.prepareStatement(
                "INSERT INTO ledger_account (id, type, owner_id, currency, created_at)"
                    + " VALUES (?, 'CARD', ?, ?, ?)");
        PreparedStatement balance =
            connection.prepareStatement(
                "INSERT INTO account_balance (account_id, version, sealed) VALUES (?, 0, ?)");
        PreparedStatement card =
            connection.prepareStatement(
                "INSERT INTO card (id, pan_hash, pan_sealed, pan_masked, product_id, account_id,"
                    + " expiry, status, pin_verification, issued_at, pan_hash_version)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
      for (CardData data : cards) {
        long cardId = ids.next();
        long accountId = ids.next();
        addAccount(account, accountId, cardId, product, now);
        addBalance(balance, accountId);
        addCard(card, cardId, accountId, product, data, now);
      }
      requireNoneTaken(connection, cards);
      account.executeBatch();
      balance.executeBatch();
      card.executeBatch();
    } catch (SQLException e) {
      throw isDuplicate(e) ? new CardNumberTakenException(e) : new CardStoreException(e);
    }
  }

  /**
   * Those of the cards whose numbers nobody has yet.
   *
   * @param cards at most {@link #MAX_CHUNK}
   */
  public List<CardData> notYetEntered(List<CardData> cards) {
    requireChunk(cards);
    if (cards.isEmpty()) {
      return List.of();
    }
    List<List<byte[]>> hashes = hashes(cards);
    Set<ByteBuffer> taken;
    try (Connection connection = database.getConnection()) {
      taken = taken(connection, hashes);
    } catch (SQLException e) {
      throw new CardStoreException(e);
    }
    List<CardData> free = new ArrayList<>();
    for (int i = 0; i < cards.size(); i++) {
      if (hashes.get(i).stream().map(ByteBuffer::wrap).noneMatch(taken::contains)) {
        free.add(cards.get(i));
      }
    }
    return free;
  }

  /**
   * While the key of the hashes is rotated, the index does not tell that a number is taken under
   * the key before.
   */
  private void requireNoneTaken(Connection connection, List<CardData> cards) throws SQLException {
    List<List<byte[]>> hashes = hashes(cards);
    boolean isRotated = hashes.stream().anyMatch(ofOne -> ofOne.size() > 1);
    if (isRotated && !taken(connection, hashes).isEmpty()) {
      throw new CardNumberTakenException(null);
    }
  }

  /** For each card all hashes under which it may be stored. */
  private List<List<byte[]>> hashes(List<CardData> cards) {
    return cards.stream().map(data -> securityModule.panHashes(data.pan().digits())).toList();
  }

  private static Set<ByteBuffer> taken(Connection connection, List<List<byte[]>> hashes)
      throws SQLException {
    List<byte[]> candidates = hashes.stream().flatMap(List::stream).toList();
    String marks = "?" + ", ?".repeat(candidates.size() - 1);
    Set<ByteBuffer> taken = new HashSet<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT pan_hash FROM card WHERE pan_hash IN (" + marks + ")")) {
      for (int i = 0; i < candidates.size(); i++) {
        query.setBytes(i + 1, candidates.get(i));
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          taken.add(ByteBuffer.wrap(row.getBytes(1)));
        }
      }
    }
    return taken;
  }

  private static void addAccount(
      PreparedStatement insert, long accountId, long cardId, CardProduct product, LocalDateTime now)
      throws SQLException {
    insert.setLong(1, accountId);
    insert.setLong(2, cardId);
    insert.setString(3, product.currency().alphaCode());
    insert.setObject(4, now);
    insert.addBatch();
  }

  private void addBalance(PreparedStatement insert, long accountId) throws SQLException {
    insert.setLong(1, accountId);
    insert.setBytes(2, securityModule.sealBalance(accountId, 0, new byte[BALANCE_BYTES]));
    insert.addBatch();
  }

  private void addCard(
      PreparedStatement insert,
      long cardId,
      long accountId,
      CardProduct product,
      CardData data,
      LocalDateTime now)
      throws SQLException {
    LookupHash lookup = securityModule.lookupHash(data.pan().digits());
    insert.setLong(1, cardId);
    insert.setBytes(2, lookup.hash());
    insert.setBytes(3, securityModule.sealPan(cardId, data.pan().digits()));
    insert.setString(4, data.pan().masked());
    insert.setLong(5, product.id());
    insert.setLong(6, accountId);
    insert.setString(7, data.expiry());
    insert.setString(8, CardStatus.ACTIVE.name());
    insert.setBytes(9, pinReference(product, cardId, data));
    insert.setObject(10, now);
    insert.setInt(11, lookup.version());
    insert.addBatch();
  }

  private byte[] pinReference(CardProduct product, long cardId, CardData data) {
    char[] pin = data.pin().orElse(null);
    if (pin == null) {
      return null;
    }
    try {
      PinCard owner = new PinCard(product.issuer(), cardId, data.pan().digits());
      return securityModule.pinReference(product.pinMethod(), owner, pin);
    } finally {
      Arrays.fill(pin, '0');
    }
  }

  private static void requireChunk(List<CardData> cards) {
    if (cards.size() > MAX_CHUNK) {
      throw new IllegalArgumentException("OP-1604 at most " + MAX_CHUNK + " cards in one chunk");
    }
  }

  /** Drivers wrap the violation of a batch in an exception that carries only its SQL state. */
  private static boolean isDuplicate(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLIntegrityConstraintViolationException) {
        return true;
      }
    }
    return e.getSQLState() != null && e.getSQLState().startsWith("23");
  }
}
