package org.openprepaid.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that hangs costs one thread, and the probe still answers. */
class BoundedProbeTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void noThreadsLeft() {
    threads.shutdownNow();
  }

  @Test
  void theAnswerIsTold() {
    assertThat(new BoundedProbe(() -> true, 5_000).ask(threads)).isTrue();
    assertThat(new BoundedProbe(() -> false, 5_000).ask(threads)).isFalse();
  }

  @Test
  void anErrorIsANoAndTheNextQuestionIsAskedAfresh() {
    AtomicInteger asked = new AtomicInteger();
    BoundedProbe probe =
        new BoundedProbe(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("no connection");
              }
              return true;
            },
            5_000);
    assertThat(probe.ask(threads)).isFalse();
    assertThat(probe.ask(threads)).isTrue();
  }

  @Test
  void whileOneQuestionHangsNoSecondIsAskedAndItRecoversByItself() {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch back = new CountDownLatch(1);
    BoundedProbe probe =
        new BoundedProbe(
            () -> {
              asked.incrementAndGet();
              back.await();
              return true;
            },
            20);
    assertThat(probe.ask(threads)).isFalse();
    assertThat(probe.ask(threads)).isFalse();
    assertThat(probe.ask(threads)).isFalse();
    assertThat(asked).hasValue(1);
    back.countDown();
    Awaitility.await().until(() -> probe.ask(threads));
  }
}
