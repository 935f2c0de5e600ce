package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.card.Pan;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.settlement.LedgerCheck;
import org.openprepaid.standalone.DatabaseAccess;

/** A group's work on a real database, without a container; ends with a clean ledger check. */
class GroupWorkIT {
  private static final int CARDS = 20;

  /** Cards from here on belong to the test that buys at random. */
  private static final int BUSY_FROM = 10;

  @TempDir private static Path directory;
  private static ShopHouse house;
  private static Shop shop;

  @BeforeAll
  static void openTheShop() throws SQLException {
    house = ShopHouse.open(directory, ShopHouse::new);
    shop = house.shop;
    try (Connection connection = house.database.application().connect()) {
      shop.open(connection, CARDS);
    }
    for (int card = 0; card < CARDS; card++) {
      run(shop.topUp(card, 100_000));
    }
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @AfterEach
  void theLedgerIsClean() throws SQLException {
    LedgerCheck.Report report = house.checkLedger();
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isPositive();
  }

  private static List<Outcome> run(Request... requests) throws SQLException {
    return house.run(List.of(requests));
  }

  private static ResponseCode code(Request request) throws SQLException {
    return run(request).get(0).code();
  }

  private static Money available(int card) throws SQLException {
    return run(shop.inquiry(card)).get(0).available();
  }

  @Test
  void aGroupOfPurchasesIsBookedAndRemembered() throws SQLException {
    Request one = shop.purchase(0, 1_000);
    Request two = shop.purchase(0, 2_000);
    Request three = shop.purchase(1, 3_000);
    List<Outcome> first = run(one, two, three);

    assertThat(first).extracting(Outcome::code).containsOnly(ResponseCode.APPROVED);
    assertThat(first.get(1).available()).isEqualTo(Money.of(97_000, Currency.CNY));
    List<Outcome> again = run(one, two, three);
    assertThat(again).extracting(Outcome::rrn).isEqualTo(first.stream().map(Outcome::rrn).toList());
    assertThat(again)
        .extracting(Outcome::available)
        .isEqualTo(first.stream().map(Outcome::available).toList());
    assertThat(available(0)).isEqualTo(Money.of(97_000, Currency.CNY));
  }

  @Test
  void theWholeFamilyOfAPurchaseIsReadBackFromTheDatabase() throws SQLException {
    Money before = available(2);
    Request purchase = shop.purchase(2, 5_000);
    Outcome bought = run(purchase).get(0);
    Request voided = shop.voidOf(2, purchase, bought);
    assertThat(code(voided)).isEqualTo(ResponseCode.APPROVED);
    assertThat(available(2)).isEqualTo(before);
    assertThat(code(shop.reversalOf(voided))).isEqualTo(ResponseCode.APPROVED);
    assertThat(available(2)).isEqualTo(before.minus(Money.of(5_000, Currency.CNY)));
    Request refund = shop.refundOf(2, bought, 2_000);
    assertThat(code(refund)).isEqualTo(ResponseCode.APPROVED);
    assertThat(code(shop.refundOf(2, bought, 3_001))).isEqualTo(ResponseCode.AMOUNT_LIMIT);
    assertThat(code(shop.reversalOf(purchase))).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(code(shop.reversalOf(refund))).isEqualTo(ResponseCode.APPROVED);
    // the refusal above was not remembered: nothing is built on the purchase any more
    assertThat(code(shop.reversalOf(purchase))).isEqualTo(ResponseCode.APPROVED);
    assertThat(available(2)).isEqualTo(before);
  }

  @Test
  void aReversalThatComesFirstLeavesAMarkInTheDatabase() throws SQLException {
    Money before = available(3);
    Request late = shop.purchase(3, 5_000);
    Request reversal = shop.reversalOf(late);
    assertThat(code(reversal)).isEqualTo(ResponseCode.APPROVED);
    assertThat(code(late)).isEqualTo(ResponseCode.LATE);
    assertThat(code(late)).isEqualTo(ResponseCode.LATE);
    assertThat(code(reversal)).isEqualTo(ResponseCode.APPROVED);
    assertThat(available(3)).isEqualTo(before);
  }

  @Test
  void aHoldIsFoundByItsAuthorisationCode() throws SQLException {
    Money before = available(4);
    Outcome held = run(shop.preAuthorisation(4, 10_000)).get(0);
    assertThat(available(4)).isEqualTo(before.minus(Money.of(10_000, Currency.CNY)));
    Request completion = shop.completionOf(4, held, 6_000);
    assertThat(code(completion)).isEqualTo(ResponseCode.APPROVED);
    assertThat(code(shop.reversalOf(completion))).isEqualTo(ResponseCode.APPROVED);
    assertThat(code(shop.completionOf(4, held, 10_001))).isEqualTo(ResponseCode.AMOUNT_LIMIT);
    assertThat(code(shop.completionOf(4, held, 10_000))).isEqualTo(ResponseCode.APPROVED);
    assertThat(available(4)).isEqualTo(before.minus(Money.of(10_000, Currency.CNY)));
  }

  @Test
  void groupsSideBySideOverTheSameCardsLoseNothing() throws Exception {
    ExecutorService lanes = Executors.newFixedThreadPool(4);
    List<Future<Integer>> approved = new ArrayList<>();
    Money before = total();
    for (int lane = 0; lane < 4; lane++) {
      long seed = lane;
      approved.add(lanes.submit((Callable<Integer>) () -> buyAtRandom(new Random(seed))));
    }
    int bought = 0;
    for (Future<Integer> each : approved) {
      bought += each.get();
    }
    lanes.shutdown();
    assertThat(total()).isEqualTo(before.minus(Money.of(bought * 10L, Currency.CNY)));
  }

  private static int buyAtRandom(Random random) throws SQLException {
    int approved = 0;
    for (int group = 0; group < 25; group++) {
      Request[] requests = new Request[8];
      for (int i = 0; i < requests.length; i++) {
        requests[i] = shop.purchase(BUSY_FROM + random.nextInt(CARDS - BUSY_FROM), 10);
      }
      for (Outcome outcome : run(requests)) {
        approved += outcome.code().isApproved() ? 1 : 0;
      }
    }
    return approved;
  }

  private static Money total() throws SQLException {
    Money total = Money.zero(Currency.CNY);
    for (int card = BUSY_FROM; card < CARDS; card++) {
      total = total.plus(available(card));
    }
    return total;
  }

  @Test
  void aBalanceCopiedFromAnotherCardIsNoticed() throws SQLException {
    DatabaseAccess owner = house.database.owner();
    String copy =
        "UPDATE account_balance b JOIN account_balance o ON o.account_id = %d"
            + " SET b.sealed = o.sealed, b.version = o.version WHERE b.account_id = %d";
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(copy.formatted(Shop.accountOf(5), Shop.accountOf(6)));
      LedgerCheckView view = new LedgerCheckView(connection);
      assertThat(view.sealedBalanceOpens(Shop.accountOf(6))).isFalse();
      assertThat(view.sealedBalanceOpens(Shop.accountOf(5))).isTrue();
      connection.rollback();
    }
    assertThat(available(6)).isNotNull();
  }

  /** Reads a balance as a transaction would, in the connection's own transaction. */
  private record LedgerCheckView(Connection connection) {
    boolean sealedBalanceOpens(long accountId) throws SQLException {
      try (Statement statement = connection.createStatement();
          java.sql.ResultSet row =
              statement.executeQuery(
                  "SELECT version, sealed FROM account_balance WHERE account_id = " + accountId)) {
        row.next();
        SealedBalance.open(
            house.security, accountId, row.getLong(1), row.getBytes(2), Currency.CNY);
        return true;
      } catch (org.openprepaid.key.SealBrokenException e) {
        return false;
      }
    }
  }

  @Test
  void theJournalCannotBeChangedByTheApplication() {
    assertThatThrownBy(
            () -> {
              try (Connection connection = house.database.application().connect();
                  Statement statement = connection.createStatement()) {
                statement.execute("UPDATE posting SET amount = amount + 1");
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }

  static Pan pan(int card) {
    String body = "62270000000%04d".formatted(card);
    return Pan.of(body + Pan.checkDigit(body));
  }
}
