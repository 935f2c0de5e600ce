package org.openprepaid.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.ledger.JournalEntry;
import org.openprepaid.ledger.Posting;
import org.openprepaid.money.Money;

/**
 * Decides a group's requests in turn, lays each decision on top of the one before, and keeps what
 * has to be written in the end. Lives for one database transaction, on one thread.
 */
final class GroupDecisions {
  private final Workspace work;
  private final TimeOrderedIds ids;
  private final Rulebook rulebook;
  private final GroupChanges changes = new GroupChanges();

  GroupDecisions(Workspace work, TimeOrderedIds ids, Rulebook rulebook) {
    this.work = work;
    this.ids = ids;
    this.rulebook = rulebook;
  }

  GroupChanges changes() {
    return changes;
  }

  List<Outcome> processAll(List<Prepared> group) {
    List<Outcome> inOrder = new ArrayList<>(group.size());
    for (Prepared prepared : group) {
      inOrder.add(process(prepared));
    }
    return inOrder;
  }

  /** Decides one request on top of those decided before it in the group. */
  private Outcome process(Prepared prepared) {
    if (prepared.request() instanceof Request.Answered answered) {
      return answered(answered, work.facts(prepared, 0));
    }
    Recalled known = work.recalled(prepared.key());
    if (known != null && !known.mark()) {
      return repeated(prepared, known);
    }
    if (known == null && prepared.unreachable() != null) {
      // nothing is recorded for a host that is away: it must not cost what others are for
      return Outcome.unrecorded(prepared.unreachable());
    }
    Facts facts = work.facts(prepared, ids.next());
    Decision decision = known == null ? decide(prepared, facts) : Decision.of(ResponseCode.LATE);
    if (prepared.asked() instanceof Request.Reversal && !decision.code().isApproved()) {
      // a refused reversal must not stand in the way of the right one, which has the same key
      return Outcome.unrecorded(decision.code());
    }
    TransactionRecord made = apply(prepared, facts, decision);
    remember(prepared, known, made);
    return decision.code() == ResponseCode.IN_PROGRESS
        ? made.outcome().forwarding(forwarding(prepared, facts))
        : made.outcome();
  }

  private Decision decide(Prepared prepared, Facts facts) {
    return prepared.sent() == null
        ? rulebook.decide(prepared.asked(), facts)
        : rulebook.forward(prepared.asked(), facts);
  }

  private static Forwarding forwarding(Prepared prepared, Facts facts) {
    Exchange about = facts.original() == null ? null : facts.original().exchange();
    return new Forwarding(prepared.sent().to(facts.host().host()), about);
  }

  /**
   * A repeat gets the same answer; the same key with another body is refused (rule 3). What was
   * reversed since is not approved again: nobody may take it for good.
   */
  private Outcome repeated(Prepared prepared, Recalled known) {
    TransactionRecord first = work.record(known.transactionId());
    if (first == null || !prepared.isRepeatOf(known.fingerprint())) {
      return Outcome.unrecorded(ResponseCode.DUPLICATE);
    }
    return first.state() == TransactionState.REVERSED
        ? Outcome.unrecorded(ResponseCode.LATE)
        : first.outcome();
  }

  /** A host's answer decides what still waits for it, once; a late one changes nothing. */
  private Outcome answered(Request.Answered request, Facts facts) {
    if (facts.original() == null || facts.original().exchange() == null) {
      return Outcome.unrecorded(ResponseCode.ORIGINAL_NOT_FOUND);
    }
    TransactionRecord waiting = facts.original().record();
    if (waiting.state() != TransactionState.PENDING) {
      return waiting.state() == TransactionState.REVERSED
          ? Outcome.unrecorded(ResponseCode.LATE)
          : waiting.outcome();
    }
    Decision decision = rulebook.answer(request, facts);
    applyRouted(decision);
    long entryId = book(waiting.id(), decision.postings());
    TransactionRecord decided =
        waiting.answered(
            decision.code(), request.answer(), entryId, work.businessDate(), work.now());
    work.add(decided);
    changes.answered.put(decided.id(), new GroupChanges.Decided(decided, waiting.businessDate()));
    return decided.outcome();
  }

  // -- laying the decision on top

  private TransactionRecord apply(Prepared prepared, Facts facts, Decision decision) {
    applyCard(decision);
    Hold hold = applyHold(facts, decision);
    change(decision.original());
    applyRouted(decision);
    long entryId = book(facts.id(), decision.postings());
    Request asked = prepared.asked();
    Exchange exchange = begin(prepared, facts, decision);
    boolean approved = decision.code().isApproved();
    Original original = facts.original();
    TransactionRecord made =
        new TransactionRecord(
            facts.id(),
            work.businessDate(),
            asked.kind(),
            state(decision.code()),
            asked.origin(),
            prepared.sent() != null || facts.card() == null ? 0 : facts.card().id(),
            prepared.sent() != null || facts.account() == null ? 0 : facts.account().id(),
            asked.amount(),
            decision.code(),
            approved ? AuthCode.of(facts.id()) : "",
            prepared.sent() == null ? available(facts) : null,
            Money.zero(asked.amount().currency()),
            original == null ? 0 : original.record().id(),
            holdId(hold, original),
            entryId,
            work.now(),
            exchange == null ? null : exchange.sent().host());
    work.add(made);
    changes.newRecords.put(made.id(), made);
    return made;
  }

  private static TransactionState state(ResponseCode code) {
    if (code == ResponseCode.IN_PROGRESS) {
      return TransactionState.PENDING;
    }
    return code.isApproved() ? TransactionState.APPROVED : TransactionState.DECLINED;
  }

  private static long holdId(Hold hold, Original original) {
    if (hold != null) {
      return hold.id();
    }
    return original == null ? 0 : original.record().holdId();
  }

  /** The exchange that begins with this decision; {@code null} when no host hears of it. */
  private Exchange begin(Prepared prepared, Facts facts, Decision decision) {
    boolean pending = decision.code() == ResponseCode.IN_PROGRESS;
    if (prepared.sent() == null || (!pending && !decision.code().isApproved())) {
      return null;
    }
    Exchange exchange =
        Exchange.begun(
            facts.id(),
            prepared.sent().to(facts.host().host()),
            prepared.panHashes().get(0),
            pending ? Exchange.Status.PENDING : Exchange.Status.ADVISED);
    work.add(exchange);
    changes.newExchanges.put(
        exchange.transactionId(), new GroupChanges.Begun(exchange, prepared.asked().card().pan()));
    return exchange;
  }

  private void applyCard(Decision decision) {
    if (decision.card() != null) {
      work.put(decision.card());
      changes.cards.put(decision.card().id(), decision.card());
    }
    if (decision.account() != null) {
      work.put(decision.account());
      changes.accounts.put(decision.account().id(), decision.account());
    }
  }

  private Hold applyHold(Facts facts, Decision decision) {
    Hold hold = decision.hold();
    if (hold != null) {
      work.add(hold);
      boolean fresh = hold.id() == facts.id() || changes.newHolds.containsKey(hold.id());
      (fresh ? changes.newHolds : changes.changedHolds).put(hold.id(), hold);
    }
    return hold;
  }

  private void applyRouted(Decision decision) {
    change(decision.parent());
    change(decision.grandparent());
    if (decision.exchange() != null) {
      work.add(decision.exchange());
      changes.endedExchanges.put(decision.exchange().transactionId(), decision.exchange());
    }
    if (decision.owed() != null) {
      changes.owed.add(decision.owed());
    }
  }

  private void change(TransactionRecord after) {
    if (after != null) {
      work.add(after);
      if (changes.newRecords.containsKey(after.id())) {
        changes.newRecords.put(after.id(), after);
      } else if (changes.answered.containsKey(after.id())) {
        changes.answered.computeIfPresent(after.id(), (id, decided) -> decided.as(after));
      } else {
        changes.changedRecords.put(after.id(), after);
      }
    }
  }

  private long book(long transactionId, List<Posting> lines) {
    if (lines.isEmpty()) {
      return 0;
    }
    JournalEntry entry = new JournalEntry(ids.next(), work.businessDate(), transactionId, lines);
    changes.entries.add(entry);
    lines.forEach(line -> work.add(transactionId, line));
    return entry.id();
  }

  private Money available(Facts facts) {
    return facts.card() == null
        ? null
        : work.account(facts.card().accountId()).available(facts.card().product().creditFloor());
  }

  private void remember(Prepared prepared, Recalled known, TransactionRecord made) {
    Recalled now = new Recalled(prepared.key(), prepared.fingerprint(), made.id(), false);
    work.add(now);
    (known == null ? changes.newKeys : usedMarks(now)).put(now.key(), now);
    if (leavesMark(prepared, made)) {
      Recalled mark = new Recalled(prepared.originalKey(), 0, made.id(), true);
      work.add(mark);
      changes.newKeys.put(mark.key(), mark);
    }
  }

  /** A mark made in this very group is not in the database yet: it is still an insert. */
  private Map<RequestKey, Recalled> usedMarks(Recalled used) {
    return changes.newKeys.containsKey(used.key()) ? changes.newKeys : changes.usedMarks;
  }

  /** A reversal of what never came: should it come late, it must not count. */
  private boolean leavesMark(Prepared prepared, TransactionRecord made) {
    return prepared.asked() instanceof Request.Reversal
        && made.isApproved()
        && work.recalled(prepared.originalKey()) == null;
  }
}
