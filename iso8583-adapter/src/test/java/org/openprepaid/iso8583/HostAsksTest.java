package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.TestUpstream.Settings;

/** What a host sends unasked. */
class HostAsksTest {
  private final TestListener listener = new TestListener();
  private final BlockingQueue<IsoFields> answers = new LinkedBlockingQueue<>();
  private CapturedLog log;

  @BeforeEach
  void capture() {
    log = new CapturedLog();
  }

  @AfterEach
  void release() {
    log.close();
  }

  /** A host whose test reads the answers of the other side. */
  private TestHost host() throws Exception {
    TestHost host = new TestHost();
    host.conduct = (link, message) -> answers.add(message);
    host.networkAnswers = answers::add;
    return host;
  }

  private TestUpstream upstream(Settings settings) {
    TestUpstream upstream = TestUpstream.signedOn(settings.build());
    upstream.listen(listener);
    return upstream;
  }

  private IsoFields answer() throws InterruptedException {
    IsoFields answer = answers.poll(20, TimeUnit.SECONDS);
    assertThat(answer).isNotNull();
    return answer;
  }

  private static IsoFields network(String purpose, int trace) {
    return new IsoFields("0800")
        .set(7, "1125024548")
        .set(11, "%06d".formatted(trace))
        .set(70, purpose);
  }

  @Test
  void itsEchoAndSignOnAreAnsweredByTheAdapter() throws Exception {
    try (TestHost host = host();
        TestUpstream upstream = upstream(new Settings(host))) {
      host.links().get(0).send(network("301", 7));
      assertThat(answer()).hasToString("0810 7=1125024548 11=000007 39=00 70=301");
      host.links().get(0).send(network("001", 8));
      assertThat(answer()).hasToString("0810 7=1125024548 11=000008 39=00 70=001");

      assertThat(listener.requests).isEmpty();
      assertThat(upstream.status().isUp()).isTrue();
    }
  }

  @Test
  void afterItsSignOffNothingIsSentUntilItSignsOnAgain() throws Exception {
    try (TestHost host = host();
        TestUpstream upstream = upstream(new Settings(host))) {
      TestHost.Link link = host.links().get(0);
      CompletionStage<IsoAnswer> before = upstream.send(TestUpstream.purchase(1));
      IsoFields purchase = answer();
      link.send(network("002", 7));
      assertThat(answer().text(70)).isEqualTo("002");
      Waiting.until(() -> !upstream.status().isUp());
      // what it has, it still answers
      link.send(TestHost.approval(purchase));
      TestUpstream.answer(before);

      CompletionStage<IsoAnswer> after = upstream.send(TestUpstream.purchase(2));
      Waiting.until(() -> upstream.status().waiting() == 1);
      link.send(network("001", 8));
      assertThat(answer().text(70)).isEqualTo("001");
      link.send(TestHost.approval(answer()));
      TestUpstream.answer(after);
      assertThat(host.links()).hasSize(1);
      assertThat(log.text()).contains("OP-1125");
    }
  }

  @Test
  void aFinancialRequestGoesToTheApplicationAndItsReplyBackWithItsMac() throws Exception {
    listener.conduct =
        request ->
            CompletableFuture.supplyAsync(
                () ->
                    new IsoReply(
                        new IsoFields("0210").set(11, request.fields().text(11)).set(39, "00"),
                        covered -> TestTerminal.hex("4142434445464748")));
    try (TestHost host = host();
        TestUpstream upstream = upstream(new Settings(host))) {
      IsoFields purchase = TestUpstream.purchase(5).set(64, TestTerminal.hex("3132333435363738"));
      host.links().get(0).send(purchase);

      IsoFields reply = answer();
      assertThat(reply.mti()).isEqualTo("0210");
      assertThat(reply.bytes(64)).isEqualTo(TestTerminal.hex("4142434445464748"));
      IsoRequest request = listener.requests.get(0);
      assertThat(request.profile()).isEqualTo("iso87-ascii");
      assertThat(request.mac()).isEqualTo(TestTerminal.hex("3132333435363738"));
      assertThat(request.remoteAddress()).isEqualTo("127.0.0.1:" + host.port());
      Waiting.until(() -> upstream.statistics().getHostReplies() == 1);
      assertThat(upstream.statistics().getHostRequests()).isEqualTo(1);
    }
  }

  @Test
  void aChangeOfKeysGoesToTheApplication() throws Exception {
    try (TestHost host = host();
        TestUpstream upstream = upstream(new Settings(host))) {
      host.links().get(0).send(network("101", 7).set(48, "ZPK"));

      assertThat(answer().text(70)).isEqualTo("101");
      assertThat(listener.requests).hasSize(1);
      assertThat(upstream.status().isUp()).isTrue();
    }
  }

  @Test
  void aNullReplySendsNothingAndAFailureIsLoggedAndCounted() throws Exception {
    listener.conduct =
        request ->
            switch (request.fields().text(11)) {
              case "000001" -> CompletableFuture.completedFuture(null);
              case "000002" -> null;
              case "000003" -> throw new IllegalStateException("broken 6227001234567890123");
              case "000004" -> CompletableFuture.failedFuture(new IllegalStateException());
              case "000005" ->
                  CompletableFuture.completedFuture(
                      IsoReply.withoutMac(new IsoFields("0210").set(4, "twelve and more")));
              default -> CompletableFuture.completedFuture(TestTerminal.approval(request));
            };
    try (TestHost host = host();
        TestUpstream upstream = upstream(new Settings(host))) {
      for (int trace = 1; trace <= 6; trace++) {
        host.links().get(0).send(TestUpstream.purchase(trace));
      }

      assertThat(answer().text(11)).isEqualTo("000006");
      assertThat(upstream.statistics().getHostRequestsDropped()).isEqualTo(4);
      assertThat(log.text())
          .contains("OP-1109")
          .contains("OP-1110")
          .doesNotContain("6227001234567890123");
    }
  }

  @Test
  void moreThanTheLimitAreDroppedAndTheOthersNotHarmed() throws Exception {
    List<CompletableFuture<IsoReply>> later = new ArrayList<>();
    listener.conduct =
        request -> {
          CompletableFuture<IsoReply> reply = new CompletableFuture<>();
          later.add(reply);
          return reply;
        };
    try (TestHost host = host()) {
      Settings settings = new Settings(host);
      settings.maxHostRequests = 2;
      try (TestUpstream upstream = upstream(settings)) {
        for (int trace = 1; trace <= 5; trace++) {
          host.links().get(0).send(TestUpstream.purchase(trace));
        }
        Waiting.until(() -> upstream.statistics().getHostRequestsDropped() == 3);
        CompletionStage<IsoAnswer> own = upstream.send(TestUpstream.purchase(77));
        host.links().get(0).send(TestHost.approval(answer()));

        TestUpstream.answer(own);
        assertThat(log.text()).contains("OP-1128").doesNotContain("6227001234567890123");
        later.get(0).complete(IsoReply.withoutMac(new IsoFields("0210").set(39, "00")));
        assertThat(answer().mti()).isEqualTo("0210");
        host.links().get(0).send(TestUpstream.purchase(6));
        Waiting.until(() -> listener.requests.size() == 3);
        later.forEach(one -> one.complete(null));
      }
    }
  }

  @Test
  void anApplicationThatNeverAnswersLosesItsPlaceInTime() throws Exception {
    listener.conduct = request -> new CompletableFuture<>();
    try (TestHost host = host()) {
      Settings settings = new Settings(host);
      settings.reply = Duration.ofMillis(50);
      settings.maxHostRequests = 1;
      try (TestUpstream upstream = upstream(settings)) {
        host.links().get(0).send(TestUpstream.purchase(1));
        Waiting.until(() -> log.text().contains("OP-1115"));
        listener.conduct =
            request -> CompletableFuture.completedFuture(TestTerminal.approval(request));
        host.links().get(0).send(TestUpstream.purchase(2));

        assertThat(answer().text(11)).isEqualTo("000002");
        assertThat(upstream.status().isUp()).isTrue();
      }
    }
  }

  @Test
  void withoutAListenerRequestsAreDropped() throws Exception {
    try (TestHost host = host();
        TestUpstream upstream = new TestUpstream(new Settings(host).build())) {
      // half a second later the links are made even so
      Waiting.until(() -> upstream.status().isUp());
      host.links().get(0).send(TestUpstream.purchase(1));

      Waiting.until(() -> upstream.statistics().getHostRequestsDropped() == 1);
      assertThat(log.text()).contains("nobody listens");
    }
  }
}
