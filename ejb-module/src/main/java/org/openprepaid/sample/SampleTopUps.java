package org.openprepaid.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openprepaid.card.CardLookup;
import org.openprepaid.card.CardSummary;
import org.openprepaid.card.Pan;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.TransactionGateway;

/**
 * Loads the sample cards through the gateway, as any top-up. The request key is the card's, and the
 * request is the same each time, so a card is loaded once however often this runs.
 */
@ApplicationScoped
class SampleTopUps {
  /** Top-ups under way at a time: enough to fill a group, far below the gateway's queue. */
  private static final int IN_FLIGHT = 64;

  private static final long TIMEOUT_SECONDS = 60;

  private TransactionGateway gateway;
  private CardLookup cards;

  /** For the container's proxy. */
  SampleTopUps() {}

  @Inject
  SampleTopUps(TransactionGateway gateway, CardLookup cards) {
    this.gateway = gateway;
    this.cards = cards;
  }

  void load(List<SamplePlan.CardLine> lines) throws InterruptedException {
    Deque<CompletableFuture<Outcome>> underWay = new ArrayDeque<>();
    for (SamplePlan.CardLine line : lines) {
      if (underWay.size() == IN_FLIGHT) {
        requireApproved(underWay.remove());
      }
      underWay.add(gateway.submit(topUp(line)).toCompletableFuture());
    }
    while (!underWay.isEmpty()) {
      requireApproved(underWay.remove());
    }
  }

  private Request topUp(SamplePlan.CardLine line) {
    Pan pan = Pan.of(line.pan());
    CardSummary card =
        cards
            .byNumber(pan)
            .orElseThrow(
                () -> SampleException.lasting("OP-1014 a sample card is not there: " + pan));
    Origin origin =
        new Origin(
            RequestKey.of(Channel.BACK_OFFICE, "sample-" + card.cardId()),
            Channel.BACK_OFFICE,
            "",
            "",
            0,
            0,
            LocalDateTime.now(ZoneOffset.UTC).withNano(0),
            "sample top-up of " + pan.masked());
    return new Request.TopUp(
        origin, PresentedCard.of(pan), Money.of(line.balance(), SampleCatalogue.currency()));
  }

  private static void requireApproved(CompletableFuture<Outcome> stage)
      throws InterruptedException {
    try {
      Outcome outcome = stage.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!outcome.code().isApproved()) {
        throw SampleException.passing(
            "OP-1015 a sample top-up was declined: " + outcome.code(), null);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw SampleException.passing("OP-1015 a sample top-up got no answer", e);
    }
  }
}
