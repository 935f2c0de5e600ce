package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.settlement.LedgerCheck;

/**
 * Transactions that another host decides about, on a real database and from several connections at
 * once, as from several nodes; ends with a clean ledger check.
 */
class RoutedGroupIT {
  private static final int CARDS = 12;
  private static final HostAnswer APPROVED =
      HostAnswer.answered(ResponseCode.APPROVED, "00", "778899", null);
  private static final HostAnswer NOTHING = HostAnswer.unknown(HostAnswer.NO_ANSWER);

  @TempDir private static Path directory;
  private static ShopHouse house;
  private static Shop shop;

  @BeforeAll
  static void openTheShop() throws SQLException {
    house = ShopHouse.open(directory, ShopHouse::new);
    shop = house.shop;
    try (Connection connection = house.database.application().connect()) {
      shop.open(connection, 1);
      shop.connectHost(connection);
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
  }

  private static List<Outcome> run(Request... requests) throws SQLException {
    return house.run(List.of(requests));
  }

  private static Outcome one(Request request) throws SQLException {
    return run(request).get(0);
  }

  private static String text(String sql, long id) throws SQLException {
    try (Connection connection = house.database.application().connect();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static String debts(long transactionId) throws SQLException {
    return text(
        "SELECT GROUP_CONCAT(CONCAT(kind, ' ', reason, ' ', status)) FROM upstream_debt"
            + " WHERE transaction_id = ?",
        transactionId);
  }

  private static String exchange(Outcome of) throws SQLException {
    return text(
        "SELECT CONCAT(status, ' ', host_code, ' ', auth_code) FROM upstream_exchange"
            + " WHERE transaction_id = ?",
        of.transactionId());
  }

  private static long posted(long account) throws SQLException {
    return Long.parseLong(
        text("SELECT COALESCE(SUM(amount), 0) FROM posting WHERE account_id = ?", account));
  }

  @Test
  void aPurchaseIsRecordedWithItsExchangeAndPostedWithItsAnswer() throws SQLException {
    long before = posted(901);
    Request purchase = shop.purchase(CARDS, 3_000);

    Outcome asked = one(shop.forwarded(purchase));

    assertThat(asked.isPending()).isTrue();
    assertThat(exchange(asked)).isEqualTo("PENDING  ");
    assertThat(posted(901)).isEqualTo(before);

    Outcome approved = one(Shop.answered(purchase, asked, APPROVED));

    assertThat(approved.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(exchange(asked)).isEqualTo("ANSWERED 00 778899");
    assertThat(posted(901)).isEqualTo(before - 3_000);
    assertThat(debts(asked.transactionId())).isNull();
    assertThat(one(Shop.answered(purchase, asked, NOTHING)).code())
        .isEqualTo(ResponseCode.APPROVED);
    assertThat(one(shop.forwarded(purchase)).rrn()).isEqualTo(asked.rrn());
  }

  @Test
  void theSealedCardNumberOpensForItsTransactionOnly() throws SQLException {
    Request purchase = shop.purchase(CARDS, 3_000);
    Outcome asked = one(shop.forwarded(purchase));
    try (Connection connection = house.database.application().connect();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT pan_sealed, pan_masked FROM upstream_exchange WHERE transaction_id = ?")) {
      query.setLong(1, asked.transactionId());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        assertThat(house.security.openPan(asked.transactionId(), row.getBytes(1)))
            .isEqualTo(purchase.card().pan().digits());
        assertThat(row.getString(2)).isEqualTo(purchase.card().pan().masked());
      }
    }
    one(Shop.answered(purchase, asked, NOTHING));
  }

  @Test
  void whatIsOwedStandsInTheOutboxOnceHoweverOftenItIsSaid() throws SQLException {
    Request purchase = shop.purchase(CARDS, 3_000);
    Outcome asked = one(shop.forwarded(purchase));

    run(Shop.answered(purchase, asked, NOTHING), Shop.answered(purchase, asked, NOTHING));
    one(Shop.answered(purchase, asked, APPROVED));
    one(shop.reversalOf(purchase));

    assertThat(debts(asked.transactionId())).isEqualTo("REVERSAL 98 OWED");
    assertThat(exchange(asked)).isEqualTo("UNKNOWN  ");
  }

  @Test
  void voidAndRefundFindTheirOriginalsInTheDatabase() throws SQLException {
    Request purchase = shop.purchase(CARDS, 3_000);
    Outcome asked = one(shop.forwarded(purchase));
    Outcome bought = one(Shop.answered(purchase, asked, APPROVED));

    Request voiding = shop.voidOf(CARDS, purchase, bought);
    Outcome pending = one(shop.forwarded(voiding));
    assertThat(pending.forwarding().original().transactionId()).isEqualTo(asked.transactionId());
    assertThat(one(shop.forwarded(shop.refundOf(CARDS, bought, 1_000))).code())
        .isEqualTo(ResponseCode.INVALID_TRANSACTION);
    one(Shop.answered(voiding, pending, NOTHING));
    assertThat(debts(pending.transactionId())).isEqualTo("REVERSAL 98 OWED");

    Outcome refund = one(shop.forwarded(shop.refundOf(CARDS, bought, 1_000)));
    assertThat(refund.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(debts(refund.transactionId())).isEqualTo("ADVICE 00 OWED");
  }

  /** A pre-authorisation of 90.00 that the host approved with this code. */
  private static Outcome held(int card, String authCode) throws SQLException {
    Request hold = shop.preAuthorisation(card, 9_000);
    Outcome asked = one(shop.forwarded(hold));
    return one(
        Shop.answered(
            hold, asked, HostAnswer.answered(ResponseCode.APPROVED, "00", authCode, null)));
  }

  @Test
  void aCompletionIsFoundByCardAndTheHostsCode() throws SQLException {
    Outcome held = held(CARDS + 1, "X1Y2Z3");

    Request completion = shop.completionOf(CARDS + 1, held, 8_000);
    Outcome asked = one(shop.forwarded(completion));

    assertThat(asked.forwarding().original().transactionId()).isEqualTo(held.transactionId());
    assertThat(one(Shop.answered(completion, asked, APPROVED)).code())
        .isEqualTo(ResponseCode.APPROVED);
  }

  private static String stateOf(Outcome of) throws SQLException {
    return text("SELECT state FROM transaction_record WHERE id = ?", of.transactionId());
  }

  @Test
  void theVoidOfACompletionGivesThePreAuthorisationBackUntilItIsUsedAgain() throws SQLException {
    Outcome held = held(CARDS + 2, "Z9Z9Z9");
    Request wrong = shop.completionOf(CARDS + 2, held, 8_000);
    Outcome completed = one(shop.forwarded(wrong));
    one(Shop.answered(wrong, completed, APPROVED));

    Request voiding = shop.voidOfCompletion(CARDS + 2, wrong, completed);
    Outcome pending = one(shop.forwarded(voiding));
    assertThat(stateOf(held)).isEqualTo("COMPLETED");
    one(Shop.answered(voiding, pending, APPROVED));
    assertThat(stateOf(held)).isEqualTo("APPROVED");

    Request right = shop.completionOf(CARDS + 2, held, 7_000);
    one(Shop.answered(right, one(shop.forwarded(right)), APPROVED));
    assertThat(stateOf(held)).isEqualTo("COMPLETED");
    assertThat(one(shop.reversalOf(voiding)).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);

    one(shop.reversalOf(right));
    assertThat(stateOf(held)).isEqualTo("APPROVED");
    assertThat(one(shop.reversalOf(voiding)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(stateOf(held)).isEqualTo("COMPLETED");
    assertThat(stateOf(completed)).isEqualTo("APPROVED");
  }

  @Test
  void anAnswerAfterCutOverMovesItsTransactionToTheNewDay() throws SQLException {
    Request purchase = shop.purchase(CARDS, 1_000);
    Outcome asked = one(shop.forwarded(purchase));
    try (Connection connection = house.database.application().connect();
        PreparedStatement cutOver =
            connection.prepareStatement(
                "UPDATE business_day SET business_date = business_date + INTERVAL 40 DAY")) {
      cutOver.executeUpdate();
    }

    Outcome approved = one(Shop.answered(purchase, asked, APPROVED));

    assertThat(approved.businessDate()).isEqualTo(asked.businessDate().plusDays(40));
    assertThat(
            text(
                "SELECT GROUP_CONCAT(business_date) FROM transaction_record WHERE id = ?",
                asked.transactionId()))
        .isEqualTo(approved.businessDate().toString());
    assertThat(one(shop.reversalOf(purchase)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void anAnswerAReversalAndAJanitorAtOnceAgreeOnOneEnd() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 60; round++) {
        Request purchase = shop.purchase(CARDS, 1_000);
        Outcome asked = one(shop.forwarded(purchase));
        List<Callable<Outcome>> race =
            List.of(
                () -> one(Shop.answered(purchase, asked, APPROVED)),
                () -> one(shop.reversalOf(purchase)),
                () -> one(Shop.answered(purchase, asked, NOTHING)));
        List<Outcome> ends = new ArrayList<>();
        for (Future<Outcome> end : nodes.invokeAll(race)) {
          ends.add(end.get());
        }
        String state =
            text("SELECT state FROM transaction_record WHERE id = ?", asked.transactionId());
        assertThat(state).isIn("REVERSED", "DECLINED");
        assertThat(ends.get(1).code()).isEqualTo(ResponseCode.APPROVED);
        assertThat(debts(asked.transactionId())).matches("REVERSAL (00|98) OWED");
      }
    } finally {
      nodes.shutdown();
    }
  }
}
