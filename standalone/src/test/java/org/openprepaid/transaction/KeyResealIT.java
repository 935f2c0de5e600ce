package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.transaction.KeyHouse.CARDS;
import static org.openprepaid.transaction.KeyHouse.OPERATORS;
import static org.openprepaid.transaction.KeyHouse.idOf;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.Resealed;
import org.openprepaid.key.custody.SealedStore;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/** Keys are rotated while the shop sells: nothing stops, nothing is lost, the old key may go. */
class KeyResealIT {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private static Path directory;
  private static KeyHouse house;
  private static ExecutorService shopkeeper;

  @BeforeAll
  static void open() throws SQLException {
    house = KeyHouse.open(directory);
    shopkeeper = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void close() {
    if (house != null) {
      shopkeeper.shutdownNow();
      house.close();
    }
  }

  @AfterEach
  void theLedgerIsClean() throws SQLException {
    assertThat(house.breaches()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BALANCE_SEALING", "PAN_ENCRYPTION", "PAN_LOOKUP", "PIN_STORAGE"})
  void aKeyIsRotatedWhileTheShopSells(KeyType type) throws Exception {
    Money total = total();
    KeyName before = house.rotate(type);
    house.letTimePass();
    assertThat(house.outdated()).isPositive();
    assertInUse(before);
    AtomicBoolean closing = new AtomicBoolean();
    Future<Integer> sold =
        shopkeeper.submit(
            (Callable<Integer>) () -> sellUntil(closing, new Random(type.name().length())));

    SealedStore store = type == KeyType.BALANCE_SEALING ? house.balances : house.cards;
    try {
      long checkpoint = killedAfterOneChunk(store);
      house.runFrom(store, checkpoint);
      await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(
              () -> {
                house.runThrough();
                return house.outdated() == 0;
              });
    } finally {
      closing.set(true);
    }

    int approved = sold.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(total()).isEqualTo(total.minus(Money.of(approved * 10L, Currency.CNY)));
    assertThat(house.outdated()).isZero();
    assertThat(house.custody.usesOf(before)).isEmpty();
    house.custody.destroy(OPERATORS, before);
    house.security.refresh();
    everythingStillReads();
  }

  /** Its second chunk is written but never committed. */
  private static long killedAfterOneChunk(SealedStore store) throws SQLException {
    long[] position = {0};
    assertThat(house.chunk(store, position).replaced()).isPositive();
    assertThatThrownBy(
            () ->
                house.inTransaction(
                    connection -> {
                      OutdatedPage page = store.after(connection, position[0]);
                      page.reseal();
                      assertThat(page.write(connection).replaced()).isPositive();
                      throw new SQLException("killed");
                    }))
        .hasMessage("killed");
    return position[0];
  }

  private static int sellUntil(AtomicBoolean closing, Random random) throws SQLException {
    int approved = 0;
    while (!closing.get()) {
      List<Request> group = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        group.add(house.shop.purchase(random.nextInt(CARDS), 10));
      }
      List<Outcome> outcomes = house.run(group);
      assertThat(outcomes).extracting(Outcome::code).containsOnly(ResponseCode.APPROVED);
      approved += outcomes.size();
    }
    return approved;
  }

  private static void everythingStillReads() throws SQLException {
    PinPad pinPad = new PinPad(house.security);
    for (int card = 0; card < CARDS; card++) {
      byte[] sealed = house.stored("pan_sealed", "card", "id", idOf(card));
      assertThat(house.security.openPan(idOf(card), sealed))
          .isEqualTo(GroupWorkIT.pan(card).digits());
      if (card % 50 < 4) {
        byte[] reference = house.stored("pin_verification", "card", "id", idOf(card));
        assertThat(pinPad.isRight(KeyHouse.ownerOf(card), KeyHouse.PIN, reference)).isTrue();
        assertThat(pinPad.isRight(KeyHouse.ownerOf(card), "314159", reference)).isFalse();
      }
    }
    total();
    byte[] number =
        house.stored(
            "pan_sealed", "upstream_exchange", "transaction_id", house.routed.transactionId());
    assertThat(house.security.openPan(house.routed.transactionId(), number))
        .isEqualTo(GroupWorkIT.pan(KeyHouse.FOREIGN).digits());
    assertThat(house.run(List.of(house.routedRefund())).get(0).code())
        .as("the card is still known to be the one that bought")
        .isEqualTo(ResponseCode.APPROVED);
  }

  /** Of all cards; every one is found. */
  private static Money total() throws SQLException {
    Money total = Money.zero(Currency.CNY);
    for (int from = 0; from < CARDS; from += 50) {
      List<Request> inquiries = new ArrayList<>();
      for (int card = from; card < Math.min(from + 50, CARDS); card++) {
        inquiries.add(house.shop.inquiry(card));
      }
      for (Outcome outcome : house.run(inquiries)) {
        assertThat(outcome.code()).isEqualTo(ResponseCode.APPROVED);
        total = total.plus(outcome.available());
      }
    }
    return total;
  }

  private static void assertInUse(KeyName key) {
    assertThatThrownBy(() -> house.custody.destroy(OPERATORS, key))
        .isInstanceOfSatisfying(
            KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.KEY_IN_USE));
  }

  @Test
  void whatWasAlteredIsToldAndLeftAsItIs() throws SQLException {
    byte[] balance = house.stored("sealed", "account_balance", "account_id", Shop.accountOf(3));
    byte[] altered = balance.clone();
    altered[20] ^= 1;
    byte[] number = house.stored("pan_sealed", "card", "id", idOf(7));
    byte[] another = house.stored("pan_sealed", "card", "id", idOf(8));
    house.store("sealed", "account_balance", "account_id", Shop.accountOf(3), altered);
    house.store("pan_sealed", "card", "id", idOf(7), another);
    KeyName balances = house.rotate(KeyType.BALANCE_SEALING);
    KeyName numbers = house.rotate(KeyType.PAN_ENCRYPTION);
    house.letTimePass();
    try {
      List<String> broken = broken(house.runThrough());

      assertThat(broken).hasSize(2).allMatch(text -> text.contains("OP-1513"));
      assertThat(broken.get(0)).startsWith("account " + Shop.accountOf(3) + ":");
      assertThat(broken.get(1)).startsWith("card " + idOf(7) + ":");
      assertThat(house.outdated()).isEqualTo(2);
      assertThat(house.stored("sealed", "account_balance", "account_id", Shop.accountOf(3)))
          .isEqualTo(altered);
      assertThat(house.stored("pan_sealed", "card", "id", idOf(7))).isEqualTo(another);
      assertThat(house.custody.usesOf(balances)).containsExactly("1 balance is sealed under it");
      assertThat(house.custody.usesOf(numbers))
          .containsExactly("1 card number is encrypted under it");
      assertInUse(balances);
    } finally {
      house.store("sealed", "account_balance", "account_id", Shop.accountOf(3), balance);
      house.store("pan_sealed", "card", "id", idOf(7), number);
    }
    assertThat(broken(house.runThrough())).isEmpty();
    assertThat(house.outdated()).isZero();
  }

  @Test
  void theHashOfAnotherCardIsNotSetRight() throws SQLException {
    byte[] hash = house.stored("pan_hash", "card", "id", idOf(9));
    byte[] foreign = house.security.panHash("6227999999999999");
    house.store("pan_hash", "card", "id", idOf(9), foreign);
    house.rotate(KeyType.PAN_LOOKUP);
    house.letTimePass();
    try {
      assertThat(broken(house.runThrough()))
          .singleElement()
          .asString()
          .startsWith("card " + idOf(9) + ":");
      assertThat(house.stored("pan_hash", "card", "id", idOf(9))).isEqualTo(foreign);
    } finally {
      house.store("pan_hash", "card", "id", idOf(9), hash);
    }
    assertThat(broken(house.runThrough())).isEmpty();
    assertThat(house.outdated()).isZero();
  }

  private static List<String> broken(List<Resealed> done) {
    return done.stream().flatMap(page -> page.broken().stream()).toList();
  }

  @Test
  void aCardIsFoundBeforeItMovesWhileItMovesAndAfterwards() throws Exception {
    house.rotate(KeyType.PAN_LOOKUP);
    house.letTimePass();
    List<Request> all = purchasesOf(0, 40);
    assertThat(house.run(all)).extracting(Outcome::code).containsOnly(ResponseCode.APPROVED);
    long held = heldFor(5);

    Future<List<Outcome>> waiting;
    try (Connection job = house.connect()) {
      OutdatedPage page = house.cards.after(job, 0);
      page.reseal();
      assertThat(page.write(job).replaced()).isEqualTo(SealedStore.PAGE);
      waiting = shopkeeper.submit(() -> house.run(purchasesOf(0, 40)));
      house.awaitOneThatWaits();
      job.commit();
    }

    assertThat(waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .extracting(Outcome::code)
        .containsOnly(ResponseCode.APPROVED);
    assertThat(house.run(purchasesOf(0, 40)))
        .extracting(Outcome::code)
        .containsOnly(ResponseCode.APPROVED);
    // the repeats of what was decided before are known by the hash before
    assertThat(house.run(all)).extracting(Outcome::code).containsOnly(ResponseCode.APPROVED);
    assertThat(house.run(List.of(expiryOf(held))).get(0).code()).isEqualTo(ResponseCode.APPROVED);
    house.runThrough();
    assertThat(house.outdated()).isZero();
  }

  @Test
  void aRequestThatNamesNoCardFindsTheOneThatMoves() throws Exception {
    long held = heldFor(5);
    house.rotate(KeyType.PAN_LOOKUP);
    house.letTimePass();

    Future<List<Outcome>> waiting;
    try (Connection job = house.connect()) {
      OutdatedPage page = house.cards.after(job, 0);
      page.reseal();
      page.write(job);
      waiting = shopkeeper.submit(() -> house.run(List.of(expiryOf(held))));
      house.awaitOneThatWaits();
      job.commit();
    }

    assertThat(waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS).get(0).code())
        .isEqualTo(ResponseCode.APPROVED);
    house.runThrough();
    assertThat(house.outdated()).isZero();
  }

  @Test
  void theJobWaitsForNoPurchaseAndAPurchaseInBetweenWins() throws SQLException {
    house.rotate(KeyType.BALANCE_SEALING);
    house.rotate(KeyType.PAN_ENCRYPTION);
    house.letTimePass();
    try (Connection purchase = house.connect();
        Connection job = house.connect()) {
      OutdatedPage balances = house.balances.after(job, 0);
      OutdatedPage cards = house.cards.after(job, 0);
      assertThat(house.run(purchasesOf(10, 11)).get(0).code()).isEqualTo(ResponseCode.APPROVED);
      house.run(purchase, purchasesOf(0, 2));
      balances.reseal();
      cards.reseal();

      Resealed ofBalances = balances.write(job);
      Resealed ofCards = cards.write(job);
      job.commit();
      purchase.commit();

      // two are locked by a group that is under way; one has changed since it was read
      assertThat(ofBalances).isEqualTo(new Resealed(SealedStore.PAGE - 3, 3, List.of()));
      assertThat(ofCards).isEqualTo(new Resealed(SealedStore.PAGE - 2, 2, List.of()));
    }
    house.runThrough();
    assertThat(house.outdated()).isZero();
  }

  @Test
  void noHashMovesBeforeEveryNodeHasFollowed() throws SQLException {
    KeyName before = house.rotate(KeyType.PAN_LOOKUP);

    assertThat(house.runThrough()).isEmpty();

    assertThat(house.outdated()).isEqualTo(CARDS + house.routedTransactions());
    house.rotate(KeyType.PAN_ENCRYPTION);
    assertThat(house.runThrough()).hasSize((CARDS + SealedStore.PAGE - 1) / SealedStore.PAGE);
    assertThat(house.custody.usesOf(before)).contains("1,100 card numbers are found by it");
    house.letTimePass();
    house.runThrough();
    assertThat(house.outdated()).isZero();
    assertThat(house.custody.usesOf(before)).isEmpty();
  }

  @Test
  void oneNumberOnTwoCardsIsToldAndStopsNobody() throws SQLException {
    house.rotate(KeyType.PAN_LOOKUP);
    house.letTimePass();
    // as if another node had issued the number of card 4 once more, under the new key
    byte[] hash = house.stored("pan_hash", "card", "id", idOf(1_099));
    house.store(
        "pan_hash_version = 77, pan_hash",
        "card",
        "id",
        idOf(1_099),
        house.security.panHash(GroupWorkIT.pan(4).digits()));
    try {
      List<String> broken = broken(house.runThrough());

      assertThat(broken).hasSize(2);
      assertThat(broken.get(0)).startsWith("card " + idOf(4) + ":").contains("card " + idOf(1_099));
      assertThat(house.outdated()).isEqualTo(2);
    } finally {
      house.store("pan_hash", "card", "id", idOf(1_099), hash);
    }
    assertThat(broken(house.runThrough())).isEmpty();
    assertThat(house.outdated()).isZero();
  }

  private static List<Request> purchasesOf(int from, int to) {
    List<Request> purchases = new ArrayList<>();
    for (int card = from; card < to; card++) {
      purchases.add(house.shop.purchase(card, 10));
    }
    return purchases;
  }

  /** A hold that is over by now. */
  private static long heldFor(int card) throws SQLException {
    Outcome held = house.run(List.of(house.shop.preAuthorisation(card, 100))).get(0);
    assertThat(held.code()).isEqualTo(ResponseCode.APPROVED);
    house.inTransaction(
        connection -> {
          try (Statement over = connection.createStatement()) {
            return over.executeUpdate(
                "UPDATE hold SET expires_at = '2026-01-01' WHERE id = " + held.transactionId());
          }
        });
    return held.transactionId();
  }

  private static Request expiryOf(long held) {
    Origin origin =
        new Origin(
            RequestKey.of(Channel.BACK_OFFICE, "expiry-" + held),
            Channel.BACK_OFFICE,
            "",
            "",
            0,
            0,
            LocalDateTime.of(2026, 11, 22, 9, 0),
            "expired");
    return new Request.HoldExpiry(origin, Money.of(100, Currency.CNY), held);
  }
}
