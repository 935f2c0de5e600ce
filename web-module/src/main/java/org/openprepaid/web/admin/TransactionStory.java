package org.openprepaid.web.admin;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Everything that is known of a transaction.
 *
 * @param message the message as it came, masked
 * @param entry what it did to the ledger, {@code null} when nothing
 * @param hold the hold it made or acted on, {@code null} when none
 * @param upstream what passed with the host that decides about it, {@code null} when it is on us
 * @param original the transaction it acted on, {@code null} when none
 * @param followedBy reversals, voids, refunds and completions that acted on it, oldest first
 */
@Schema(description = "Everything that is known of a transaction")
public record TransactionStory(
    TransactionSummary transaction,
    @Schema(description = "The message as it came, masked") String message,
    Decision decision,
    Entry entry,
    Hold hold,
    @Schema(description = "What passed with another host about it; absent when it is on us")
        Upstream upstream,
    TransactionSummary original,
    @Schema(description = "What acted on it, oldest first; at most 100")
        List<TransactionSummary> followedBy) {

  /** How many followers are told, at most. */
  static final int MAX_FOLLOWERS = 100;

  /**
   * What was decided, and what was left.
   *
   * @param available in minor units, {@code null} when there was no card to tell of
   * @param refunded in minor units, over all refunds so far
   */
  @Schema(description = "What was decided")
  public record Decision(
      String responseCode,
      String meaning,
      String state,
      @Schema(description = "What the card could spend afterwards, in minor units") Long available,
      @Schema(description = "Given back since, in minor units") long refunded,
      @Schema(description = "What a repeat is recognised by") String requestKey,
      @Schema(description = "The terminal's own time") String localTime) {}

  /** A journal entry. */
  @Schema(description = "Journal entry; its postings sum to zero")
  public record Entry(String id, String businessDate, List<Line> postings) {}

  /**
   * A posting.
   *
   * @param owner masked card, merchant id, or {@code institution}
   * @param amount in minor units, a credit positive
   */
  @Schema(description = "A posting")
  public record Line(
      @Schema(example = "MERCHANT_PAYABLE") String account,
      @Schema(description = "Masked card, merchant id or institution") String owner,
      @Schema(description = "In minor units, a credit positive") long amount,
      String currency) {}

  /**
   * What passed with the host that decides about it.
   *
   * @param status PENDING, ANSWERED, UNSENT, UNKNOWN or ADVISED
   * @param trace element 11 of the message
   * @param responseCode element 39 of its answer as it came, empty without one
   * @param answeredAt absent while it waits
   */
  @Schema(description = "What passed with the host that decides about it")
  public record Upstream(
      String host,
      @Schema(description = "PENDING, ANSWERED, UNSENT, UNKNOWN or ADVISED") String status,
      int trace,
      String responseCode,
      String authCode,
      @Schema(description = "UTC") String askedAt,
      @Schema(description = "UTC") String answeredAt,
      @Schema(description = "What the host had, or has, to be told of it") List<Owed> owed) {}

  /**
   * A message that the host had, or has, to be told.
   *
   * @param id to be asked for at {@code /api/admin/owed/{id}}
   */
  @Schema(description = "A reversal or advice that the host had, or has, to be told")
  public record Owed(
      String id,
      @Schema(description = "REVERSAL or ADVICE") String kind,
      @Schema(description = "OWED, QUEUED, SETTLED, DEAD or CLOSED") String status,
      int tries) {}

  /**
   * A hold.
   *
   * @param status PENDING, POSTED, VOIDED or EXPIRED
   */
  @Schema(description = "A hold on the card account")
  public record Hold(
      @Schema(description = "RRN of the pre-authorisation that made it") String rrn,
      @Schema(description = "PENDING, POSTED, VOIDED or EXPIRED") String status,
      @Schema(description = "In minor units") long amount,
      String currency,
      String authCode,
      @Schema(description = "UTC") String expiresAt) {}
}
