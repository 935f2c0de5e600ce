package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane takes what waits as one group, and one bad request does not harm the others. */
class LaneTest {
  private final Counter counter = Counter.withCardOf(0);
  private final List<Integer> groupSizes = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch gate = new CountDownLatch(1);
  private Lane lane;

  @AfterEach
  void stop() {
    gate.countDown();
    lane.stop();
  }

  @Test
  void whatWaitsWhileAGroupRunsIsTheNextGroup() throws Exception {
    start(this::approveAfterGate, 10, 100);
    CompletableFuture<Outcome> first = submit();
    await().until(() -> groupSizes.size() == 1);
    List<CompletableFuture<Outcome>> others = List.of(submit(), submit(), submit());
    gate.countDown();

    first.get();
    for (CompletableFuture<Outcome> other : others) {
      assertThat(other.get().code()).isEqualTo(ResponseCode.APPROVED);
    }
    assertThat(groupSizes).containsExactly(1, 3);
  }

  @Test
  void aFullQueueAnswersAtOnce() throws Exception {
    start(this::approveAfterGate, 10, 2);
    assertThat(submit()).isNotDone();
    await().until(() -> groupSizes.size() == 1);
    assertThat(submit()).isNotDone();
    assertThat(submit()).isNotDone();

    CompletableFuture<Outcome> tooMuch = submit();
    assertThat(tooMuch).isDone();
    assertThat(tooMuch.get().code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
  }

  @Test
  void theOneThatFailsAloneGetsASystemErrorAndTheOthersAreNotHarmed() throws Exception {
    Prepared bad = prepared();
    start(
        group -> {
          gate.await();
          if (group.contains(bad)) {
            throw new IllegalStateException("broken");
          }
          return approved(group);
        },
        10,
        100);
    CompletableFuture<Outcome> one = submit();
    CompletableFuture<Outcome> two = lane.submit(bad).toCompletableFuture();
    CompletableFuture<Outcome> three = submit();
    gate.countDown();

    assertThat(one.get().code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(two.get().code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    assertThat(three.get().code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void withTheDatabaseAwayTheWholeGroupIsAnsweredAtOnce() throws Exception {
    start(
        group -> {
          groupSizes.add(group.size());
          gate.await();
          throw new GroupFailedException(new SQLException("gone", "08S01"));
        },
        10,
        100);
    assertThat(submit()).isNotDone();
    await().until(() -> groupSizes.size() == 1);
    CompletableFuture<Outcome> one = submit();
    CompletableFuture<Outcome> two = submit();
    gate.countDown();

    assertThat(one.get().code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    assertThat(two.get().code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    assertThat(groupSizes).containsExactly(1, 2);
  }

  @Test
  void stoppingAnswersWhatWasTaken() throws Exception {
    start(this::approveAfterGate, 10, 100);
    CompletableFuture<Outcome> waiting = submit();
    gate.countDown();
    lane.stop();

    assertThat(waiting.get().code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(submit().get().code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
  }

  /** A group's work, free to fail as it likes. */
  private interface Work {
    List<Outcome> on(List<Prepared> group) throws Exception;
  }

  private void start(Work work, int groupSize, int queueSize) {
    lane =
        new Lane(
            group -> {
              try {
                return work.on(group);
              } catch (GroupFailedException | RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            groupSize,
            queueSize);
    new Thread(lane, "lane-under-test").start();
    await().until(lane::isAlive);
  }

  private List<Outcome> approveAfterGate(List<Prepared> group) throws InterruptedException {
    groupSizes.add(group.size());
    gate.await();
    return approved(group);
  }

  private static List<Outcome> approved(List<Prepared> group) {
    return group.stream().map(prepared -> Outcome.unrecorded(ResponseCode.APPROVED)).toList();
  }

  private Prepared prepared() {
    return new Prepared(counter.purchase(Counter.yuan(1)), null, 0);
  }

  private CompletableFuture<Outcome> submit() {
    return lane.submit(prepared()).toCompletableFuture();
  }
}
