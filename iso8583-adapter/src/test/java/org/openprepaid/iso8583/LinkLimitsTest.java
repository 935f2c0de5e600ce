package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.TestUpstream.Settings;

/** What is bounded, and hosts that behave badly. */
class LinkLimitsTest {
  private CapturedLog log;

  @BeforeEach
  void capture() {
    log = new CapturedLog();
  }

  @AfterEach
  void release() {
    log.close();
  }

  @Test
  void requestsWaitInTurnWhileTheLinkIsFull() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.maxInFlight = 2;
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        List<CompletionStage<IsoAnswer>> answers = new ArrayList<>();
        for (int trace = 0; trace < 5; trace++) {
          answers.add(upstream.send(TestUpstream.purchase(trace)));
        }
        Waiting.until(() -> upstream.status().waiting() == 3);
        assertThat(upstream.status().inFlight()).isEqualTo(2);
        for (int trace = 0; trace < 5; trace++) {
          TestHost.Asked next = host.next();
          assertThat(next.request().text(11)).isEqualTo("%06d".formatted(trace));
          next.answer();
          TestUpstream.answer(answers.get(trace));
        }
      }
    }
  }

  @Test
  void beyondTheWaitingLimitRequestsFailUnsentAtOnce() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.maxInFlight = 1;
      settings.maxWaiting = 2;
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        for (int trace = 0; trace < 3; trace++) {
          upstream.send(TestUpstream.purchase(trace));
        }

        assertThat(TestUpstream.failure(upstream.send(TestUpstream.purchase(9))))
            .isInstanceOf(NotSentException.class)
            .hasMessageContaining("too many");
        assertThat(log.text()).contains("OP-1129");
      }
    }
  }

  @Test
  void noRequestWaitsLongerThanTheLimitUnsent() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.maxInFlight = 1;
      settings.unsent = Duration.ofMillis(100);
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        CompletionStage<IsoAnswer> sent = upstream.send(TestUpstream.purchase(1));
        CompletionStage<IsoAnswer> waiting = upstream.send(TestUpstream.purchase(2));

        assertThat(TestUpstream.failure(waiting))
            .isInstanceOf(NotSentException.class)
            .hasMessageContaining("in time");
        host.next().answer();
        TestUpstream.answer(sent);
        assertThat(host.unread()).isZero();
      }
    }
  }

  @Test
  void itsOwnPatienceEndsTheWaitingToo() throws Exception {
    try (TestHost host = new TestHost()) {
      host.answersSignOn = false;
      try (TestUpstream upstream = new TestUpstream(new Settings(host).build())) {
        CompletionStage<IsoAnswer> waiting =
            upstream.host().send(TestUpstream.purchase(1), null, Duration.ofMillis(50));

        assertThat(TestUpstream.failure(waiting)).isInstanceOf(NotSentException.class);
      }
    }
  }

  @Test
  void whenNoLinkHasBeenSignedOnForTooLongNobodyWaits() throws Exception {
    try (TestHost host = new TestHost()) {
      host.answersSignOn = false;
      Settings settings = new Settings(host);
      settings.unsent = Duration.ofMillis(100);
      try (TestUpstream upstream = new TestUpstream(settings.build())) {
        assertThat(TestUpstream.failure(upstream.send(TestUpstream.purchase(1))))
            .isInstanceOf(NotSentException.class);

        assertThat(TestUpstream.failure(upstream.send(TestUpstream.purchase(2))))
            .isInstanceOf(NotSentException.class)
            .hasMessage("no link is signed on");
      }
    }
  }

  @Test
  void aHostThatReadsNothingFillsNoMemoryAndEndsTheLink() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.network = Duration.ofMillis(500);
      settings.maxInFlight = 100_000;
      settings.maxWaiting = 100_000;
      settings.unsent = Duration.ofMillis(300);
      // the link is not made again while the test looks
      settings.reconnectMin = TestUpstream.LONG;
      settings.reconnectMax = TestUpstream.LONG;
      CompletableFuture<Void> deaf = new CompletableFuture<>();
      host.conduct =
          (link, message) -> {
            // does not come back to reading
            deaf.join();
          };
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        AtomicInteger inDoubt = new AtomicInteger();
        AtomicInteger unsent = new AtomicInteger();
        for (int trace = 0; trace < 60_000; trace++) {
          IsoFields big = TestUpstream.purchase(trace).set(48, "x".repeat(900));
          upstream
              .send(big)
              .whenComplete(
                  (answer, failure) -> {
                    if (failure instanceof NoAnswerException) {
                      inDoubt.incrementAndGet();
                    } else if (failure instanceof NotSentException) {
                      unsent.incrementAndGet();
                    }
                  });
        }
        Waiting.until(() -> log.text().contains("OP-1133"));
        Waiting.until(() -> inDoubt.get() + unsent.get() == 60_000);

        // what the kernel took and no more; the rest certainly did not leave
        assertThat(inDoubt.get()).isPositive();
        assertThat(unsent.get()).isGreaterThan(inDoubt.get());
      } finally {
        deaf.complete(null);
      }
    }
  }

  @Test
  void whatWasOnlyBeginningToBeWrittenIsInDoubtAndWhatWasNotIsUnsent() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.maxInFlight = 100_000;
      CompletableFuture<Void> deaf = new CompletableFuture<>();
      host.conduct = (link, message) -> deaf.join();
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        List<CompletionStage<IsoAnswer>> answers = new ArrayList<>();
        int trace = 0;
        // until the kernel takes no more and the buffer before it is above its mark
        while (upstream.status().waiting() < 300) {
          IsoFields big = TestUpstream.purchase(trace++).set(48, "x".repeat(900));
          answers.add(upstream.send(big));
          // each is flushed before the next is made, or only a burst would wait
          while (upstream.status().inFlight() + upstream.status().waiting() < trace) {
            Thread.onSpinWait();
          }
        }
        host.links().get(0).reset();
        deaf.complete(null);
        Waiting.until(() -> host.links().size() > 1);
        int inDoubt = 0;
        boolean unsentSeen = false;
        for (CompletionStage<IsoAnswer> answer : answers) {
          CompletableFuture<IsoAnswer> future = answer.toCompletableFuture();
          if (future.isCompletedExceptionally()) {
            Throwable failure = TestUpstream.failure(answer);
            if (failure instanceof NoAnswerException) {
              // in the order of sending: nothing after one that surely stayed has left
              assertThat(unsentSeen).isFalse();
              inDoubt++;
            } else if (failure.getMessage().startsWith("the link was lost")) {
              unsentSeen = true;
            }
          }
        }
        assertThat(inDoubt).isPositive();
        assertThat(unsentSeen).isTrue();
      }
    }
  }

  @Test
  void aFrameThatIsNotCompletedEndsTheLink() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.network = Duration.ofMillis(200);
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
        TestHost.Asked asked = host.next();
        byte[] whole = TestHost.packed(TestHost.approval(asked.request()));
        asked.link().sendBytes(Arrays.copyOf(whole, whole.length / 2));

        assertThat(TestUpstream.failure(answer)).isInstanceOf(NoAnswerException.class);
        assertThat(log.text()).contains("OP-1107");
        Waiting.until(() -> upstream.status().isUp());
      }
    }
  }

  @Test
  void anAnswerMayComeByteByByteAndTwoInOneSegment() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      CompletionStage<IsoAnswer> first = upstream.send(TestUpstream.purchase(1));
      TestHost.Asked asked = host.next();
      for (byte one : TestHost.packed(TestHost.approval(asked.request()))) {
        asked.link().sendBytes(new byte[] {one});
      }
      TestUpstream.answer(first);
      CompletionStage<IsoAnswer> second = upstream.send(TestUpstream.purchase(2));
      CompletionStage<IsoAnswer> third = upstream.send(TestUpstream.purchase(3));
      byte[] one = TestHost.packed(TestHost.approval(host.next().request()));
      byte[] other = TestHost.packed(TestHost.approval(host.next().request()));
      byte[] both = Arrays.copyOf(one, one.length + other.length);
      System.arraycopy(other, 0, both, one.length, other.length);
      asked.link().sendBytes(both);

      TestUpstream.answer(second);
      TestUpstream.answer(third);
    }
  }

  @Test
  void garbageEndsTheLinkAndIsNotShown() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      host.links()
          .get(0)
          .sendBytes(
              TestTerminal.framed("6227001234567890123".getBytes(StandardCharsets.US_ASCII)));
      Waiting.until(() -> upstream.statistics().getUnreadable() == 1);
      Waiting.until(() -> host.links().size() == 2 && upstream.status().isUp());
      host.links().get(1).sendBytes(new byte[] {0x7F, 0x7F, 1, 2, 3});
      Waiting.until(() -> upstream.statistics().getUnreadable() == 2);
      Waiting.until(() -> host.links().size() == 3 && upstream.status().isUp());

      assertThat(log.text())
          .contains("OP-1104")
          .contains("OP-1105")
          .doesNotContain("6227001234567890123");
    }
  }

  @Test
  void aMessageOfUnknownTypeIsCountedAndHarmsNobody() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
      TestHost.Asked asked = host.next();
      IsoFields notice = new IsoFields("0640").set(2, "6227001234567890123").set(11, "000009");
      asked.link().send(notice);
      asked.answer();

      TestUpstream.answer(answer);
      assertThat(upstream.status().unreadable()).isEqualTo(1);
      assertThat(log.text()).contains("OP-1126").doesNotContain("6227001234567890123");
    }
  }

  @Test
  void aFloodOfStraysIsCountedInFullAndToldInPart() throws Exception {
    TestListener listener = new TestListener();
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      upstream.listen(listener);
      CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
      TestHost.Asked asked = host.next();
      byte[] stray = TestHost.packed(TestHost.approval(TestUpstream.purchase(999_999)));
      ByteArrayOutputStream flood = new ByteArrayOutputStream();
      for (int i = 0; i < 20_000; i++) {
        flood.writeBytes(stray);
      }
      asked.link().sendBytes(flood.toByteArray());
      asked.answer();

      TestUpstream.answer(answer);
      assertThat(upstream.status().strays()).isEqualTo(20_000);
      assertThat(listener.strays).hasSizeBetween(100, 2000);
      assertThat(log.lines()).hasSizeLessThan(100);
    }
  }
}
