package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/** A merchant with one terminal and some cards, put straight into the tables. */
final class Shop {
  private static final String MERCHANT = "898110000000001";
  private static final String TERMINAL = "POS00001";
  private static final int BATCH = 1;

  private final SecurityModule security;
  private final AtomicInteger trace = new AtomicInteger();

  Shop(SecurityModule security) {
    this.security = security;
  }

  static long accountOf(int card) {
    return 1_000L + card;
  }

  void open(Connection connection, int cards) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO ledger_account VALUES (900, 'MERCHANT_PAYABLE', 7, 'CNY', UTC_TIMESTAMP(6))");
      statement.execute(
          "INSERT INTO merchant (id, merchant_id, name, category_code, payable_account_id, active)"
              + " VALUES (7, '"
              + MERCHANT
              + "', 'The shop', '5411', 900, TRUE)");
      statement.execute(
          "INSERT INTO terminal (id, terminal_id, merchant_pk, active, batch_number,"
              + " batch_status) VALUES (8, '"
              + TERMINAL
              + "', 7, TRUE, 1, 'OPEN')");
      statement.execute(
          "INSERT INTO card_product VALUES (9, 'TEST', 'Test', 'CNY', '622700', 16, FALSE, 6, 3,"
              + " 500000, 200000, 0, 30, 36, '220', TRUE, 'OWN', 'KEYED_HASH', TRUE)");
    }
    for (int card = 0; card < cards; card++) {
      issue(connection, card);
    }
  }

  /** A host that holds the cards of others. */
  void connectHost(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO ledger_account VALUES"
              + " (901, 'UPSTREAM_SETTLEMENT', 11, 'CNY', UTC_TIMESTAMP(6))");
      statement.execute(
          "INSERT INTO upstream_host VALUES"
              + " (11, 'CUPNET', 'The host', 901, '48020000', 'X9_19', UTC_TIMESTAMP(6))");
    }
  }

  /** The same, to be decided by the host. */
  Request forwarded(Request asked) {
    LocalDateTime sentAt = LocalDateTime.of(2026, 11, 22, 1, 0);
    return new Request.Forwarded(
        asked, new Transmission("CUPNET", "0200", asked.origin().trace(), sentAt));
  }

  static Request answered(Request asked, Outcome pending, HostAnswer answer) {
    return new Request.Answered(
        asked.origin(), asked.amount(), asked.kind(), pending.transactionId(), answer);
  }

  private void issue(Connection connection, int card) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO card (id, pan_hash, pan_sealed, pan_masked, product_id, account_id,"
                    + " expiry, status, issued_at)"
                    + " VALUES (?, ?, '', ?, 9, ?, '9912', 'ACTIVE', UTC_TIMESTAMP(6))");
        PreparedStatement balance =
            connection.prepareStatement("INSERT INTO account_balance VALUES (?, 0, ?)")) {
      statement.execute(
          "INSERT INTO ledger_account VALUES (%d, 'CARD', %d, 'CNY', UTC_TIMESTAMP(6))"
              .formatted(accountOf(card), 100 + card));
      insert.setLong(1, 100 + card);
      insert.setBytes(2, security.panHash(GroupWorkIT.pan(card).digits()));
      insert.setString(3, GroupWorkIT.pan(card).masked());
      insert.setLong(4, accountOf(card));
      insert.execute();
      Money zero = Money.zero(Currency.CNY);
      balance.setLong(1, accountOf(card));
      balance.setBytes(
          2, SealedBalance.seal(security, new CardAccount(accountOf(card), 0, zero, zero)));
      balance.execute();
    }
  }

  private Origin next() {
    int number = trace.incrementAndGet();
    return origin(RequestKey.ofTerminal(TERMINAL, BATCH, number), number);
  }

  private static Origin origin(RequestKey key, int number) {
    return new Origin(
        key,
        Channel.POS,
        MERCHANT,
        TERMINAL,
        BATCH,
        number,
        LocalDateTime.of(2026, 11, 22, 9, 0),
        "0200 2=622700******0000");
  }

  private static PresentedCard card(int number) {
    return PresentedCard.of(GroupWorkIT.pan(number));
  }

  private static Money fen(long amount) {
    return Money.of(amount, Currency.CNY);
  }

  Request topUp(int card, long amount) {
    return new Request.TopUp(next(), card(card), fen(amount));
  }

  Request purchase(int card, long amount) {
    return new Request.Purchase(next(), card(card), fen(amount));
  }

  Request inquiry(int card) {
    return new Request.BalanceInquiry(next(), card(card), fen(0));
  }

  Request preAuthorisation(int card, long amount) {
    return new Request.PreAuthorisation(next(), card(card), fen(amount));
  }

  Request completionOf(int card, Outcome held, long amount) {
    OriginalReference byCode = new OriginalReference(null, null, held.authCode());
    return new Request.Completion(next(), card(card), fen(amount), byCode, false);
  }

  Request voidOf(int card, Request purchase, Outcome bought) {
    OriginalReference reference =
        new OriginalReference(bought.rrn(), purchase.origin().key(), bought.authCode());
    return new Request.VoidOfPurchase(next(), card(card), purchase.amount(), reference);
  }

  Request voidOfCompletion(int card, Request completion, Outcome completed) {
    OriginalReference reference =
        new OriginalReference(completed.rrn(), completion.origin().key(), null);
    return new Request.VoidOfCompletion(next(), card(card), completion.amount(), reference);
  }

  Request refundOf(int card, Outcome bought, long amount) {
    OriginalReference byRrn = new OriginalReference(bought.rrn(), null, null);
    return new Request.Refund(next(), card(card), fen(amount), byRrn);
  }

  Request reversalOf(Request original) {
    RequestKey key = original.origin().key();
    return new Request.Reversal(
        origin(key.ofReversal(), original.origin().trace()),
        PresentedCard.of(original.card().pan()),
        original.amount(),
        key,
        original.kind());
  }
}
