package org.openprepaid.transaction;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.openprepaid.card.CardKeyUse;
import org.openprepaid.card.SealedCards;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.Validity;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.KeyCustody;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.Resealed;
import org.openprepaid.key.custody.SealedStore;
import org.openprepaid.settlement.LedgerCheck;
import org.openprepaid.standalone.EmbeddedDatabase;

/**
 * A house with a shop, cards and keys in a real database, whose keys are rotated. Every card has
 * its number sealed, and a PIN: of every other one encrypted, of the rest in the other ways.
 */
final class KeyHouse extends ShopHouse {
  /** Some pages. */
  static final int CARDS = 1_100;

  /** The number of a card that is not ours. */
  static final int FOREIGN = 9_000;

  static final String PIN = "271828";
  static final long FIRST_BALANCE = 100_000;
  static final Authority OPERATORS = new Authority("wang", "zhang");
  private static final int GROUP = 64;

  final KeyCustody custody;
  final SealedStore balances;
  final SealedStore cards;
  final SealedStore exchanges;

  /** Of a purchase with a card of others, which its host has approved. */
  final Outcome routed;

  static KeyHouse open(Path directory) throws SQLException {
    return open(directory, KeyHouse::new);
  }

  private KeyHouse(EmbeddedDatabase database, Path directory) throws SQLException {
    super(database, directory);
    custody =
        new KeyCustody(
            security.management(),
            transactions(),
            List.of(new CardKeyUse(), new BalanceKeyUse(), new ExchangeKeyUse()),
            Clock.systemUTC());
    balances = new SealedBalances(security);
    cards = new SealedCards(security);
    exchanges = new SealedExchanges(security);
    inTransaction(
        connection -> {
          shop.open(connection, CARDS);
          shop.connectHost(connection);
          sealNumbersAndPins(connection);
          return null;
        });
    for (int card = 0; card < CARDS; card += GROUP) {
      List<Request> topUps = new ArrayList<>();
      for (int each = card; each < Math.min(card + GROUP, CARDS); each++) {
        topUps.add(shop.topUp(each, FIRST_BALANCE));
      }
      run(topUps);
    }
    Request purchase = shop.purchase(FOREIGN, 1_000);
    Outcome asked = run(List.of(shop.forwarded(purchase))).get(0);
    HostAnswer approved = HostAnswer.answered(ResponseCode.APPROVED, "00", "778899", null);
    routed = run(List.of(Shop.answered(purchase, asked, approved))).get(0);
  }

  private OwnTransaction transactions() {
    return new OwnTransaction() {
      @Override
      public <T> T run(Work<T> what) throws SQLException {
        return inTransaction(what);
      }
    };
  }

  private void sealNumbersAndPins(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE card SET pan_sealed = ?, pin_verification = ? WHERE id = ?")) {
      for (int card = 0; card < CARDS; card++) {
        update.setBytes(1, security.sealPan(idOf(card), GroupWorkIT.pan(card).digits()));
        update.setBytes(2, security.pinReference(methodOf(card), ownerOf(card), PIN.toCharArray()));
        update.setLong(3, idOf(card));
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  static long idOf(int card) {
    return 100L + card;
  }

  static PinMethod methodOf(int card) {
    PinMethod[] all = PinMethod.values();
    return card % 2 == 0 ? PinMethod.ENCRYPTED : all[card / 2 % (all.length - 1)];
  }

  static PinCard ownerOf(int card) {
    return new PinCard("OWN", idOf(card), GroupWorkIT.pan(card).digits());
  }

  // -- keys

  static KeyOwner ownerOf(KeyType type) {
    KeyOwner issuer = KeyOwner.issuer("OWN");
    return issuer.mayOwn(type) ? issuer : KeyOwner.INSTITUTION;
  }

  static KeyCustody.Wish wish(KeyType type) {
    return new KeyCustody.Wish(ownerOf(type), type, type.usualAlgorithm(), false, Validity.ALWAYS);
  }

  KeyName active(KeyType type) {
    return security.activeKey(ownerOf(type), type).orElseThrow().spec().name();
  }

  /**
   * Rotates a key without the time that has to pass before all nodes have followed.
   *
   * @return the key before
   */
  KeyName rotate(KeyType type) {
    KeyName before = active(type);
    custody.rotate(OPERATORS, wish(type));
    security.refresh();
    return before;
  }

  /** So that all nodes have followed, and no terminal repeats what is older. */
  void letTimePass() throws SQLException {
    try (Connection connection = database.owner().connect();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE key_event SET occurred_at = occurred_at - INTERVAL 8 DAY")) {
      update.executeUpdate();
    }
  }

  /** A little money back on the card of others. */
  Request routedRefund() {
    return shop.forwarded(shop.refundOf(FOREIGN, routed, 1));
  }

  // -- the job, as the batch runtime runs it

  long outdated() throws SQLException {
    return inTransaction(
        connection ->
            balances.outdated(connection)
                + cards.outdated(connection)
                + exchanges.outdated(connection));
  }

  /**
   * One chunk in a transaction of its own.
   *
   * @return what became of it; {@code null} at the end of the store
   */
  Resealed chunk(SealedStore store, long[] position) throws SQLException {
    return inTransaction(
        connection -> {
          OutdatedPage page = store.after(connection, position[0]);
          if (page.size() == 0) {
            return null;
          }
          page.reseal();
          Resealed done = page.write(connection);
          position[0] = page.last();
          return done;
        });
  }

  /** Goes on through a store from a position. */
  List<Resealed> runFrom(SealedStore store, long checkpoint) throws SQLException {
    long[] position = {checkpoint};
    List<Resealed> done = new ArrayList<>();
    for (Resealed one = chunk(store, position); one != null; one = chunk(store, position)) {
      done.add(one);
    }
    return done;
  }

  List<Resealed> runThrough() throws SQLException {
    List<Resealed> done = new ArrayList<>(runFrom(balances, 0));
    done.addAll(runFrom(cards, 0));
    done.addAll(runFrom(exchanges, 0));
    return done;
  }

  // -- what there is to see

  List<LedgerCheck.Finding> breaches() throws SQLException {
    return checkLedger().findings();
  }

  /** How many transactions there are that another host decides about. */
  long routedTransactions() throws SQLException {
    try (Connection connection = database.application().connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT COUNT(*) FROM upstream_exchange");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  byte[] stored(String column, String table, String key, long id) throws SQLException {
    return inTransaction(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT " + column + " FROM " + table + " WHERE " + key + " = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
              row.next();
              return row.getBytes(1);
            }
          }
        });
  }

  void store(String assignment, String table, String key, long id, byte[] value)
      throws SQLException {
    inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE " + table + " SET " + assignment + " = ? WHERE " + key + " = ?")) {
            update.setBytes(1, value);
            update.setLong(2, id);
            return update.executeUpdate();
          }
        });
  }

  /** Waits until some transaction waits for another one's lock. */
  void awaitOneThatWaits() throws SQLException {
    String waiting = "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'";
    try (Connection connection = database.owner().connect();
        PreparedStatement query = connection.prepareStatement(waiting)) {
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                try (ResultSet row = query.executeQuery()) {
                  row.next();
                  return row.getInt(2) > 0;
                }
              });
    }
  }
}
