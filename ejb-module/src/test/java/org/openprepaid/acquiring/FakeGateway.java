package org.openprepaid.acquiring;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionSwitch;

/** Takes what the edge hands over and answers as the test wants. */
final class FakeGateway implements TransactionSwitch {
  static final long TRANSACTION_ID = 123_456_789L;

  private final List<Request> requests = new ArrayList<>();
  private CompletionStage<Outcome> next =
      CompletableFuture.completedStage(outcome(ResponseCode.APPROVED, "042137"));

  static Outcome outcome(ResponseCode code, String authCode) {
    return new Outcome(
        code,
        TRANSACTION_ID,
        authCode,
        LocalDate.of(2026, 11, 23),
        Money.of(100_000, Currency.CNY),
        // 23:59:58 in Shanghai
        LocalDateTime.of(2026, 11, 22, 15, 59, 58));
  }

  void answerWith(Outcome outcome) {
    next = CompletableFuture.completedStage(outcome);
  }

  void answerWith(CompletionStage<Outcome> outcome) {
    next = outcome;
  }

  @Override
  public CompletionStage<Outcome> submit(Request request) {
    requests.add(request);
    return next;
  }

  /** The only request so far, of the type that the test expects. */
  <T extends Request> T only(Class<T> type) {
    if (requests.size() != 1) {
      throw new AssertionError("one request expected, got " + requests);
    }
    return type.cast(requests.get(0));
  }

  boolean wasAsked() {
    return !requests.isEmpty();
  }
}
