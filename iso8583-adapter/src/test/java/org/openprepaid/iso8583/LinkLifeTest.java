package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.TestUpstream.Settings;

/** Links that are made, lost, made again and closed. */
class LinkLifeTest {
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
  void aLinkLostMidFlightPutsItsRequestsInDoubtAtOnceAndIsMadeAgain() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      List<CompletionStage<IsoAnswer>> answers = new ArrayList<>();
      for (int trace = 0; trace < 20; trace++) {
        answers.add(upstream.send(TestUpstream.purchase(trace)));
        host.next();
      }
      host.links().get(0).reset();

      for (CompletionStage<IsoAnswer> answer : answers) {
        assertThat(TestUpstream.failure(answer))
            .isInstanceOf(NoAnswerException.class)
            .hasMessageStartingWith("link lost");
      }
      assertThat(upstream.statistics().getLost()).isEqualTo(20);
      CompletionStage<IsoAnswer> afterwards = upstream.send(TestUpstream.purchase(1));
      host.next().answer();
      TestUpstream.answer(afterwards);
      assertThat(upstream.statistics().getReconnects()).isPositive();
      assertThat(log.text()).contains("OP-1121").contains("20 requests in doubt");
    }
  }

  @Test
  void onlyTheRequestsOfTheLostLinkAreInDoubt() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).links(2).build())) {
      CompletionStage<IsoAnswer> first = upstream.send(TestUpstream.purchase(1));
      TestHost.Asked one = host.next();
      CompletionStage<IsoAnswer> second = upstream.send(TestUpstream.purchase(2));
      TestHost.Asked other = host.next();
      assertThat(one.link()).isNotSameAs(other.link());
      one.link().close();

      assertThat(TestUpstream.failure(first)).isInstanceOf(NoAnswerException.class);
      other.answer();
      assertThat(TestUpstream.answer(second).fields().text(11)).isEqualTo("000002");
    }
  }

  @Test
  void severalLinksShareTheLoad() throws Exception {
    try (TestHost east = new TestHost();
        TestHost west = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(east, west).links(4).build())) {
      for (int trace = 0; trace < 100; trace++) {
        upstream.send(TestUpstream.purchase(trace));
      }
      Waiting.until(() -> east.unread() + west.unread() == 100);

      assertThat(east.links()).hasSize(2);
      assertThat(west.links()).hasSize(2);
      assertThat(east.unread()).isEqualTo(50);
      int[] each = new int[4];
      for (int i = 0; i < 50; i++) {
        each[east.links().indexOf(east.next().link())]++;
        each[2 + west.links().indexOf(west.next().link())]++;
      }
      assertThat(each).containsOnly(25);
    }
  }

  @Test
  void theLinkThatIsLessBusyGetsTheNextRequest() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).links(2).build())) {
      List<CompletionStage<IsoAnswer>> answers = new ArrayList<>();
      List<TestHost.Asked> asked = new ArrayList<>();
      for (int trace = 0; trace < 10; trace++) {
        answers.add(upstream.send(TestUpstream.purchase(trace)));
        asked.add(host.next());
      }
      TestHost.Link quick = host.links().get(0);
      for (int i = 0; i < 10; i++) {
        if (asked.get(i).link() == quick) {
          asked.get(i).answer();
          TestUpstream.answer(answers.get(i));
        }
      }
      for (int trace = 10; trace < 14; trace++) {
        upstream.send(TestUpstream.purchase(trace));
        assertThat(host.next().link()).isSameAs(quick);
      }
    }
  }

  @Test
  void anAddressThatIsAwayIsTriedAgainAfterGrowingPausesWhileTheOtherServes() throws Exception {
    try (TestHost host = new TestHost()) {
      int nobody = freePort();
      Settings settings =
          new Settings(List.of(host.address(), new UpstreamSettings.Address("127.0.0.1", nobody)));
      try (TestUpstream upstream = new TestUpstream(settings.build())) {
        CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
        host.next().answer();
        TestUpstream.answer(answer);
        Waiting.until(() -> upstream.statistics().getReconnects() >= 5);

        assertThat(upstream.status().links()).isEqualTo(2);
        assertThat(upstream.status().signedOn()).isEqualTo(1);
        assertThat(log.text()).contains("OP-1122").contains("127.0.0.1:" + nobody);
        try (TestHost late = new TestHost(ServerSocketFactory.getDefault(), nobody)) {
          Waiting.until(() -> upstream.status().signedOn() == 2);
          assertThat(late.links()).hasSize(1);
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aNameIsResolvedAwayFromTheLinksAndOneThatIsUnknownIsTriedAgain() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings =
          new Settings(
              List.of(
                  new UpstreamSettings.Address("localhost", host.port()),
                  new UpstreamSettings.Address("no-such-host.invalid", 1)));
      try (TestUpstream upstream = new TestUpstream(settings.build())) {
        upstream.listen(new TestListener());
        Waiting.until(() -> upstream.status().signedOn() == 1);
        Waiting.until(() -> log.text().contains("UnknownHostException"));
      }
    }
  }

  @Test
  void aSignOnThatIsRefusedIsTriedAgainAndNothingIsSentBefore() throws Exception {
    try (TestHost host = new TestHost()) {
      host.signOnAnswer = "58";
      try (TestUpstream upstream = new TestUpstream(new Settings(host).build())) {
        CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
        Waiting.until(() -> upstream.statistics().getReconnects() >= 3);
        assertThat(host.unread()).isZero();
        assertThat(upstream.status().signedOn()).isZero();
        assertThat(log.text()).contains("OP-1123").contains("58");
        host.signOnAnswer = "00";

        host.next().answer();
        TestUpstream.answer(answer);
      }
    }
  }

  @Test
  void aSignOnThatIsNotAnsweredEndsTheLink() throws Exception {
    try (TestHost host = new TestHost()) {
      host.answersSignOn = false;
      Settings settings = new Settings(host);
      settings.network = Duration.ofMillis(100);
      try (TestUpstream upstream = new TestUpstream(settings.build())) {
        upstream.listen(new TestListener());
        Waiting.until(() -> upstream.statistics().getReconnects() >= 2);
        assertThat(log.text()).contains("OP-1124").contains("SIGN_ON");
        host.answersSignOn = true;

        Waiting.until(() -> upstream.status().isUp());
      }
    }
  }

  @Test
  void aHostThatWantsNoSignOnGetsNone() throws Exception {
    Settings settings;
    try (TestHost host = new TestHost()) {
      settings = new Settings(host);
      settings.signOn = false;
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
        host.next().answer();
        TestUpstream.answer(answer);
      }
      assertThat(host.networkMessages).isEmpty();
    }
  }

  @Test
  void anIdleLinkIsProbedAndMadeAgainWhenTheHostIsSilent() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.echo = Duration.ofMillis(50);
      settings.network = Duration.ofMillis(200);
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        Waiting.until(() -> host.networkMessages.stream().filter("301"::equals).count() >= 3);
        assertThat(host.links()).hasSize(1);
        host.answersEcho = false;

        Waiting.until(() -> host.links().size() >= 2);
        assertThat(log.text()).contains("OP-1124").contains("ECHO");
        assertThat(upstream.statistics().getReconnects()).isPositive();
      }
    }
  }

  @Test
  void closingAnswersWhatIsInFlightThenSignsOff() throws Exception {
    try (TestHost host = new TestHost();
        TestUpstream upstream = TestUpstream.signedOn(new Settings(host).build())) {
      CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
      TestHost.Asked asked = host.next();
      upstream.host().beginClose();
      assertThat(TestUpstream.failure(upstream.send(TestUpstream.purchase(2))))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("closed");
      asked.answer();

      assertThat(TestUpstream.answer(answer).fields().text(39)).isEqualTo("00");
      upstream.end();
      assertThat(host.networkMessages).containsExactly("001", "002");
      assertThat(upstream.status().connected()).isZero();
      assertThat(log.text()).contains("OP-1131").doesNotContain("OP-1132");
    }
  }

  @Test
  void closingDoesNotWaitForeverAndWhatIsLeftIsInDoubt() throws Exception {
    try (TestHost host = new TestHost()) {
      Settings settings = new Settings(host);
      settings.drain = Duration.ofMillis(100);
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
        host.next();
        upstream.end();

        assertThat(TestUpstream.failure(answer)).isInstanceOf(NoAnswerException.class);
        assertThat(host.networkMessages).containsExactly("001", "002");
        assertThat(log.text()).contains("OP-1132");
      }
    }
  }

  @Test
  void aHostWithoutLinksClosesWithWhatWaitsUnsent() throws Exception {
    Settings settings =
        new Settings(List.of(new UpstreamSettings.Address("127.0.0.1", freePort())));
    settings.reconnectMin = Duration.ofSeconds(60);
    settings.reconnectMax = Duration.ofSeconds(60);
    try (TestUpstream upstream = new TestUpstream(settings.build())) {
      CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
      Waiting.until(() -> upstream.statistics().getReconnects() == 1);
      upstream.end();

      assertThat(TestUpstream.failure(answer)).isInstanceOf(NotSentException.class);
    }
  }

  @Test
  void theApplicationIsToldWhenTheStateChanges() throws Exception {
    TestListener listener = new TestListener();
    List<Integer> signedOn = new CopyOnWriteArrayList<>();
    try (TestHost host = new TestHost();
        TestUpstream upstream = new TestUpstream(new Settings(host).build())) {
      upstream.listen(listener);
      Waiting.until(() -> listener.statuses.stream().anyMatch(LinkStatus::isUp));
      host.links().get(0).close();
      Waiting.until(() -> !upstream.status().isUp() || host.links().size() > 1);
      Waiting.until(() -> upstream.status().isUp() && host.links().size() > 1);

      listener.statuses.forEach(status -> signedOn.add(status.signedOn()));
      // at once on listening, up, down, up again; connecting is a change too
      assertThat(signedOn).startsWith(0).contains(1).containsSubsequence(0, 1, 0, 1);
    }
  }
}
