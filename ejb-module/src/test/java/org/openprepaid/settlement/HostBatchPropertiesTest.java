package org.openprepaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.TransactionState;

/** What the host comes to, for any batch. */
class HostBatchPropertiesTest {

  @Example
  void purchasesAndCompletionsAreDebitsTheRestIsCredit() {
    HostBatch batch =
        HostBatch.of(
            List.of(
                approved(TransactionKind.PURCHASE, 2, 3_000),
                approved(TransactionKind.COMPLETION, 1, 500),
                approved(TransactionKind.COMPLETION_ADVICE, 1, 250),
                approved(TransactionKind.REFUND, 1, 1_000),
                approved(TransactionKind.TOP_UP, 3, 10_000)));

    assertThat(batch.agreesWith(new BatchTotals(4, 3_750, 4, 11_000))).isTrue();
  }

  @Example
  void whatMovesNothingOrWasUndoneDoesNotCount() {
    HostBatch batch =
        HostBatch.of(
            List.of(
                approved(TransactionKind.PRE_AUTHORISATION, 1, 9_000),
                approved(TransactionKind.PRE_AUTHORISATION_VOID, 1, 9_000),
                approved(TransactionKind.BALANCE_INQUIRY, 5, 0),
                approved(TransactionKind.REVERSAL, 1, 700),
                new HostBatch.Line(TransactionKind.PURCHASE, TransactionState.REVERSED, 1, 700),
                new HostBatch.Line(TransactionKind.PURCHASE, TransactionState.DECLINED, 1, 800)));

    assertThat(batch.agreesWith(BatchTotals.NONE)).isTrue();
  }

  @Example
  void aVoidedPurchaseMayCountOnBothSidesOrOnNeither() {
    HostBatch batch =
        HostBatch.of(
            List.of(
                approved(TransactionKind.PURCHASE, 1, 3_000),
                new HostBatch.Line(TransactionKind.PURCHASE, TransactionState.VOIDED, 1, 1_200),
                approved(TransactionKind.PURCHASE_VOID, 1, 1_200)));

    assertThat(batch.agreesWith(new BatchTotals(2, 4_200, 1, 1_200))).isTrue();
    assertThat(batch.agreesWith(new BatchTotals(1, 3_000, 0, 0))).isTrue();
    assertThat(batch.agreesWith(new BatchTotals(1, 3_000, 1, 1_200))).as("half").isFalse();
    assertThat(batch.agreesWith(new BatchTotals(2, 4_200, 0, 0))).as("half").isFalse();
  }

  @Example
  void theHostsTotalsAreKeptInTheTerminalsWayOfCounting() {
    HostBatch batch =
        HostBatch.of(
            List.of(
                new HostBatch.Line(TransactionKind.COMPLETION, TransactionState.VOIDED, 1, 400),
                approved(TransactionKind.COMPLETION_VOID, 1, 400)));

    assertThat(batch.asCountedBy(BatchTotals.NONE)).isEqualTo(BatchTotals.NONE);
    assertThat(batch.asCountedBy(new BatchTotals(9, 9, 9, 9)))
        .isEqualTo(new BatchTotals(1, 400, 1, 400));
  }

  @Property
  void theOrderOfTheLinesDoesNotMatter(
      @ForAll("batches") List<HostBatch.Line> lines, @ForAll Random random) {
    List<HostBatch.Line> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, random);

    assertThat(HostBatch.of(shuffled)).isEqualTo(HostBatch.of(lines));
  }

  @Property
  void bothWaysOfCountingComeToTheSameBalance(
      @ForAll("standing") List<HostBatch.Line> standing, @ForAll("voids") List<Long> voided) {
    List<HostBatch.Line> lines = new ArrayList<>(standing);
    for (long amount : voided) {
      lines.add(new HostBatch.Line(TransactionKind.PURCHASE, TransactionState.VOIDED, 1, amount));
      lines.add(approved(TransactionKind.PURCHASE_VOID, 1, amount));
    }

    HostBatch batch = HostBatch.of(lines);

    assertThat(balance(batch.withVoided())).isEqualTo(balance(batch.withoutVoided()));
    assertThat(batch.withoutVoided()).isEqualTo(HostBatch.of(standing).withoutVoided());
  }

  @Property
  void aTotalThatIsOffByAnyAmountDoesNotAgree(
      @ForAll("standing") List<HostBatch.Line> lines, @ForAll("amounts") long error) {
    HostBatch batch = HostBatch.of(lines);
    BatchTotals right = batch.withVoided();

    assertThat(batch.agreesWith(right)).isTrue();
    assertThat(batch.agreesWith(right.withDebits(0, error))).isFalse();
    assertThat(batch.agreesWith(right.withCredits(0, error))).isFalse();
    assertThat(batch.agreesWith(right.withDebits(1, 0))).isFalse();
  }

  @Provide
  Arbitrary<List<HostBatch.Line>> batches() {
    return lines(Arbitraries.of(TransactionKind.class), Arbitraries.of(TransactionState.class));
  }

  /** Batches without voids. */
  @Provide
  Arbitrary<List<HostBatch.Line>> standing() {
    return lines(
        Arbitraries.of(
            TransactionKind.PURCHASE,
            TransactionKind.COMPLETION,
            TransactionKind.REFUND,
            TransactionKind.TOP_UP,
            TransactionKind.BALANCE_INQUIRY),
        Arbitraries.just(TransactionState.APPROVED));
  }

  @Provide
  Arbitrary<List<Long>> voids() {
    return amounts().list().ofMaxSize(10);
  }

  @Provide
  Arbitrary<Long> amounts() {
    return Arbitraries.longs().between(1, 999_999_999_999L);
  }

  private Arbitrary<List<HostBatch.Line>> lines(
      Arbitrary<TransactionKind> kinds, Arbitrary<TransactionState> states) {
    return Combinators.combine(kinds, states, Arbitraries.integers().between(1, 999), amounts())
        .as(HostBatch.Line::new)
        .list()
        .ofMaxSize(20);
  }

  private static HostBatch.Line approved(TransactionKind kind, int count, long sum) {
    return new HostBatch.Line(kind, TransactionState.APPROVED, count, sum);
  }

  private static long balance(BatchTotals totals) {
    return totals.debit() - totals.credit();
  }
}
