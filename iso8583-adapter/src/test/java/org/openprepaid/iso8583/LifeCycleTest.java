package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployed, undeployed, and deployed again. */
class LifeCycleTest {
  private final CompletableFuture<IsoReply> later = new CompletableFuture<>();
  private CapturedLog log;
  private TestContainer container;

  @BeforeEach
  void start() {
    log = new CapturedLog();
    container =
        new TestContainer(
            request ->
                request.fields().text(11).equals("000099")
                    ? later
                    : CompletableFuture.completedFuture(TestTerminal.approval(request)));
  }

  @AfterEach
  void stop() {
    container.close();
    log.close();
  }

  private static void served(Iso8583EndpointMXBean server) throws Exception {
    try (TestTerminal terminal = new TestTerminal(server)) {
      terminal.send(TestTerminal.echo(1));
      assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(1));
    }
  }

  @Test
  void thePortOpensOnlyWhenTheApplicationGivesAnEndpoint() throws Exception {
    container.refusals.set(3);
    Iso8583EndpointMXBean server = container.activate(TestContainer.activation());
    assertThat(server.isActive()).isFalse();
    assertThat(server.getPort()).isZero();

    Waiting.until(server::isActive);

    served(server);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1103"));
    assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1100"));
  }

  @Test
  void deactivationAnswersWhatIsOpenAndThenClosesEverything() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setDrainTimeout(20);
    Iso8583EndpointMXBean server = container.serve(spec);
    int port = server.getPort();
    try (TestTerminal busy = new TestTerminal(server);
        TestTerminal idle = new TestTerminal(server)) {
      Waiting.until(() -> server.getConnectionsOpen() == 2);
      busy.send(TestTerminal.echo(99));
      Waiting.until(() -> server.getInFlight() == 1);
      CompletableFuture<Void> undeployed =
          CompletableFuture.runAsync(() -> container.deactivate(spec));
      Waiting.until(() -> refuses(port));
      assertThat(undeployed).isNotDone();
      busy.send(TestTerminal.echo(100));
      later.complete(IsoReply.withoutMac(new IsoFields("0830").set(39, "00")));

      undeployed.join();

      assertThat(busy.receive()).hasSize(5 + 6 + 2 + 8 + 2);
      assertThat(busy.isClosedByServer()).isTrue();
      assertThat(idle.isClosedByServer()).isTrue();
    }
    assertThat(server.getRequests()).isEqualTo(1);
    assertThat(container.endpointsOpen.get()).isZero();
    assertThat(server.isActive()).isFalse();
    Waiting.until(container::worksHaveEnded);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1113"));
  }

  private static boolean refuses(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void deactivationDoesNotWaitForEver() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setDrainTimeout(1);
    Iso8583EndpointMXBean server = container.serve(spec);
    try (TestTerminal terminal = new TestTerminal(server)) {
      terminal.send(TestTerminal.echo(99));
      Waiting.until(() -> server.getInFlight() == 1);

      container.deactivate(spec);

      assertThat(terminal.isClosedByServer()).isTrue();
      assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1114"));
      // an answer after the end harms nothing
      later.complete(IsoReply.withoutMac(new IsoFields("0830")));
      Waiting.until(() -> server.getInFlight() == 0);
    }
  }

  @Test
  void theSamePortIsTakenAgainAtOnce() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    Iso8583EndpointMXBean server = container.serve(spec);
    int port = server.getPort();
    try (TestTerminal terminal = new TestTerminal(server)) {
      terminal.send(TestTerminal.echo(1));
      terminal.receive();
      container.deactivate(spec);
    }
    Iso8583ActivationSpec again = TestContainer.activation();
    again.setPort(port);

    Iso8583EndpointMXBean second = container.serve(again);

    assertThat(second.getPort()).isEqualTo(port);
    served(second);
    assertThat(log.lines()).noneMatch(line -> line.startsWith("OP-1102"));
  }

  @Test
  void aPortInUseIsNamedAndTakenWhenItIsFree() throws Exception {
    Iso8583ActivationSpec spec = TestContainer.activation();
    Iso8583EndpointMXBean server;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      spec.setPort(other.getLocalPort());
      server = container.activate(spec);
      Waiting.until(
          () ->
              log.lines().stream()
                  .anyMatch(
                      line ->
                          line.startsWith("OP-1102")
                              && line.contains("127.0.0.1:" + other.getLocalPort())));
      assertThat(server.isActive()).isFalse();
    }

    Waiting.until(server::isActive);
    served(server);
  }

  @Test
  void anActivationThatNeverGotItsPortCanBeStopped() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Iso8583ActivationSpec spec = TestContainer.activation();
      spec.setPort(other.getLocalPort());
      container.activate(spec);

      container.deactivate(spec);

      Waiting.until(container::worksHaveEnded);
    }
  }

  @Test
  void anActivationStillWaitingForTheApplicationCanBeStopped() throws Exception {
    container.refusals.set(Integer.MAX_VALUE);
    Iso8583ActivationSpec spec = TestContainer.activation();
    container.activate(spec);
    Waiting.until(() -> container.refusals.get() < Integer.MAX_VALUE);

    container.deactivate(spec);

    Waiting.until(container::worksHaveEnded);
    assertThat(container.endpointsMade.get()).isZero();
  }

  @Test
  void twoProfilesServeSideBySide() throws Exception {
    Iso8583EndpointMXBean cup = container.serve(TestContainer.activation());
    Iso8583ActivationSpec ascii = TestContainer.activation();
    ascii.setProfile("iso87-ascii");
    Iso8583EndpointMXBean iso87 = container.serve(ascii);

    container.deactivate(ascii);

    assertThat(iso87.isActive()).isFalse();
    served(cup);
  }

  @Test
  void aContainerWithoutThreadsFailsTheDeployment() {
    container.rejectsWork = true;

    assertThatThrownBy(() -> container.activate(TestContainer.activation()))
        .isInstanceOf(ResourceException.class);
  }

  @Test
  void aWrongSettingFailsTheDeploymentAndIsNamed() {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setMaxFrame(5);

    assertThatThrownBy(() -> container.activate(spec))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("OP-1101")
        .hasMessageContaining("openprepaid.iso8583.max-frame");
    assertThatThrownBy(spec::validate).isInstanceOf(InvalidPropertyException.class);
  }
}
