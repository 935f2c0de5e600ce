package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.card.CardStatus;
import org.openprepaid.card.Pan;
import org.openprepaid.card.PanHash;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.PinFormat;
import org.openprepaid.ledger.JournalEntry;
import org.openprepaid.ledger.Posting;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/**
 * A shop counter and the institution behind it, in memory: every request goes through a fresh
 * {@link Workspace}, as it would from the database, so the tests read as business and run in
 * milliseconds.
 */
final class Counter {
  /** The card verification value of every card here. */
  static final String CVN = "561";

  static final String MERCHANT = "898110000000001";
  static final String OTHER_MERCHANT = "898110000000002";
  static final String TERMINAL = "POS00001";
  static final String OTHER_TERMINAL = "POS00002";
  static final String FOREIGN_TERMINAL = "POS00003";
  static final Pan CARD = card(1);
  static final Pan OTHER_CARD = card(2);
  static final Pan FOREIGN_CARD = foreignCard();
  static final String HOST = "CUPNET";
  static final long SETTLEMENT = 600;
  static final long PAYABLE = 500;
  static final long OTHER_PAYABLE = 501;
  static final Money CAP = yuan(5_000);
  static final Money LIMIT = yuan(2_000);

  private static final byte[] RIGHT_PIN = {1};
  private static final byte[] BAD_BLOCK = {3};

  private final TimeOrderedIds ids =
      new TimeOrderedIds(
          1, java.time.Clock.fixed(Instant.EPOCH.plusSeconds(2_000_000_000), ZoneOffset.UTC));
  private final Map<RequestKey, Recalled> recalled = new HashMap<>();
  private final Map<Long, TransactionRecord> records = new HashMap<>();
  private final Map<Long, Hold> holds = new HashMap<>();
  private final Map<Long, CardAccount> accounts = new HashMap<>();
  private final Map<Long, CardFacts> cards = new HashMap<>();
  private final Map<PanHash, Long> cardIds = new HashMap<>();
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Map<Long, Exchange> exchanges = new HashMap<>();
  private final List<Owed> owed = new ArrayList<>();
  private final Map<String, Integer> openBatches = new HashMap<>();
  private ProductTerms terms =
      new ProductTerms(true, 3, CAP, LIMIT, yuan(0), 30, true, "OWN", true);
  private int trace;

  LocalDate today = LocalDate.of(2026, 11, 22);
  LocalDateTime now = LocalDateTime.of(2026, 11, 22, 9, 0);
  boolean batchOpen = true;
  boolean merchantActive = true;
  boolean terminalActive = true;

  private Counter() {
    openBatches.put(TERMINAL, 1);
    openBatches.put(OTHER_TERMINAL, 1);
    openBatches.put(FOREIGN_TERMINAL, 1);
    issue(1, CARD);
    issue(2, OTHER_CARD);
  }

  /** Given a card with this balance. */
  static Counter withCardOf(int yuan) {
    Counter counter = new Counter();
    if (yuan > 0) {
      assertThat(counter.topUp(yuan(yuan)).code()).isEqualTo(ResponseCode.APPROVED);
    }
    return counter;
  }

  static Money yuan(int yuan) {
    return Money.of(yuan * 100L, Currency.CNY);
  }

  private static Pan card(int number) {
    String body = "62270000000000%d".formatted(number);
    return Pan.of(body + Pan.checkDigit(body));
  }

  private static Pan foreignCard() {
    String body = "622848000000001";
    return Pan.of(body + Pan.checkDigit(body));
  }

  private void issue(long id, Pan pan) {
    long accountId = 100 + id;
    cards.put(id, new CardFacts(id, accountId, CardStatus.ACTIVE, "2912", 0, terms));
    cardIds.put(hash(pan), id);
    accounts.put(accountId, new CardAccount(accountId, 0, yuan(0), yuan(0)));
  }

  private static PanHash hash(Pan pan) {
    byte[] bytes = new byte[32];
    System.arraycopy(
        pan.digits().getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 0, 15);
    return new PanHash(bytes);
  }

  // -- what a cashier does

  Outcome topUp(Money amount) {
    return submit(new Request.TopUp(next(), entered(CARD), amount));
  }

  Outcome buy(Money amount) {
    return submit(purchase(amount));
  }

  Request.Purchase purchase(Money amount) {
    return new Request.Purchase(next(), withPin(CARD), amount);
  }

  Outcome inquire() {
    return submit(new Request.BalanceInquiry(next(), withPin(CARD), yuan(0)));
  }

  Outcome preAuthorise(Money amount) {
    return submit(new Request.PreAuthorisation(next(), withPin(CARD), amount));
  }

  Outcome voidPurchase(Outcome purchase, Money amount) {
    return submit(new Request.VoidOfPurchase(next(), entered(CARD), amount, byKey(purchase)));
  }

  Outcome refund(Outcome purchase, Money amount) {
    return submit(new Request.Refund(next(), entered(CARD), amount, byRrn(purchase)));
  }

  Outcome voidPreAuthorisation(Outcome preAuthorisation, Money amount) {
    return submit(
        new Request.VoidOfPreAuthorisation(
            next(), entered(CARD), amount, byAuthCode(preAuthorisation)));
  }

  Outcome complete(Outcome preAuthorisation, Money amount) {
    return submit(
        new Request.Completion(next(), entered(CARD), amount, byAuthCode(preAuthorisation), false));
  }

  Outcome voidCompletion(Outcome completion, Money amount) {
    return submit(new Request.VoidOfCompletion(next(), entered(CARD), amount, byKey(completion)));
  }

  Outcome expire(Outcome preAuthorisation) {
    Origin origin =
        new Origin(
            RequestKey.of(Channel.BACK_OFFICE, "hold-expiry-" + preAuthorisation.transactionId()),
            Channel.BACK_OFFICE,
            "",
            "",
            0,
            0,
            now,
            "");
    return submit(new Request.HoldExpiry(origin, yuan(0), preAuthorisation.transactionId()));
  }

  /** A reversal of what this outcome came from, as its terminal sends it. */
  Outcome reverse(Outcome of) {
    TransactionRecord original = records.get(of.transactionId());
    return submit(reversalOf(original.origin(), original.amount(), original.kind()));
  }

  Request.Reversal reversalOf(Origin original, Money amount) {
    return reversalOf(original, amount, TransactionKind.PURCHASE);
  }

  Request.Reversal reversalOf(Origin original, Money amount, TransactionKind kind) {
    Origin origin =
        new Origin(
            original.key().ofReversal(),
            Channel.POS,
            original.merchantId(),
            original.terminalId(),
            original.batchNumber(),
            original.trace(),
            now,
            "0400");
    return new Request.Reversal(origin, PresentedCard.of(CARD), amount, original.key(), kind);
  }

  // -- what a cashier does with a card of others, and what its host says

  /** Sends it on: the outcome tells what the host is asked. */
  Outcome forward(Request asked) {
    return submit(forwarded(asked));
  }

  Request.Forwarded forwarded(Request asked) {
    return new Request.Forwarded(asked, new Transmission(HOST, "0200", ++trace, now));
  }

  Request.Purchase foreignPurchase(Money amount) {
    return new Request.Purchase(next(), withPin(FOREIGN_CARD), amount);
  }

  Outcome answer(Outcome pending, HostAnswer answer) {
    TransactionRecord waiting = records.get(pending.transactionId());
    return submit(
        new Request.Answered(
            waiting.origin(), waiting.amount(), waiting.kind(), waiting.id(), answer));
  }

  Outcome approve(Outcome pending) {
    return answer(pending, HostAnswer.answered(ResponseCode.APPROVED, "00", "778899", null));
  }

  Outcome decline(Outcome pending) {
    return answer(pending, HostAnswer.answered(ResponseCode.INSUFFICIENT_FUNDS, "51", "", null));
  }

  Outcome timeOut(Outcome pending) {
    return answer(pending, HostAnswer.unknown(HostAnswer.NO_ANSWER));
  }

  Outcome reverseForeign(Outcome of) {
    TransactionRecord original = records.get(of.transactionId());
    Request.Reversal reversal = reversalOf(original.origin(), original.amount(), original.kind());
    return submit(
        new Request.Reversal(
            reversal.origin(),
            PresentedCard.of(FOREIGN_CARD),
            reversal.amount(),
            reversal.originalKey(),
            reversal.originalKind()));
  }

  // -- how a request is put together

  Origin next() {
    return at(TERMINAL, MERCHANT);
  }

  Origin at(String terminalId, String merchantId) {
    int batch = openBatches.get(terminalId);
    trace++;
    return new Origin(
        RequestKey.ofTerminal(terminalId, batch, trace),
        Channel.POS,
        merchantId,
        terminalId,
        batch,
        trace,
        now,
        "0200");
  }

  static PresentedCard entered(Pan pan) {
    return new PresentedCard(pan, null, null);
  }

  static PresentedCard withPin(Pan pan) {
    return pinned(pan, RIGHT_PIN);
  }

  static PresentedCard withWrongPin(Pan pan) {
    return pinned(pan, new byte[] {2});
  }

  static PresentedCard withBadPinBlock(Pan pan) {
    return pinned(pan, BAD_BLOCK);
  }

  private static PresentedCard pinned(Pan pan, byte[] block) {
    return new PresentedCard(
        pan, null, new PresentedCard.EncryptedPin(null, PinFormat.ISO_0, block));
  }

  /** A stripe that was read; the right one carries {@link #CVN}. */
  static PresentedCard swiped(Pan pan, String cvn) {
    PresentedCard pinned = withPin(pan);
    return new PresentedCard(pan, null, pinned.pin(), new PresentedCard.Stripe("120", cvn));
  }

  static OriginalReference byRrn(Outcome of) {
    return new OriginalReference(of.rrn(), null, null);
  }

  OriginalReference byKey(Outcome of) {
    return new OriginalReference(null, record(of).origin().key(), of.authCode());
  }

  static OriginalReference byAuthCode(Outcome of) {
    return new OriginalReference(null, null, of.authCode());
  }

  // -- what happens to the world

  void block(CardStatus status) {
    CardFacts card = cards.get(1L);
    cards.put(
        1L,
        new CardFacts(
            1, card.accountId(), status, card.expiry(), card.pinFailures(), card.product()));
  }

  void expireCardAt(String expiry) {
    CardFacts card = cards.get(1L);
    cards.put(
        1L,
        new CardFacts(
            1, card.accountId(), card.status(), expiry, card.pinFailures(), card.product()));
  }

  void cutOver() {
    today = today.plusDays(1);
    now = now.plusDays(1);
  }

  void settle(String terminalId) {
    openBatches.merge(terminalId, 1, Integer::sum);
  }

  // -- deciding

  Outcome submit(Request request) {
    return submitAsOneGroup(List.of(request)).get(0);
  }

  List<Outcome> submitAsOneGroup(List<? extends Request> requests) {
    Workspace work = workspace();
    List<Prepared> group = new ArrayList<>();
    for (Request request : requests) {
      List<PanHash> hashes =
          request.card() == null ? List.of() : List.of(hash(request.card().pan()));
      PanHash hash = hashes.isEmpty() ? null : hashes.get(0);
      group.add(new Prepared(request, hashes, Fingerprint.of(request, hash)));
    }
    findByCode(group, work);
    GroupDecisions decisions = new GroupDecisions(work, ids, new Rulebook());
    List<Outcome> outcomes = decisions.processAll(group);
    keep(decisions.changes());
    return outcomes;
  }

  /** As the index of exchanges would: by card and authorisation code, the newest. */
  private void findByCode(List<Prepared> group, Workspace work) {
    for (Prepared prepared : group) {
      if (prepared.sent() != null && prepared.authCodeOnly() != null) {
        exchanges.values().stream()
            .filter(known -> prepared.namesCardOf(known.card()))
            .filter(known -> known.authCode().equals(prepared.authCodeOnly()))
            .mapToLong(Exchange::transactionId)
            .max()
            .ifPresent(id -> work.addFoundByCode(prepared.key(), id));
      }
    }
  }

  private Workspace workspace() {
    Map<String, UpstreamTerms> hosts =
        Map.of(HOST, new UpstreamTerms(HOST, SETTLEMENT, Currency.CNY));
    Workspace work = new Workspace(today, now, new Checks(), hosts);
    work.add(TERMINAL, acceptor(MERCHANT, PAYABLE, TERMINAL));
    work.add(OTHER_TERMINAL, acceptor(MERCHANT, PAYABLE, OTHER_TERMINAL));
    work.add(FOREIGN_TERMINAL, acceptor(OTHER_MERCHANT, OTHER_PAYABLE, FOREIGN_TERMINAL));
    cardIds.forEach(
        (hash, id) ->
            work.add(hash, cards.get(id), new byte[0], accounts.get(cards.get(id).accountId())));
    recalled.values().forEach(work::add);
    records.values().forEach(work::add);
    holds.values().forEach(work::add);
    exchanges.values().forEach(work::add);
    for (JournalEntry entry : entries) {
      entry.postings().forEach(line -> work.add(entry.transactionId(), line));
    }
    return work;
  }

  private Acceptor acceptor(String merchant, long payable, String terminalId) {
    return new Acceptor(
        merchant, payable, merchantActive, terminalActive, openBatches.get(terminalId), batchOpen);
  }

  private static final class Checks implements CardChecks {
    @Override
    public PinCheck pin(PresentedCard presented, CardFacts card, byte[] reference) {
      byte[] block = presented.pin().block();
      if (block == BAD_BLOCK) {
        return PinCheck.MALFORMED;
      }
      return block == RIGHT_PIN ? PinCheck.CORRECT : PinCheck.WRONG;
    }

    @Override
    public boolean isGenuine(PresentedCard presented, CardFacts card) {
      return CVN.equals(presented.stripe().cvn());
    }
  }

  private void keep(GroupChanges changes) {
    recalled.putAll(changes.newKeys);
    recalled.putAll(changes.usedMarks);
    records.putAll(changes.newRecords);
    records.putAll(changes.changedRecords);
    holds.putAll(changes.newHolds);
    holds.putAll(changes.changedHolds);
    accounts.putAll(changes.accounts);
    cards.putAll(changes.cards);
    entries.addAll(changes.entries);
    changes.answered.values().forEach(each -> records.put(each.record().id(), each.record()));
    changes.newExchanges.forEach((id, begun) -> exchanges.put(id, begun.exchange()));
    exchanges.putAll(changes.endedExchanges);
    owed.addAll(changes.owed);
  }

  // -- looking

  List<Owed> owed() {
    return owed;
  }

  Exchange exchange(Outcome of) {
    return exchanges.get(of.transactionId());
  }

  TransactionRecord record(Outcome of) {
    return record(of.transactionId());
  }

  TransactionRecord record(long transactionId) {
    return records.get(transactionId);
  }

  Collection<TransactionRecord> records() {
    return records.values();
  }

  List<JournalEntry> entries() {
    return entries;
  }

  Money balance() {
    return accounts.get(101L).balance();
  }

  Money held() {
    return accounts.get(101L).held();
  }

  Money available() {
    return accounts.get(101L).available(yuan(0));
  }

  /** The sum of an account's postings. */
  Money posted(long accountId) {
    Money sum = yuan(0);
    for (JournalEntry entry : entries) {
      for (Posting line : entry.postings()) {
        sum = line.accountId() == accountId ? sum.plus(line.amount()) : sum;
      }
    }
    return sum;
  }

  /** Rules 1 and 2 over all that happened. */
  void assertLedgerIsClean() {
    Money all = yuan(0);
    for (JournalEntry entry : entries) {
      for (Posting line : entry.postings()) {
        all = all.plus(line.amount());
      }
    }
    assertThat(all).isEqualTo(yuan(0));
    for (CardAccount account : accounts.values()) {
      assertThat(account.balance()).isEqualTo(posted(account.id()));
      assertThat(account.balance().isNegative()).isFalse();
      Money pending = yuan(0);
      for (Hold hold : holds.values()) {
        pending =
            hold.accountId() == account.id() && hold.isPending()
                ? pending.plus(hold.amount())
                : pending;
      }
      assertThat(account.held()).isEqualTo(pending);
      assertThat(account.available(yuan(0)).isNegative()).isFalse();
    }
  }
}
