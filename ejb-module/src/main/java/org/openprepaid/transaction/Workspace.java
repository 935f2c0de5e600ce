package org.openprepaid.transaction;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.card.PanHash;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.PinCheck;
import org.openprepaid.ledger.JournalEntry;
import org.openprepaid.ledger.Posting;
import org.openprepaid.money.Money;

/**
 * One group at work: what was loaded and locked for it, each decision laid on top of the one
 * before, and what has to be written in the end. Lives for one database transaction, on one thread.
 */
final class Workspace {
  private final LocalDate businessDate;
  private final LocalDateTime now;
  private final TimeOrderedIds ids;
  private final CardChecks checks;
  private final Rulebook rulebook;

  private final Map<String, Acceptor> acceptors = new HashMap<>();
  private final Map<PanHash, Long> cardIds = new HashMap<>();
  private final Map<Long, CardFacts> cards = new HashMap<>();
  private final Map<Long, byte[]> pinVerifications = new HashMap<>();
  private final Map<Long, CardAccount> accounts = new HashMap<>();
  private final Map<RequestKey, Recalled> recalled = new HashMap<>();
  private final Map<Long, TransactionRecord> records = new HashMap<>();
  private final Map<Long, List<Posting>> postings = new HashMap<>();
  private final Map<Long, Hold> holds = new HashMap<>();

  private final GroupChanges changes = new GroupChanges();

  Workspace(
      LocalDate businessDate,
      LocalDateTime now,
      TimeOrderedIds ids,
      CardChecks checks,
      Rulebook rulebook) {
    this.businessDate = businessDate;
    this.now = now;
    this.ids = ids;
    this.checks = checks;
    this.rulebook = rulebook;
  }

  // -- what the reader lays in

  void add(String terminalId, Acceptor acceptor) {
    acceptors.put(terminalId, acceptor);
  }

  void add(PanHash hash, CardFacts card, byte[] pinVerification, CardAccount account) {
    cardIds.put(hash, card.id());
    cards.put(card.id(), card);
    pinVerifications.put(card.id(), pinVerification);
    accounts.put(account.id(), account);
  }

  void add(Recalled known) {
    recalled.put(known.key(), known);
  }

  void add(TransactionRecord known) {
    records.put(known.id(), known);
  }

  void add(long transactionId, Posting line) {
    postings.computeIfAbsent(transactionId, id -> new ArrayList<>()).add(line);
  }

  void add(Hold known) {
    holds.put(known.id(), known);
  }

  /** The card that a request names, under whichever of its hashes it is stored. */
  CardFacts cardOf(Prepared prepared) {
    for (PanHash hash : prepared.panHashes()) {
      Long id = cardIds.get(hash);
      if (id != null) {
        return cards.get(id);
      }
    }
    return null;
  }

  boolean knowsCard(long cardId) {
    return cards.containsKey(cardId);
  }

  Recalled recalled(RequestKey key) {
    return recalled.get(key);
  }

  LocalDate businessDate() {
    return businessDate;
  }

  Collection<TransactionRecord> records() {
    return records.values();
  }

  GroupChanges changes() {
    return changes;
  }

  // -- deciding

  /** Decides one request on top of those decided before it in the group. */
  Outcome process(Prepared prepared) {
    Recalled known = recalled.get(prepared.key());
    if (known != null && !known.mark()) {
      return repeated(prepared, known);
    }
    Facts facts = facts(prepared);
    Decision decision =
        known == null
            ? rulebook.decide(prepared.request(), facts)
            : Decision.of(ResponseCode.LATE); // its reversal came first: rule 4
    if (prepared.request() instanceof Request.Reversal && !decision.code().isApproved()) {
      // a refused reversal must not stand in the way of the right one, which has the same key
      return Outcome.unrecorded(decision.code());
    }
    TransactionRecord made = apply(prepared, facts, decision);
    remember(prepared, known, made);
    return made.outcome();
  }

  /**
   * A repeat gets the same answer; the same key with another body is refused (rule 3). What was
   * reversed since is not approved again: nobody may take it for good.
   */
  private Outcome repeated(Prepared prepared, Recalled known) {
    TransactionRecord first = records.get(known.transactionId());
    if (first == null || !prepared.isRepeatOf(known.fingerprint())) {
      return Outcome.unrecorded(ResponseCode.DUPLICATE);
    }
    return first.state() == TransactionState.REVERSED
        ? Outcome.unrecorded(ResponseCode.LATE)
        : first.outcome();
  }

  private Facts facts(Prepared prepared) {
    Request request = prepared.request();
    CardFacts card = cardOf(prepared);
    Original original = prepared.actsOnOriginal() ? original(prepared, card) : null;
    if (request.card() == null && original != null) {
      card = cards.get(original.record().cardId());
    }
    CardAccount account = card == null ? null : accounts.get(card.accountId());
    return new Facts(
        ids.next(),
        businessDate,
        now,
        acceptors.get(request.origin().terminalId()),
        card,
        account,
        pin(request, card),
        isStripeGenuine(request, card),
        original);
  }

  private PinCheck pin(Request request, CardFacts card) {
    boolean checked =
        card != null
            && card.product().pinRequired()
            && request.card() != null
            && request.card().pin() != null
            && card.pinFailures() < card.product().pinTries();
    return checked ? checks.pin(request.card(), card, pinVerifications.get(card.id())) : null;
  }

  private boolean isStripeGenuine(Request request, CardFacts card) {
    boolean checked =
        card != null
            && card.product().cvnChecked()
            && request.card() != null
            && request.card().stripe() != null;
    return !checked || checks.isGenuine(request.card(), card);
  }

  private Original original(Prepared prepared, CardFacts card) {
    TransactionRecord record = records.get(originalId(prepared, card));
    if (record == null || !agrees(prepared.request(), record)) {
      return null;
    }
    return new Original(
        record,
        postings.getOrDefault(record.id(), List.of()),
        holds.get(record.holdId()),
        records.get(record.originalId()));
  }

  /** The id of the original, as the request names it and as far as it is known; 0 when not. */
  long originalId(Prepared prepared, CardFacts card) {
    if (prepared.originalId() != 0) {
      return prepared.originalId();
    }
    if (prepared.originalKey() != null) {
      Recalled known = recalled.get(prepared.originalKey());
      return known == null || known.mark() ? 0 : known.transactionId();
    }
    return card == null ? 0 : heldUnder(prepared.authCodeOnly(), card);
  }

  /** The latest hold of the card under this code, a pending one before the others. */
  private long heldUnder(String authCode, CardFacts card) {
    Hold found = null;
    for (Hold hold : holds.values()) {
      if (hold.accountId() == card.accountId() && hold.authCode().equals(authCode)) {
        boolean better =
            found == null
                || (hold.isPending() && !found.isPending())
                || (hold.isPending() == found.isPending() && hold.id() > found.id());
        found = better ? hold : found;
      }
    }
    return found == null ? 0 : found.id();
  }

  /** Whatever the request tells of its original must be so. */
  private boolean agrees(Request request, TransactionRecord record) {
    if (!(request instanceof Request.Following following)) {
      return true;
    }
    OriginalReference told = following.original();
    return (told.key() == null || told.key().equals(record.origin().key()))
        && (told.authCode() == null
            || told.authCode().equals(record.authCode())
            || isCodeOfHold(told.authCode(), record));
  }

  /** A completion's slip often carries the code of its pre-authorisation. */
  private boolean isCodeOfHold(String authCode, TransactionRecord record) {
    Hold hold = holds.get(record.holdId());
    return hold != null && hold.authCode().equals(authCode);
  }

  // -- laying the decision on top

  private TransactionRecord apply(Prepared prepared, Facts facts, Decision decision) {
    applyCard(decision);
    Hold hold = applyHold(facts, decision);
    change(decision.original());
    change(decision.parent());
    long entryId = book(facts, decision.postings());
    boolean approved = decision.code().isApproved();
    Original original = facts.original();
    TransactionRecord made =
        new TransactionRecord(
            facts.id(),
            businessDate,
            prepared.request().kind(),
            approved ? TransactionState.APPROVED : TransactionState.DECLINED,
            prepared.request().origin(),
            facts.card() == null ? 0 : facts.card().id(),
            facts.account() == null ? 0 : facts.account().id(),
            prepared.request().amount(),
            decision.code(),
            approved ? AuthCode.of(facts.id()) : "",
            available(facts),
            Money.zero(prepared.request().amount().currency()),
            original == null ? 0 : original.record().id(),
            holdId(hold, original),
            entryId,
            now);
    records.put(made.id(), made);
    changes.newRecords.put(made.id(), made);
    return made;
  }

  private static long holdId(Hold hold, Original original) {
    if (hold != null) {
      return hold.id();
    }
    return original == null ? 0 : original.record().holdId();
  }

  private void applyCard(Decision decision) {
    if (decision.card() != null) {
      cards.put(decision.card().id(), decision.card());
      changes.cards.put(decision.card().id(), decision.card());
    }
    if (decision.account() != null) {
      accounts.put(decision.account().id(), decision.account());
      changes.accounts.put(decision.account().id(), decision.account());
    }
  }

  private Hold applyHold(Facts facts, Decision decision) {
    Hold hold = decision.hold();
    if (hold != null) {
      holds.put(hold.id(), hold);
      boolean fresh = hold.id() == facts.id() || changes.newHolds.containsKey(hold.id());
      (fresh ? changes.newHolds : changes.changedHolds).put(hold.id(), hold);
    }
    return hold;
  }

  private void change(TransactionRecord after) {
    if (after != null) {
      records.put(after.id(), after);
      boolean fresh = changes.newRecords.containsKey(after.id());
      (fresh ? changes.newRecords : changes.changedRecords).put(after.id(), after);
    }
  }

  private long book(Facts facts, List<Posting> lines) {
    if (lines.isEmpty()) {
      return 0;
    }
    JournalEntry entry = new JournalEntry(ids.next(), businessDate, facts.id(), lines);
    changes.entries.add(entry);
    postings.put(facts.id(), lines);
    return entry.id();
  }

  private Money available(Facts facts) {
    return facts.card() == null
        ? null
        : accounts.get(facts.card().accountId()).available(facts.card().product().creditFloor());
  }

  private void remember(Prepared prepared, Recalled known, TransactionRecord made) {
    Recalled now = new Recalled(prepared.key(), prepared.fingerprint(), made.id(), false);
    recalled.put(now.key(), now);
    (known == null ? changes.newKeys : usedMarks(now)).put(now.key(), now);
    if (leavesMark(prepared, made)) {
      Recalled mark = new Recalled(prepared.originalKey(), 0, made.id(), true);
      recalled.put(mark.key(), mark);
      changes.newKeys.put(mark.key(), mark);
    }
  }

  /** A mark made in this very group is not in the database yet: it is still an insert. */
  private Map<RequestKey, Recalled> usedMarks(Recalled used) {
    return changes.newKeys.containsKey(used.key()) ? changes.newKeys : changes.usedMarks;
  }

  /** A reversal of what never came: should it come late, it must not count. */
  private boolean leavesMark(Prepared prepared, TransactionRecord made) {
    return prepared.request() instanceof Request.Reversal
        && made.isApproved()
        && !recalled.containsKey(prepared.originalKey());
  }

  List<Outcome> processAll(List<Prepared> group) {
    List<Outcome> inOrder = new ArrayList<>(group.size());
    for (Prepared prepared : group) {
      inOrder.add(process(prepared));
    }
    return inOrder;
  }
}
