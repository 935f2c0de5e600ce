package org.openprepaid.card;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.openprepaid.key.IssuedPin;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinChange;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.PinFormat;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.WorkingKey;

/**
 * The PIN of a card after it was issued: changed by its holder, drawn anew by the issuer,
 * unblocked. The card's row is locked meanwhile, as by a transaction, so that wrong tries are
 * counted one by one wherever they are made.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CardPins {
  private static final String FIND =
      "SELECT c.id, c.pan_sealed, c.pin_verification, c.pin_failures, p.issuer, p.pin_method,"
          + " p.pin_length, p.pin_tries, c.status FROM card c"
          + " JOIN card_product p ON p.id = c.product_id"
          + " WHERE c.id = ? AND p.pin_required = TRUE FOR UPDATE";
  private static final String STORE =
      "UPDATE card SET pin_verification = ?, pin_failures = 0 WHERE id = ?";
  private static final String COUNT = "UPDATE card SET pin_failures = ? WHERE id = ?";

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  @Inject private SecurityModule securityModule;

  /** For the container. */
  public CardPins() {}

  @SuppressWarnings("UnnecessaryAssignment") // for tests, without a container
  CardPins(DataSource database, SecurityModule securityModule) {
    this.database = database;
    this.securityModule = securityModule;
  }

  /** What came of a change. */
  public enum Changed {
    DONE,
    /** There is no such card with a PIN, or it is not active. */
    NO_SUCH_CARD,
    /** The old PIN is wrong; it was counted. */
    WRONG_PIN,
    /** Too many wrong ones before: blocked, even for the right one. */
    BLOCKED,
    /** One of the blocks is no PIN block for this card. */
    MALFORMED,
    /** The new PIN has another length than the product's. */
    WRONG_LENGTH,
    /** The new PIN is one that a thief tries first. */
    TRIVIAL
  }

  /**
   * Two PIN blocks under one key, as they came from a terminal.
   *
   * @param key a PIK, a ZPK or a DUKPT key
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Blocks(WorkingKey key, PinFormat format, byte[] oldPin, byte[] newPin) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Card(
      PinCard owner,
      byte[] reference,
      int failures,
      PinMethod method,
      int length,
      int tries,
      boolean active) {}

  /**
   * Takes the new PIN that the holder chose, if the old one is right.
   *
   * @throws CardStoreException when the database does not answer
   */
  public Changed change(long cardId, Blocks blocks) {
    try (Connection connection = database.getConnection()) {
      Card card = find(connection, cardId).filter(Card::active).orElse(null);
      if (card == null) {
        return Changed.NO_SUCH_CARD;
      }
      if (card.failures() >= card.tries()) {
        return Changed.BLOCKED;
      }
      PinCheck old =
          securityModule.verifyPin(
              blocks.key(), blocks.format(), blocks.oldPin(), card.owner(), card.reference());
      if (old == PinCheck.WRONG) {
        count(connection, cardId, card.failures() + 1);
        return Changed.WRONG_PIN;
      }
      return old == PinCheck.MALFORMED ? Changed.MALFORMED : taken(connection, card, blocks);
    } catch (SQLException e) {
      throw new CardStoreException(e);
    }
  }

  private Changed taken(Connection connection, Card card, Blocks blocks) throws SQLException {
    PinChange change =
        securityModule.changePin(
            blocks.key(),
            blocks.format(),
            blocks.newPin(),
            card.method(),
            card.owner(),
            card.length());
    if (change instanceof PinChange.Accepted accepted) {
      store(connection, card.owner().cardId(), accepted.reference());
      return Changed.DONE;
    }
    return switch ((PinChange.Refused) change) {
      case MALFORMED -> Changed.MALFORMED;
      case WRONG_LENGTH -> Changed.WRONG_LENGTH;
      case TRIVIAL -> Changed.TRIVIAL;
    };
  }

  /**
   * Draws a new PIN; the old one is void and the count of wrong tries starts anew. Nobody sees it
   * but who opens the mailer.
   *
   * @param printer the key of the mailer's printer
   * @return the mailer's data, under the printer's key; empty when there is no such card with a PIN
   * @throws CardStoreException when the database does not answer
   */
  public Optional<byte[]> reset(long cardId, KeyRef printer) {
    try (Connection connection = database.getConnection()) {
      Optional<Card> found = find(connection, cardId);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Card card = found.get();
      IssuedPin issued =
          securityModule.issuePin(card.method(), card.owner(), card.length(), printer);
      store(connection, cardId, issued.reference());
      return Optional.of(issued.mailer());
    } catch (SQLException e) {
      throw new CardStoreException(e);
    }
  }

  /**
   * Lets the count of wrong tries start anew.
   *
   * @return false when there is no such card with a PIN
   * @throws CardStoreException when the database does not answer
   */
  public boolean unblock(long cardId) {
    try (Connection connection = database.getConnection()) {
      if (find(connection, cardId).isEmpty()) {
        return false;
      }
      count(connection, cardId, 0);
      return true;
    } catch (SQLException e) {
      throw new CardStoreException(e);
    }
  }

  private Optional<Card> find(Connection connection, long cardId) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setLong(1, cardId);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(card(row)) : Optional.empty();
      }
    }
  }

  private Card card(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    PinCard owner = new PinCard(row.getString(5), id, securityModule.openPan(id, row.getBytes(2)));
    return new Card(
        owner,
        row.getBytes(3),
        row.getInt(4),
        PinMethod.valueOf(row.getString(6)),
        row.getInt(7),
        row.getInt(8),
        CardStatus.valueOf(row.getString(9)) == CardStatus.ACTIVE && row.getBytes(3) != null);
  }

  private static void store(Connection connection, long cardId, byte[] reference)
      throws SQLException {
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      store.setBytes(1, reference);
      store.setLong(2, cardId);
      store.executeUpdate();
    }
  }

  private static void count(Connection connection, long cardId, int failures) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setInt(1, failures);
      count.setLong(2, cardId);
      count.executeUpdate();
    }
  }
}
