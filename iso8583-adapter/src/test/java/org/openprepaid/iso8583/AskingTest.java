package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.TestUpstream.Settings;

/** Requests to a host and their answers. */
class AskingTest {

  @Test
  void aRequestGetsItsAnswerOnceTheLinkIsSignedOn() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = new TestUpstream(new Settings(host).build())) {
      // sent at once: it waits for the sign-on
      CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
      host.next().answer();

      IsoAnswer approved = TestUpstream.answer(answer);
      assertThat(approved.fields().mti()).isEqualTo("0210");
      assertThat(approved.fields().text(39)).isEqualTo("00");
      assertThat(approved.fields().text(11)).isEqualTo("000001");
      assertThat(approved.hasMac()).isFalse();
      assertThat(host.networkMessages).containsExactly("001");
      assertThat(upstream.statistics().getSent()).isEqualTo(1);
      assertThat(upstream.statistics().getAnswered()).isEqualTo(1);
      assertThat(upstream.status()).isEqualTo(new LinkStatus(1, 1, 1, 0, 0, 0, 0));
    }
  }

  @Test
  void theMacIsMadeOverWhatLeaves() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      List<byte[]> covered = new ArrayList<>();
      CompletionStage<IsoAnswer> answer =
          upstream
              .host()
              .send(
                  TestUpstream.purchase(1),
                  bytes -> {
                    covered.add(bytes);
                    return TestTerminal.hex("4142434445464748");
                  },
                  TestUpstream.LONG);

      TestHost.Asked asked = host.next();
      assertThat(asked.request().bytes(64)).isEqualTo(TestTerminal.hex("4142434445464748"));
      assertThat(new String(covered.get(0), StandardCharsets.US_ASCII)).startsWith("0200");
      asked.answer();
      IsoAnswer approved = TestUpstream.answer(answer);
      // a plain echo of all elements, the MAC among them
      assertThat(approved.mac()).isEqualTo(TestTerminal.hex("4142434445464748"));
      assertThat(new String(approved.macInput(), StandardCharsets.US_ASCII)).startsWith("0210");
    }
  }

  @Test
  void fiveHundredInFlightOnOneLinkAnsweredInAnyOrderGetEachTheirOwn() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      List<CompletionStage<IsoAnswer>> answers = new ArrayList<>();
      for (int trace = 0; trace < 500; trace++) {
        answers.add(upstream.send(TestUpstream.purchase(trace)));
      }
      List<TestHost.Asked> asked = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        asked.add(host.next());
      }
      assertThat(upstream.status().inFlight()).isEqualTo(500);
      assertThat(host.links()).hasSize(1);
      Collections.shuffle(asked, new Random(7));
      for (TestHost.Asked one : asked) {
        one.answer();
      }

      for (int trace = 0; trace < 500; trace++) {
        assertThat(TestUpstream.answer(answers.get(trace)).fields().text(11))
            .isEqualTo("%06d".formatted(trace));
      }
      Waiting.until(() -> upstream.status().inFlight() == 0);
      assertThat(upstream.statistics().getStrays()).isZero();
    }
  }

  @Test
  void oneThatIsNotAnsweredInTimeIsInDoubtAndItsLateAnswerAStray() throws Exception {
    TestListener listener = new TestListener();
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      upstream.listen(listener);
      CompletionStage<IsoAnswer> hasty =
          upstream.host().send(TestUpstream.purchase(1), null, Duration.ofMillis(50));
      CompletionStage<IsoAnswer> patient = upstream.send(TestUpstream.purchase(2));
      TestHost.Asked first = host.next();
      TestHost.Asked second = host.next();

      assertThat(TestUpstream.failure(hasty))
          .isInstanceOf(NoAnswerException.class)
          .hasMessage("no answer in time");
      assertThat(upstream.statistics().getTimeouts()).isEqualTo(1);
      first.answer();
      second.answer();
      assertThat(TestUpstream.answer(patient).fields().text(11)).isEqualTo("000002");
      Waiting.until(() -> listener.strays.size() == 1);
      assertThat(listener.strays.get(0).fields().text(11)).isEqualTo("000001");
      assertThat(upstream.status().strays()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerOfAnotherClassOrFunctionIsNotTheAnswer() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
      TestHost.Asked asked = host.next();
      for (String other : List.of("0110", "0230", "0430")) {
        IsoFields wrong = new IsoFields(other);
        IsoFields right = TestHost.approval(asked.request());
        right.present().stream().forEach(element -> wrong.put(element, right.value(element)));
        asked.link().send(wrong);
      }
      Waiting.until(() -> upstream.status().strays() == 3);
      assertThat(answer.toCompletableFuture()).isNotDone();
      asked.answer();

      assertThat(TestUpstream.answer(answer).fields().mti()).isEqualTo("0210");
    }
  }

  @Test
  void whatCannotBeSentFailsUnsentAndSaysWhy() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      notSent(upstream, TestUpstream.purchase(1).set(11, (String) null), "element 11");
      notSent(upstream, new IsoFields("0210").set(7, "1125024548").set(11, "000001"), "MTI");
      notSent(upstream, new IsoFields("0240").set(7, "1125024548").set(11, "000001"), "MTI");
      notSent(upstream, TestUpstream.purchase(1).set(4, "twelve and more"), "element 4");
      IsoFields tooLong = TestUpstream.purchase(1);
      for (int element : new int[] {46, 47, 48, 55, 60}) {
        tooLong.set(element, "x".repeat(999));
      }
      notSent(upstream, tooLong, "longer");
      CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
      notSent(upstream, TestUpstream.purchase(1), "same elements");
      host.next().answer();

      TestUpstream.answer(answer);
      assertThat(host.unread()).isZero();
      assertThat(upstream.statistics().getNotSent()).isEqualTo(6);
    }
  }

  private static void notSent(TestUpstream upstream, IsoFields request, String reason)
      throws Exception {
    assertThat(TestUpstream.failure(upstream.send(request)))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aMacFunctionThatFailsSendsNothingAndTellsNoSecret() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      CompletionStage<IsoAnswer> answer =
          upstream
              .host()
              .send(
                  TestUpstream.purchase(1),
                  covered -> {
                    throw new IllegalStateException("key 0123456789ABCDEF");
                  },
                  TestUpstream.LONG);

      assertThat(TestUpstream.failure(answer))
          .isInstanceOf(NotSentException.class)
          .hasMessageNotContaining("0123456789ABCDEF");
      assertThat(host.unread()).isZero();
    }
  }

  @Test
  void withoutAnAddressEveryRequestFailsUnsent() throws Exception {
    try (TestUpstream upstream = new TestUpstream(new Settings().build())) {
      notSent(upstream, TestUpstream.purchase(1), "no address configured");
      assertThat(upstream.status().isUp()).isFalse();
    }
  }
}
