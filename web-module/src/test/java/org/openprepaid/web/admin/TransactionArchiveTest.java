package org.openprepaid.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.card.CardLookup;
import org.openprepaid.card.CardStatus;
import org.openprepaid.card.CardSummary;
import org.openprepaid.transaction.Rrn;

/** The story of a transaction is whole, and found in three ways. */
class TransactionArchiveTest {
  private static final long PURCHASE = 31_415_926_535_897_001L;
  private static final long REVERSAL = PURCHASE + 1;
  private static final long HELD = PURCHASE + 2;
  private static final long DECLINED = PURCHASE + 3;

  private Records records;
  private TransactionArchive archive;

  @BeforeEach
  void aPurchaseThatWasReversedAPreAuthorisationAndADecline() throws Exception {
    records = new Records();
    records.transaction(PURCHASE, "PURCHASE", "REVERSED", "00", 0, 0, 11);
    records.entry(11, PURCHASE, -3_000);
    records.transaction(REVERSAL, "REVERSAL", "APPROVED", "00", PURCHASE, 0, 12);
    records.entry(12, REVERSAL, 3_000);
    records.transaction(HELD, "PRE_AUTHORISATION", "APPROVED", "00", 0, HELD, 0);
    records.hold(HELD);
    records.transaction(DECLINED, "PURCHASE", "DECLINED", "51", 0, 0, 0);
    CardLookup cards =
        new CardLookup() {
          @Override
          public List<CardSummary> byMaskedNumber(String masked) {
            return masked.equals(Records.MASKED)
                ? List.of(
                    new CardSummary(Records.CARD, 601, masked, "TEST", CardStatus.ACTIVE, "2911"))
                : List.of();
          }
        };
    archive = new TransactionArchive(records.source(), cards);
  }

  @Test
  void aReversedPurchaseTellsWhatItPostedAndWhatUndidIt() throws Exception {
    TransactionStory story = archive.story(PURCHASE).orElseThrow();
    assertThat(story.transaction().state()).isEqualTo("REVERSED");
    assertThat(story.transaction().card()).isEqualTo(Records.MASKED);
    assertThat(story.message()).contains("622700******1234");
    assertThat(story.decision().meaning()).isEqualTo("APPROVED");
    assertThat(story.decision().available()).isEqualTo(97_000);
    assertThat(story.entry().postings())
        .containsExactly(
            new TransactionStory.Line("CARD", Records.MASKED, -3_000, "CNY"),
            new TransactionStory.Line("MERCHANT_PAYABLE", "898100054110001", 3_000, "CNY"));
    assertThat(story.followedBy()).singleElement().extracting("kind").isEqualTo("REVERSAL");
    assertThat(story.original()).isNull();
    assertThat(story.hold()).isNull();
  }

  @Test
  void aReversalTellsWhatItUndid() throws Exception {
    TransactionStory story = archive.story(REVERSAL).orElseThrow();
    assertThat(story.original().rrn()).isEqualTo(new Rrn(PURCHASE).toString());
    assertThat(story.entry().postings()).extracting("amount").containsExactly(3_000L, -3_000L);
  }

  @Test
  void aPreAuthorisationTellsItsHold() throws Exception {
    TransactionStory story = archive.story(HELD).orElseThrow();
    assertThat(story.hold().status()).isEqualTo("PENDING");
    assertThat(story.hold().amount()).isEqualTo(3_000);
    assertThat(story.entry()).isNull();
  }

  @Test
  void aPurchaseWithACardOfOthersTellsWhatItsHostSaidAndIsOwed() throws Exception {
    long routed = PURCHASE + 10;
    records.routed(routed);

    TransactionStory story = archive.story(routed).orElseThrow();

    assertThat(story.transaction().card()).isEqualTo("622848******4321");
    assertThat(story.upstream().host()).isEqualTo("CUPNET");
    assertThat(story.upstream().status()).isEqualTo("UNKNOWN");
    assertThat(story.upstream().owed())
        .containsExactly(
            new TransactionStory.Owed(String.valueOf(routed + 1), "REVERSAL", "QUEUED", 2));
    TransactionSearch byCard = TransactionSearch.of(null, null, null, null, "622848******4321");
    assertThat(archive.search(byCard, Page.of(null, null)).transactions())
        .singleElement()
        .extracting("rrn")
        .isEqualTo(new Rrn(routed).toString());
    assertThat(archive.story(PURCHASE).orElseThrow().upstream()).isNull();
  }

  @Test
  void aDeclineTellsWhy() throws Exception {
    TransactionStory story = archive.story(DECLINED).orElseThrow();
    assertThat(story.decision().responseCode()).isEqualTo("51");
    assertThat(story.decision().meaning()).isEqualTo("INSUFFICIENT_FUNDS");
    assertThat(story.entry()).isNull();
  }

  @Test
  void whatNeverHappenedHasNoStory() throws Exception {
    assertThat(archive.story(1)).isEmpty();
  }

  @Test
  void aTransactionIsFoundByTerminalAndTraceByRrnAndByCard() throws Exception {
    assertThat(ids(new TransactionSearch.ByTerminal("10000001", 1, 1))).containsExactly(PURCHASE);
    assertThat(ids(new TransactionSearch.ByTerminal("10000001", null, 2)))
        .containsExactly(REVERSAL);
    assertThat(ids(new TransactionSearch.ByTerminal("10000001", 2, null))).isEmpty();
    assertThat(ids(new TransactionSearch.ByRrn(new Rrn(HELD)))).containsExactly(HELD);
    assertThat(ids(new TransactionSearch.ByCard(Records.MASKED)))
        .containsExactly(DECLINED, HELD, REVERSAL, PURCHASE);
    assertThat(ids(new TransactionSearch.ByCard("622700******9999"))).isEmpty();
  }

  @Test
  void pagesFollowOneAnotherWithoutGapOrRepeat() throws Exception {
    TransactionSearch search = new TransactionSearch.ByCard(Records.MASKED);
    List<String> seen = new ArrayList<>();
    String before = null;
    do {
      TransactionList page = archive.search(search, Page.of(before, "3"));
      page.transactions().forEach(line -> seen.add(line.id()));
      before = page.next();
    } while (before != null);
    assertThat(seen)
        .containsExactly(
            String.valueOf(DECLINED),
            String.valueOf(HELD),
            String.valueOf(REVERSAL),
            String.valueOf(PURCHASE));
  }

  private List<Long> ids(TransactionSearch search) throws Exception {
    return archive.search(search, Page.of(null, null)).transactions().stream()
        .map(line -> Long.valueOf(line.id()))
        .toList();
  }
}
