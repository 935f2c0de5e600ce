package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Terminals and a bean that answers, over real sockets. */
class ServingTest {

  private static TestContainer approving() {
    return new TestContainer(
        request -> CompletableFuture.completedFuture(TestTerminal.approval(request)));
  }

  @Test
  void aTerminalGetsItsReplyWithTheAddressesSwapped() throws Exception {
    try (TestContainer container = approving()) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      try (TestTerminal terminal = new TestTerminal(server)) {
        terminal.send(TestTerminal.echo(1));

        assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(1));
        Waiting.until(() -> server.getReplies() == 1);
        assertThat(server.getRequests()).isEqualTo(1);
        assertThat(server.getInFlight()).isZero();
        assertThat(server.getConnectionsOpen()).isEqualTo(1);
      }
    }
  }

  @Test
  void theBeanSeesWhatTheMacCoversAndWhoSentIt() throws Exception {
    Queue<IsoRequest> seen = new ConcurrentLinkedQueue<>();
    try (TestContainer container =
        new TestContainer(
            request -> {
              seen.add(request);
              return CompletableFuture.completedFuture(
                  new IsoReply(
                      new IsoFields("0210").set(39, "00"),
                      covered -> TestTerminal.hex("4142434445464748")));
            })) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      String covered = "0200" + "1000000000000001" + "000000003000";
      try (TestTerminal terminal = new TestTerminal(server)) {
        terminal.send(
            TestTerminal.framed(
                TestTerminal.hex(
                    TestTerminal.TPDU, TestTerminal.HEADER, covered, "3132333435363738")));

        assertThat(terminal.receive())
            .isEqualTo(
                TestTerminal.hex(
                    TestTerminal.REPLY_TPDU,
                    TestTerminal.HEADER,
                    "0210 0000000002000001 3030 4142434445464748"));
        IsoRequest request = seen.remove();
        assertThat(request.profile()).isEqualTo("cup");
        assertThat(request.hasMac()).isTrue();
        assertThat(request.macInput()).isEqualTo(TestTerminal.hex(covered));
        assertThat(request.mac()).isEqualTo(TestTerminal.hex("3132333435363738"));
        assertThat(request.remoteAddress())
            .isEqualTo("127.0.0.1:" + terminal.socket().getLocalPort());
      }
    }
  }

  @Test
  void aReplyMayBringAnotherHeader() throws Exception {
    byte[] order = TestTerminal.hex("603100310300");
    try (TestContainer container =
        new TestContainer(
            request ->
                CompletableFuture.completedFuture(
                    IsoReply.withoutMac(new IsoFields(order, "0830").set(39, "00"))))) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      try (TestTerminal terminal = new TestTerminal(server)) {
        terminal.send(TestTerminal.echo(1));

        assertThat(terminal.receive()).startsWith(TestTerminal.hex("6000000003 603100310300 0830"));
      }
    }
  }

  @Test
  void twoMessagesInOneSegmentAreTwoMessages() throws Exception {
    try (TestContainer container = approving()) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      try (TestTerminal terminal = new TestTerminal(server)) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(TestTerminal.echo(1));
        both.write(TestTerminal.echo(2));
        terminal.send(both.toByteArray());

        // workers run side by side, so either may be answered first
        String first = text(terminal.receive());
        String second = text(terminal.receive());
        assertThat(List.of(first, second))
            .containsExactlyInAnyOrder(
                text(TestTerminal.echoReply(1)), text(TestTerminal.echoReply(2)));
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aMessageMayComeByteByByte() throws Exception {
    try (TestContainer container = approving()) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      try (TestTerminal terminal = new TestTerminal(server)) {
        for (byte one : TestTerminal.echo(1)) {
          terminal.send(new byte[] {one});
        }

        assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(1));
      }
    }
  }

  @Test
  void aTerminalWithAsciiMessagesIsServedByItsProfile() throws Exception {
    try (TestContainer container = approving()) {
      Iso8583ActivationSpec spec = TestContainer.activation();
      spec.setProfile("iso87-ascii");
      Iso8583EndpointMXBean server = container.serve(spec);
      try (TestTerminal terminal = new TestTerminal(server)) {
        terminal.send(
            TestTerminal.framed(
                "080080200000000000000400000000000000000001301"
                    .getBytes(StandardCharsets.US_ASCII)));

        assertThat(terminal.receive())
            .asString(StandardCharsets.US_ASCII)
            .isEqualTo("0810" + "8020000002000000" + "0400000000000000" + "000001" + "00" + "301");
      }
    }
  }

  @Test
  void repliesGoBackOnTheirOwnConnectionInWhateverOrder() throws Exception {
    Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    try (TestContainer container =
        new TestContainer(
            request -> {
              CompletableFuture<IsoReply> later = new CompletableFuture<>();
              answers.add(() -> later.complete(TestTerminal.approval(request)));
              return later;
            })) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      Queue<TestTerminal> terminals = new ArrayDeque<>();
      for (int i = 0; i < 20; i++) {
        TestTerminal terminal = new TestTerminal(server);
        terminals.add(terminal);
        terminal.send(TestTerminal.echo(i));
      }
      Waiting.until(() -> answers.size() == 20);
      assertThat(server.getInFlight()).isEqualTo(20);
      // the last comes first
      Runnable[] all = answers.toArray(new Runnable[0]);
      for (int i = all.length - 1; i >= 0; i--) {
        all[i].run();
      }

      int trace = 0;
      for (TestTerminal terminal : terminals) {
        assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(trace++));
        terminal.close();
      }
    }
  }

  @Test
  void manyTerminalsAtOnceGetEachTheirOwnReplies() throws Exception {
    try (TestContainer container =
        new TestContainer(
            request -> CompletableFuture.supplyAsync(() -> TestTerminal.approval(request)))) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      Set<CompletableFuture<Void>> running = new HashSet<>();
      for (int terminal = 0; terminal < 8; terminal++) {
        int first = terminal * 1000;
        running.add(CompletableFuture.runAsync(() -> exchange(server, first, 200)));
      }
      for (CompletableFuture<Void> one : running) {
        one.join();
      }

      Waiting.until(() -> server.getReplies() == 1600);
      assertThat(server.getInFlight()).isZero();
      assertThat(server.getFailures()).isZero();
    }
  }

  private static void exchange(Iso8583EndpointMXBean server, int first, int count) {
    try (TestTerminal terminal = new TestTerminal(server)) {
      for (int trace = first; trace < first + count; trace++) {
        terminal.send(TestTerminal.echo(trace));
        assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(trace));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBeanThatThrowsCostsOnlyItsOwnRequest() throws Exception {
    try (TestContainer container =
        new TestContainer(
            request -> {
              if (request.fields().text(11).equals("000001")) {
                throw new IllegalStateException("broken");
              }
              return CompletableFuture.completedFuture(TestTerminal.approval(request));
            })) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      try (TestTerminal terminal = new TestTerminal(server)) {
        terminal.send(TestTerminal.echo(1));
        Waiting.until(() -> server.getFailures() == 1);
        terminal.send(TestTerminal.echo(2));

        assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(2));
        // the endpoint that threw was given back and replaced
        Waiting.until(() -> container.endpointsMade.get() == 3);
        assertThat(container.endpointsOpen.get()).isEqualTo(2);
        assertThat(server.getInFlight()).isZero();
      }
    }
  }

  @Test
  void noStageANullReplyAFailedStageAndAnUnwritableReplyAreCountedAndSendNothing()
      throws Exception {
    try (TestContainer container =
        new TestContainer(
            request ->
                switch (request.fields().text(11)) {
                  case "000001" -> null;
                  case "000002" -> CompletableFuture.completedFuture(null);
                  case "000003" -> CompletableFuture.failedFuture(new IllegalStateException("x"));
                  case "000004" ->
                      CompletableFuture.completedFuture(
                          IsoReply.withoutMac(new IsoFields("0830").set(4, "twelve")));
                  case "000005" ->
                      CompletableFuture.completedFuture(
                          new IsoReply(
                              new IsoFields("0830"),
                              covered -> {
                                throw new IllegalStateException("no key");
                              }));
                  case "000006" ->
                      CompletableFuture.completedFuture(
                          new IsoReply(new IsoFields("0830"), covered -> new byte[4]));
                  default -> CompletableFuture.completedFuture(TestTerminal.approval(request));
                })) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      try (TestTerminal terminal = new TestTerminal(server)) {
        for (int trace = 1; trace <= 6; trace++) {
          terminal.send(TestTerminal.echo(trace));
        }
        Waiting.until(() -> server.getFailures() == 6);
        terminal.send(TestTerminal.echo(7));

        assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(7));
        assertThat(server.getInFlight()).isZero();
      }
    }
  }

  @Test
  void aTerminalThatLeftBeforeItsReplyIsCounted() throws Exception {
    CompletableFuture<IsoReply> later = new CompletableFuture<>();
    try (TestContainer container = new TestContainer(request -> later)) {
      Iso8583EndpointMXBean server = container.serve(TestContainer.activation());
      try (TestTerminal terminal = new TestTerminal(server)) {
        terminal.send(TestTerminal.echo(1));
        Waiting.until(() -> server.getInFlight() == 1);
      }
      Waiting.until(() -> server.getConnectionsOpen() == 0);
      later.complete(IsoReply.withoutMac(new IsoFields("0830")));

      Waiting.until(() -> server.getUndelivered() == 1);
      assertThat(server.getInFlight()).isZero();
      assertThat(server.getReplies()).isZero();
    }
  }

  @Test
  void statisticsArePublishedWhileTheEndpointIsActive() throws Exception {
    try (TestContainer container = approving()) {
      Iso8583ActivationSpec spec = TestContainer.activation();
      Iso8583EndpointMXBean server = container.serve(spec);
      ObjectName name =
          new ObjectName("org.openprepaid:type=Iso8583Endpoint,name=cup-" + server.getPort());
      var beans = ManagementFactory.getPlatformMBeanServer();

      assertThat(beans.getAttribute(name, "Active")).isEqualTo(true);
      assertThat(beans.getAttribute(name, "Port")).isEqualTo(server.getPort());
      assertThat(beans.getAttribute(name, "Requests")).isEqualTo(0L);
      container.deactivate(spec);
      assertThat(beans.isRegistered(name)).isFalse();
    }
  }
}
