package org.openprepaid.upstream;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.Forwarding;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionGateway;

/** Takes what the edge hands over and decides as the test wants. */
final class ScriptedGateway implements TransactionGateway {
  static final long ID = 123_456_789L;
  static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  static final LocalDateTime DECIDED = LocalDateTime.of(2026, 11, 22, 3, 30, 0, 500_000_000);

  final List<Request> submitted = new ArrayList<>();
  private final List<String> story;
  private Function<Request.Forwarded, Outcome> recording = ScriptedGateway::asked;
  private Function<Request.Answered, CompletionStage<Outcome>> posting =
      answered -> CompletableFuture.completedStage(posted(answered));
  private CompletionStage<Outcome> here =
      CompletableFuture.completedStage(outcome(ResponseCode.APPROVED, "042137"));

  /**
   * @param story gets a line for each request
   */
  ScriptedGateway(List<String> story) {
    this.story = story;
  }

  // -- outcomes

  static Outcome outcome(ResponseCode code, String authCode) {
    return new Outcome(code, ID, authCode, TODAY, Money.of(100_000, Currency.CNY), DECIDED);
  }

  static Outcome pending(Request.Forwarded forwarded, Exchange original) {
    return new Outcome(
        ResponseCode.IN_PROGRESS,
        ID,
        "",
        TODAY,
        null,
        DECIDED,
        new Forwarding(forwarded.sent(), original));
  }

  /** As the real one does with what is new. */
  private static Outcome asked(Request.Forwarded forwarded) {
    return forwarded.unreachable() == null
        ? pending(forwarded, null)
        : Outcome.unrecorded(forwarded.unreachable());
  }

  /** Pending too, and somebody asks already. */
  static Outcome askedAlready() {
    return new Outcome(ResponseCode.IN_PROGRESS, ID, "", TODAY, null, DECIDED);
  }

  private static Outcome posted(Request.Answered answered) {
    return new Outcome(
        answered.answer().code(),
        answered.transactionId(),
        answered.answer().authCode(),
        TODAY,
        answered.answer().available(),
        DECIDED);
  }

  // -- how it decides

  void decidesHere(Outcome outcome) {
    here = CompletableFuture.completedStage(outcome);
  }

  void decidesHere(CompletionStage<Outcome> outcome) {
    here = outcome;
  }

  void records(Function<Request.Forwarded, Outcome> next) {
    recording = next;
  }

  void posts(Function<Request.Answered, CompletionStage<Outcome>> next) {
    posting = next;
  }

  @Override
  public CompletionStage<Outcome> submit(Request request) {
    submitted.add(request);
    story.add(request.getClass().getSimpleName());
    if (request instanceof Request.Forwarded forwarded) {
      return CompletableFuture.completedStage(recording.apply(forwarded));
    }
    return request instanceof Request.Answered answered ? posting.apply(answered) : here;
  }

  @Override
  public boolean isRunning() {
    return true;
  }

  // -- what came

  /** The only request of its type. */
  <T extends Request> T only(Class<T> type) {
    List<Request> found = submitted.stream().filter(type::isInstance).toList();
    if (found.size() != 1) {
      throw new AssertionError("one " + type.getSimpleName() + " expected, got " + submitted);
    }
    return type.cast(found.get(0));
  }

  boolean wasAsked() {
    return !submitted.isEmpty();
  }
}
