package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every limit holds, says so, and lets go again. */
class LimitsTest {
  private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
  private final List<TestTerminal> terminals = new ArrayList<>();
  private CapturedLog log;
  private TestContainer container;

  @BeforeEach
  void start() {
    log = new CapturedLog();
    container =
        new TestContainer(
            request -> {
              CompletableFuture<IsoReply> later = new CompletableFuture<>();
              answers.add(() -> later.complete(TestTerminal.approval(request)));
              return later;
            });
  }

  @AfterEach
  void stop() throws Exception {
    for (TestTerminal terminal : terminals) {
      terminal.close();
    }
    container.close();
    log.close();
  }

  private TestTerminal connect(Iso8583EndpointMXBean server) throws Exception {
    TestTerminal terminal = new TestTerminal(server);
    terminals.add(terminal);
    return terminal;
  }

  private static byte[] echoes(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int trace = 1; trace <= count; trace++) {
      all.writeBytes(TestTerminal.echo(trace));
    }
    return all.toByteArray();
  }

  private void answerAll(int count) {
    for (int i = 0; i < count; i++) {
      Waiting.until(() -> !answers.isEmpty());
      answers.remove().run();
    }
  }

  @Test
  void aConnectionOverTheLimitIsClosedAtOnceAndOneThatEndsMakesRoom() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setMaxConnections(2);
    Iso8583EndpointMXBean server = container.serve(spec);
    TestTerminal first = connect(server);
    TestTerminal second = connect(server);
    Waiting.until(() -> server.getConnectionsOpen() == 2);

    assertThat(connect(server).isClosedByServer()).isTrue();
    assertThat(server.getConnectionsRefused()).isEqualTo(1);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1106"));

    first.close();
    Waiting.until(() -> server.getConnectionsOpen() == 1);
    TestTerminal next = connect(server);
    Waiting.until(() -> server.getConnectionsOpen() == 2);
    next.send(TestTerminal.echo(1));
    answerAll(1);
    assertThat(next.receive()).isEqualTo(TestTerminal.echoReply(1));
    assertThat(second.socket().isClosed()).isFalse();
    assertThat(server.getConnectionsAccepted()).isEqualTo(3);
  }

  @Test
  void oneAddressCannotTakeAllConnections() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setMaxConnectionsPerAddress(1);
    Iso8583EndpointMXBean server = container.serve(spec);
    TestTerminal first = connect(server);
    Waiting.until(() -> server.getConnectionsOpen() == 1);

    assertThat(connect(server).isClosedByServer()).isTrue();
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("OP-1106") && line.contains("one address"));

    TestTerminal elsewhere =
        new TestTerminal(
            new Socket(
                InetAddress.getLoopbackAddress(),
                server.getPort(),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                0));
    terminals.add(elsewhere);
    Waiting.until(() -> server.getConnectionsOpen() == 2);
    first.close();
    Waiting.until(() -> server.getConnectionsOpen() == 1);
    connect(server);
    Waiting.until(() -> server.getConnectionsOpen() == 2);
  }

  @Test
  void pastTheRequestsInFlightSocketsAreNotReadUntilRepliesLeave() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setMaxInFlight(3);
    Iso8583EndpointMXBean server = container.serve(spec);
    TestTerminal greedy = connect(server);
    TestTerminal other = connect(server);
    greedy.send(echoes(10));
    Waiting.until(() -> answers.size() == 3);
    other.send(TestTerminal.echo(77));
    Waiting.until(() -> server.getPauses() >= 2);
    assertThat(server.getRequests()).isEqualTo(3);
    assertThat(server.getInFlight()).isEqualTo(3);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1108"));

    answerAll(11);

    for (int i = 0; i < 10; i++) {
      greedy.receive();
    }
    assertThat(other.receive()).isEqualTo(TestTerminal.echoReply(77));
    Waiting.until(() -> server.getReplies() == 11);
    assertThat(server.getInFlight()).isZero();
  }

  @Test
  void oneConnectionCannotTakeAllRequestsInFlight() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setMaxInFlight(10);
    spec.setMaxInFlightPerConnection(2);
    Iso8583EndpointMXBean server = container.serve(spec);
    TestTerminal greedy = connect(server);
    greedy.send(echoes(6));
    Waiting.until(() -> answers.size() == 2);
    TestTerminal other = connect(server);
    other.send(TestTerminal.echo(77));
    Waiting.until(() -> answers.size() == 3);
    assertThat(server.getInFlight()).isEqualTo(3);

    answerAll(7);

    assertThat(other.receive()).isEqualTo(TestTerminal.echoReply(77));
    for (int i = 0; i < 6; i++) {
      greedy.receive();
    }
  }

  @Test
  void aConnectionThatLeavesWhileItWaitsDoesNotHoldUpTheOthers() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setMaxInFlight(1);
    Iso8583EndpointMXBean server = container.serve(spec);
    TestTerminal first = connect(server);
    first.send(TestTerminal.echo(1));
    Waiting.until(() -> server.getInFlight() == 1);
    TestTerminal leaver = connect(server);
    leaver.send(TestTerminal.echo(2));
    Waiting.until(() -> server.getPauses() == 1);
    TestTerminal stayer = connect(server);
    stayer.send(TestTerminal.echo(3));
    Waiting.until(() -> server.getPauses() == 2);
    leaver.socket().setSoLinger(true, 0);
    leaver.close();

    answerAll(1);
    assertThat(first.receive()).isEqualTo(TestTerminal.echoReply(1));
    // a reset is only seen when the socket is read again, so the leaver's request may come first
    Waiting.until(
        () -> {
          Runnable answer = answers.poll();
          if (answer != null) {
            answer.run();
          }
          return server.getReplies() == 2;
        });
    assertThat(stayer.receive()).isEqualTo(TestTerminal.echoReply(3));
  }

  @Test
  void aSilentConnectionIsClosedAndABusyOneIsNot() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setIdleTimeout(1);
    Iso8583EndpointMXBean server = container.serve(spec);
    TestTerminal waiting = connect(server);
    waiting.send(TestTerminal.echo(1));
    Waiting.until(() -> server.getInFlight() == 1);
    TestTerminal silent = connect(server);

    assertThat(silent.isClosedByServer()).isTrue();
    Waiting.until(() -> server.getTimeouts() == 1);
    answerAll(1);
    assertThat(waiting.receive()).isEqualTo(TestTerminal.echoReply(1));
  }

  @Test
  void anApplicationThatNeverAnswersDoesNotKeepThePlace() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setReplyTimeout(1);
    spec.setMaxInFlight(1);
    Iso8583EndpointMXBean server = container.serve(spec);
    TestTerminal terminal = connect(server);
    terminal.send(TestTerminal.echo(1));
    Waiting.until(() -> server.getFailures() == 1 && server.getInFlight() == 0);
    Waiting.until(() -> log.lines().stream().anyMatch(line -> line.startsWith("OP-1115")));

    // the first answer comes too late and must not be taken for the second's
    terminal.send(TestTerminal.echo(2));
    Waiting.until(() -> answers.size() == 2);
    answerAll(2);
    assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(2));
  }

  @Test
  void aTerminalThatDoesNotReadItsRepliesIsNotServedForEver() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setFrameTimeout(1);
    Iso8583EndpointMXBean server = container.serve(spec);
    Socket small = new Socket();
    // before it connects: shrinking an open window makes the kernel drop the server's packets
    small.setReceiveBufferSize(4096);
    small.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    TestTerminal deaf = new TestTerminal(small);
    terminals.add(deaf);
    byte[] many = echoes(200);
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (true) {
                  deaf.send(many);
                }
              } catch (IOException e) {
                // closed by the server, as it should be
              }
            });

    Waiting.until(
        () -> {
          for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
          }
          return server.getTimeouts() == 1;
        });

    sending.join();
    assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1116"));
  }
}
