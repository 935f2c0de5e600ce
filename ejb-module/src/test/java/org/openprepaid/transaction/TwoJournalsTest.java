package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.transaction.Counter.FOREIGN_CARD;
import static org.openprepaid.transaction.Counter.PAYABLE;
import static org.openprepaid.transaction.Counter.SETTLEMENT;
import static org.openprepaid.transaction.Counter.entered;
import static org.openprepaid.transaction.Counter.yuan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever gets lost between us and a host, and in whatever order what is owed arrives: in the end
 * both have the same transactions standing.
 */
class TwoJournalsTest {

  enum Act {
    BUY,
    HOLD,
    COMPLETE,
    VOID,
    REFUND,
    REVERSE,
    SETTLE_SOME_DEBT,
    LATE_ANSWER
  }

  enum Fate {
    ANSWERED,
    DECLINED,
    ANSWER_LOST,
    REQUEST_LOST,
    ARRIVES_LATE,
    STILL_PENDING,
    NEVER_SENT
  }

  record Step(Act act, Fate fate, int target) {}

  private static final class World {
    final Counter counter = Counter.withCardOf(0);
    final ModelHost host = new ModelHost();
    final List<Outcome> done = new ArrayList<>();
    final List<Runnable> underWay = new ArrayList<>();
    final Set<Owed> delivered = new HashSet<>();
    final List<Outcome> waiting = new ArrayList<>();

    void take(Step step) {
      switch (step.act()) {
        case BUY -> ask(counter.foreignPurchase(yuan(30)), step.fate());
        case HOLD ->
            ask(
                new Request.PreAuthorisation(counter.next(), entered(FOREIGN_CARD), yuan(30)),
                step.fate());
        case SETTLE_SOME_DEBT -> deliverOne(step.target());
        case LATE_ANSWER -> answerOneOfThePast(step.target());
        default -> {
          if (!done.isEmpty()) {
            follow(step, done.get(step.target() % done.size()));
          }
        }
      }
    }

    private void follow(Step step, Outcome target) {
      if (step.act() == Act.REVERSE) {
        counter.reverseForeign(target);
      } else {
        ask(following(step.act(), target), step.fate());
      }
    }

    private Request following(Act act, Outcome target) {
      Origin origin = counter.next();
      PresentedCard card = entered(FOREIGN_CARD);
      OriginalReference original = byRrn(target);
      return switch (act) {
        case COMPLETE -> new Request.Completion(origin, card, yuan(30), original, false);
        case REFUND -> new Request.Refund(origin, card, yuan(10), original);
        default ->
            switch (counter.record(target).kind()) {
              case PRE_AUTHORISATION ->
                  new Request.VoidOfPreAuthorisation(origin, card, yuan(30), original);
              case COMPLETION -> new Request.VoidOfCompletion(origin, card, yuan(30), original);
              default -> new Request.VoidOfPurchase(origin, card, yuan(30), original);
            };
      };
    }

    private static OriginalReference byRrn(Outcome of) {
      return new OriginalReference(of.rrn(), null, null);
    }

    private void ask(Request request, Fate fate) {
      Outcome outcome = counter.forward(request);
      if (outcome.isRecorded()) {
        done.add(outcome);
      }
      if (outcome.forwarding() != null) {
        meets(outcome, fate);
      }
    }

    private void meets(Outcome asked, Fate fate) {
      switch (fate) {
        case ANSWERED -> answer(asked, hostDecides(asked, true));
        case DECLINED -> answer(asked, hostDecides(asked, false));
        case ANSWER_LOST -> {
          hostDecides(asked, true);
          counter.timeOut(asked);
        }
        case REQUEST_LOST -> counter.timeOut(asked);
        case ARRIVES_LATE -> {
          counter.timeOut(asked);
          underWay.add(() -> hostDecides(asked, true));
        }
        case STILL_PENDING -> {
          hostDecides(asked, true);
          waiting.add(asked);
        }
        case NEVER_SENT ->
            counter.answer(asked, HostAnswer.unsent(ResponseCode.ISSUER_UNAVAILABLE));
        default -> throw new AssertionError(fate);
      }
    }

    private boolean hostDecides(Outcome asked, boolean willing) {
      TransactionRecord record = counter.record(asked);
      return host.decide(record.id(), record.kind(), record.originalId(), willing);
    }

    private void answer(Outcome asked, boolean approved) {
      if (approved) {
        counter.approve(asked);
      } else {
        counter.decline(asked);
      }
    }

    /** What is decided stays, whatever is heard; what is still pending, the host tells as it is. */
    private void answerOneOfThePast(int target) {
      if (!done.isEmpty()) {
        Outcome asked = done.get(target % done.size());
        TransactionRecord record = counter.record(asked);
        boolean decided = record.state() != TransactionState.PENDING;
        answer(asked, decided || host.stands(record.id()));
      }
    }

    private void deliverOne(int target) {
      List<Owed> open = new ArrayList<>(counter.owed());
      open.removeAll(delivered);
      if (!open.isEmpty()) {
        // of one family the host is told in the order in which we decided
        Owed any = open.get(target % open.size());
        open.stream()
            .filter(owed -> family(owed) == family(any))
            .findFirst()
            .ifPresent(this::deliver);
      }
    }

    private long family(Owed owed) {
      TransactionRecord record = counter.record(owed.transactionId());
      while (record.originalId() != 0) {
        record = counter.record(record.originalId());
      }
      return record.id();
    }

    private void deliver(Owed owed) {
      delivered.add(owed);
      if (owed.kind() == Owed.Kind.REVERSAL) {
        host.reverse(owed.transactionId());
      } else {
        host.decide(owed.transactionId(), TransactionKind.REFUND, 0, true);
      }
    }

    /** The night passes: what is under way arrives, the janitor sweeps, and all debts are paid. */
    void night() {
      underWay.forEach(Runnable::run);
      waiting.forEach(counter::timeOut);
      // twice, as a crash between sending and noting would
      counter.owed().forEach(this::deliver);
      counter.owed().forEach(this::deliver);
    }
  }

  @Property(tries = 10_000)
  void agreeInTheEnd(@ForAll("days") List<Step> day) {
    World world = new World();
    day.forEach(world::take);
    world.night();

    Counter counter = world.counter;
    for (TransactionRecord record : counter.records()) {
      if (record.upstream() != null) {
        String which = "%s %s %s".formatted(record.id(), record.kind(), record.state());
        assertThat(world.host.stands(record.id()))
            .as(which)
            .isEqualTo(record.state() == TransactionState.APPROVED);
        assertThat(world.host.isCompleted(record.id()))
            .as(which)
            .isEqualTo(record.state() == TransactionState.COMPLETED);
      }
    }
    assertThat(counter.owed()).doesNotHaveDuplicates();
    assertThat(counter.posted(PAYABLE)).isEqualTo(counter.posted(SETTLEMENT).negated());
    counter.assertLedgerIsClean();
  }

  @Provide
  Arbitrary<List<Step>> days() {
    Arbitrary<Step> steps =
        Combinators.combine(
                Arbitraries.of(Act.class),
                Arbitraries.of(Fate.class),
                Arbitraries.integers().between(0, 20))
            .as(Step::new);
    return steps.list().ofMaxSize(25);
  }
}
