package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.openprepaid.card.CardStatus;
import org.openprepaid.card.PanHash;
import org.openprepaid.key.SecurityModule;

/**
 * Loads and locks what a group needs, in this order, which is the same in every group so that
 * groups wait for one another but never in a circle: business day and terminals (shared), then
 * cards and balances (exclusive, in the order of their hashes), then exchanges with other hosts.
 * What hangs on a card or an exchange is read after it is locked: only its own requests change it.
 */
final class GroupReader {
  private static final String DAY_AND_TERMINALS =
      "SELECT d.business_date, t.terminal_id, t.active, t.batch_number, t.batch_status,"
          + " m.merchant_id, m.payable_account_id, m.active"
          + " FROM business_day d STRAIGHT_JOIN terminal t FORCE INDEX (terminal_id)"
          + " STRAIGHT_JOIN merchant m ON m.id = t.merchant_pk WHERE d.id = 1 AND t.terminal_id";
  private static final String DAY = "SELECT business_date FROM business_day WHERE id = 1";
  private static final String SHARED = " LOCK IN SHARE MODE";

  private static final String RECALLED =
      "SELECT request_key, fingerprint, transaction_id, mark FROM processed_request"
          + " FORCE INDEX (PRIMARY) WHERE request_key";

  private static final String CARDS =
      "SELECT c.pan_hash, c.id, c.account_id, c.status, c.expiry, c.pin_failures,"
          + " c.pin_verification, c.product_id, b.version, b.sealed"
          + " FROM card c FORCE INDEX (pan_hash) STRAIGHT_JOIN account_balance b"
          + " FORCE INDEX (PRIMARY) ON b.account_id = c.account_id WHERE c.pan_hash";
  private static final String PAN_HASHES = "SELECT pan_hash FROM card WHERE id";
  private static final String EXCLUSIVE = " FOR UPDATE";

  private final Connection connection;
  private final SecurityModule security;
  private final Function<Long, ProductTerms> products;

  GroupReader(
      Connection connection, SecurityModule security, Function<Long, ProductTerms> products) {
    this.connection = connection;
    this.security = security;
    this.products = products;
  }

  /** What the day and the terminals are, locked against cut-over and batch settlement. */
  interface WorkspaceMaker {
    Workspace on(LocalDate businessDate, LocalDateTime now);
  }

  Workspace read(List<Prepared> group, LocalDateTime now, WorkspaceMaker maker)
      throws SQLException {
    Workspace work = readDayAndTerminals(group, now, maker);
    readRecalled(group, work);
    lockCards(group, work);
    new ExchangeReader(connection).read(group, work);
    new OriginalReader(connection).read(group, work);
    return work;
  }

  private Workspace readDayAndTerminals(
      List<Prepared> group, LocalDateTime now, WorkspaceMaker maker) throws SQLException {
    Set<String> terminals = new TreeSet<>();
    for (Prepared prepared : group) {
      if (prepared.request().origin().isFromTerminal()) {
        terminals.add(prepared.request().origin().terminalId());
      }
    }
    Workspace work = null;
    if (!terminals.isEmpty()) {
      try (PreparedStatement query =
              InList.prepare(connection, DAY_AND_TERMINALS, terminals, SHARED);
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          work = work == null ? maker.on(rows.getObject(1, LocalDate.class), now) : work;
          work.add(rows.getString(2), acceptor(rows));
        }
      }
    }
    return work == null ? maker.on(readDay(), now) : work;
  }

  private static Acceptor acceptor(ResultSet row) throws SQLException {
    return new Acceptor(
        row.getString(6),
        row.getLong(7),
        row.getBoolean(8),
        row.getBoolean(3),
        row.getInt(4),
        "OPEN".equals(row.getString(5)));
  }

  private LocalDate readDay() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(DAY + SHARED);
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("OP-1301 there is no business day: the schema was not migrated");
      }
      return row.getObject(1, LocalDate.class);
    }
  }

  private void readRecalled(List<Prepared> group, Workspace work) throws SQLException {
    Set<String> keys = new TreeSet<>();
    for (Prepared prepared : group) {
      if (!prepared.isAnswer()) {
        keys.add(prepared.key().value());
      }
      if (prepared.originalKey() != null) {
        keys.add(prepared.originalKey().value());
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement query = InList.prepare(connection, RECALLED, keys, "");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        RequestKey key = new RequestKey(rows.getString(1));
        work.add(new Recalled(key, rows.getLong(2), rows.getLong(3), rows.getBoolean(4)));
      }
    }
  }

  private void lockCards(List<Prepared> group, Workspace work) throws SQLException {
    TreeMap<String, byte[]> hashes = new TreeMap<>();
    Set<Long> originals = new HashSet<>();
    for (Prepared prepared : group) {
      if (prepared.sent() != null) {
        // its card is another's
        continue;
      }
      if (prepared.namesCard()) {
        prepared.panHashes().forEach(hash -> hashes.put(hash.toString(), hash.bytes()));
      } else if (prepared.actsOnOriginal() && !prepared.isAnswer()) {
        originals.add(work.originalId(prepared, null));
      }
    }
    Set<Long> cards = cardsOf(originals);
    for (byte[] hash : hashesOf(cards)) {
      hashes.put(new PanHash(hash).toString(), hash);
    }
    lockCards(hashes.values(), work);
    lockMovedCards(group, cards, work);
  }

  /** A card's hash may have changed between two looks at the index, while its key is rotated. */
  private void lockMovedCards(List<Prepared> group, Set<Long> cards, Workspace work)
      throws SQLException {
    List<byte[]> moved = new ArrayList<>();
    for (Prepared prepared : group) {
      boolean ours = prepared.sent() == null && prepared.panHashes().size() > 1;
      if (ours && work.cardOf(prepared) == null) {
        prepared.panHashes().forEach(hash -> moved.add(hash.bytes()));
      }
    }
    cards.removeIf(work::knowsCard);
    moved.addAll(hashesOf(cards));
    lockCards(moved, work);
  }

  private void lockCards(Collection<byte[]> hashes, Workspace work) throws SQLException {
    if (hashes.isEmpty()) {
      return;
    }
    try (PreparedStatement query = InList.prepare(connection, CARDS, hashes, EXCLUSIVE);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        addCard(rows, work);
      }
    }
  }

  /** A transaction's card never changes: it may be looked up before anything is locked. */
  private Set<Long> cardsOf(Set<Long> transactionIds) throws SQLException {
    transactionIds.remove(0L);
    Set<Long> cards = new HashSet<>();
    if (!transactionIds.isEmpty()) {
      String cardsOf = "SELECT card_id FROM transaction_record WHERE id";
      try (PreparedStatement query = InList.prepare(connection, cardsOf, transactionIds, "");
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          cards.add(rows.getLong(1));
        }
      }
    }
    cards.remove(0L);
    return cards;
  }

  private List<byte[]> hashesOf(Set<Long> cardIds) throws SQLException {
    List<byte[]> hashes = new ArrayList<>();
    if (!cardIds.isEmpty()) {
      try (PreparedStatement query = InList.prepare(connection, PAN_HASHES, cardIds, "");
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          hashes.add(rows.getBytes(1));
        }
      }
    }
    return hashes;
  }

  private void addCard(ResultSet row, Workspace work) throws SQLException {
    long accountId = row.getLong(3);
    ProductTerms terms = products.apply(row.getLong(8));
    CardFacts card =
        new CardFacts(
            row.getLong(2),
            accountId,
            CardStatus.valueOf(row.getString(4)),
            row.getString(5),
            row.getInt(6),
            terms);
    long version = row.getLong(9);
    CardAccount account =
        SealedBalance.open(
            security, accountId, version, row.getBytes(10), terms.balanceCap().currency());
    work.add(new PanHash(row.getBytes(1)), card, row.getBytes(7), account);
  }
}
