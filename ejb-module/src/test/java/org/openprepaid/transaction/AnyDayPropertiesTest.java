package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.transaction.Counter.yuan;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple3;

/** Whatever a day brings, in whatever order, the ledger's rules hold after every step. */
class AnyDayPropertiesTest {

  enum Act {
    BUY,
    TOP_UP,
    PRE_AUTHORISE,
    VOID,
    REFUND,
    VOID_HOLD,
    COMPLETE,
    VOID_COMPLETION,
    REVERSE,
    REPEAT,
    EXPIRE,
    CUT_OVER,
    SETTLE,
    REVERSE_FIRST
  }

  @Property(tries = 500)
  void theLedgerStaysClean(@ForAll("days") List<Tuple3<Act, Integer, Integer>> day) {
    Counter counter = Counter.withCardOf(200);
    List<Outcome> done = new ArrayList<>();
    List<Request.Purchase> purchases = new ArrayList<>();
    for (Tuple3<Act, Integer, Integer> step : day) {
      Outcome target = done.isEmpty() ? null : done.get(step.get3() % done.size());
      Outcome outcome = act(counter, step.get1(), yuan(step.get2()), target, purchases);
      if (outcome != null && outcome.isRecorded()) {
        done.add(outcome);
      }
      counter.assertLedgerIsClean();
    }
    assertEveryEffectWasUndoneAtMostOnce(counter);
  }

  private static Outcome act(
      Counter counter,
      Act act,
      org.openprepaid.money.Money amount,
      Outcome target,
      List<Request.Purchase> purchases) {
    switch (act) {
      case BUY:
        Request.Purchase purchase = counter.purchase(amount);
        purchases.add(purchase);
        return counter.submit(purchase);
      case TOP_UP:
        return counter.topUp(amount);
      case PRE_AUTHORISE:
        return counter.preAuthorise(amount);
      case CUT_OVER:
        counter.cutOver();
        return null;
      case SETTLE:
        counter.settle(Counter.TERMINAL);
        return null;
      case REVERSE_FIRST:
        Request.Purchase late = counter.purchase(amount);
        counter.submit(counter.reversalOf(late.origin(), amount));
        return counter.submit(late);
      case REPEAT:
        return purchases.isEmpty() ? null : counter.submit(purchases.get(purchases.size() - 1));
      default:
        return target == null ? null : follow(counter, act, amount, target);
    }
  }

  private static Outcome follow(
      Counter counter, Act act, org.openprepaid.money.Money amount, Outcome target) {
    org.openprepaid.money.Money whole = counter.record(target).amount();
    boolean named = !target.authCode().isEmpty() && whole.isPositive();
    switch (act) {
      case VOID:
        return named ? counter.voidPurchase(target, whole) : null;
      case REFUND:
        return counter.refund(target, amount);
      case VOID_HOLD:
        return named ? counter.voidPreAuthorisation(target, whole) : null;
      case COMPLETE:
        return named ? counter.complete(target, amount) : null;
      case VOID_COMPLETION:
        return named ? counter.voidCompletion(target, whole) : null;
      case EXPIRE:
        return counter.expire(target);
      default:
        return counter.reverse(target);
    }
  }

  private static void assertEveryEffectWasUndoneAtMostOnce(Counter counter) {
    for (TransactionRecord record : counter.records()) {
      long undone =
          counter.records().stream()
              .filter(r -> r.kind() == TransactionKind.REVERSAL && r.entryId() != 0)
              .filter(r -> r.originalId() == record.id())
              .count();
      boolean reversed = record.state() == TransactionState.REVERSED && record.entryId() != 0;
      assertThat(undone).isEqualTo(reversed ? 1 : 0);
    }
  }

  @Provide
  Arbitrary<List<Tuple3<Act, Integer, Integer>>> days() {
    return Combinators.combine(
            Arbitraries.of(Act.class),
            Arbitraries.integers().between(1, 120),
            Arbitraries.integers().between(0, 40))
        .as(Tuple::of)
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }
}
