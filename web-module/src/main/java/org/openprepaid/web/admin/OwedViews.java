package org.openprepaid.web.admin;

import java.time.LocalDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.openprepaid.upstream.DebtCount;
import org.openprepaid.upstream.DebtRecord;
import org.openprepaid.upstream.DebtStory;
import org.openprepaid.upstream.UpstreamDebt;

/** What the REST interface tells of debts: ids as text, times in UTC, cards masked. */
public final class OwedViews {
  private OwedViews() {}

  /** A debt. */
  @Schema(name = "OwedDebt", description = "Something that a host must be told")
  public record Debt(
      @Schema(description = "Its id, a decimal number as text") String id,
      @Schema(example = "CUPNET") String host,
      @Schema(description = "REVERSAL or ADVICE") String kind,
      @Schema(description = "OWED, QUEUED, SETTLED, DEAD or CLOSED") String status,
      @Schema(description = "Id of the transaction, a decimal number as text") String transactionId,
      @Schema(description = "Why it is reversed (element 39 of the message)") String reason,
      @Schema(description = "Trace number (element 11 of the message)") int trace,
      @Schema(description = "Element 7 of the message, UTC") String transmittedAt,
      @Schema(description = "How often it was sent") int tries,
      @Schema(description = "UTC; absent once it has ended") String nextTryAt,
      @Schema(description = "Element 39 of the last answer, empty without one") String hostCode,
      @Schema(description = "What went wrong the last time") String lastError,
      @Schema(description = "UTC") String createdAt,
      @Schema(description = "UTC; absent while it is owed") String endedAt,
      @Schema(description = "Who closed it") String closedBy,
      String closedReason) {

    static Debt of(DebtRecord debt) {
      UpstreamDebt what = debt.debt();
      return new Debt(
          String.valueOf(what.id()),
          what.host(),
          what.kind().name(),
          what.status().name(),
          String.valueOf(what.transactionId()),
          what.reason(),
          what.trace(),
          text(what.transmittedAt()),
          what.tries(),
          debt.endedAt() == null ? text(debt.nextTryAt()) : null,
          debt.hostCode(),
          debt.lastError(),
          text(what.createdAt()),
          text(debt.endedAt()),
          debt.closedBy(),
          debt.closedReason());
    }
  }

  /**
   * A page, newest first.
   *
   * @param next what to give as {@code before} for the next page, {@code null} on the last
   */
  @Schema(name = "OwedPage", description = "A page of debts, newest first")
  public record Debts(
      List<Debt> debts,
      @Schema(description = "Give it as before for the next page; absent on the last")
          String next) {

    /**
     * @param found up to one more than a page, which shows whether there is another
     */
    static Debts of(List<DebtRecord> found, Page page) {
      boolean more = found.size() > page.limit();
      List<Debt> shown = found.stream().limit(page.limit()).map(Debt::of).toList();
      return new Debts(shown, more ? shown.get(shown.size() - 1).id() : null);
    }
  }

  /** How many are in a state. */
  @Schema(name = "OwedCount", description = "How many debts to a host are in one state")
  public record Count(
      String host,
      String status,
      long count,
      @Schema(description = "When the oldest of them arose, UTC") String oldest) {

    static Count of(DebtCount count) {
      return new Count(count.host(), count.status().name(), count.count(), text(count.oldest()));
    }
  }

  /** All counts. */
  public record Counts(List<Count> counts) {}

  /** What was asked of the host. */
  @Schema(name = "OwedExchange", description = "What was asked of the host, and its answer")
  public record Exchange(
      @Schema(description = "Message type", example = "0200") String mti,
      int trace,
      @Schema(description = "UTC") String transmittedAt,
      @Schema(description = "Masked", example = "622200******1234") String card,
      @Schema(description = "PENDING, ANSWERED, UNSENT or UNKNOWN") String status,
      String hostCode,
      String authCode,
      @Schema(description = "UTC") String askedAt,
      @Schema(description = "UTC; absent without an answer") String answeredAt) {

    static Exchange of(DebtStory.Exchange asked) {
      return new Exchange(
          asked.mti(),
          asked.trace(),
          text(asked.transmittedAt()),
          asked.card(),
          asked.status(),
          asked.hostCode(),
          asked.authCode(),
          text(asked.askedAt()),
          text(asked.answeredAt()));
    }
  }

  /** What came from the host and was not posted. */
  @Schema(name = "OwedStray", description = "What came from the host and was not posted")
  public record Stray(
      @Schema(description = "UTC") String receivedAt,
      String why,
      @Schema(description = "The message, masked") String evidence) {

    static Stray of(DebtStory.Stray stray) {
      return new Stray(text(stray.receivedAt()), stray.why(), stray.evidence());
    }
  }

  /** A debt with what it is about. */
  @Schema(name = "OwedStory", description = "A debt with what it is about")
  public record Story(
      Debt debt, TransactionSummary transaction, Exchange exchange, List<Stray> strays) {

    static Story of(DebtStory story, TransactionSummary transaction) {
      return new Story(
          Debt.of(story.debt()),
          transaction,
          story.exchange() == null ? null : Exchange.of(story.exchange()),
          story.strays().stream().map(Stray::of).toList());
    }
  }

  /** Why a debt is closed. */
  @Schema(name = "OwedClosing", description = "Why a debt is closed")
  public record Closing(@Schema(description = "1 to 200 characters") String reason) {}

  private static String text(LocalDateTime time) {
    return time == null ? null : time.toString();
  }
}
