package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is no message costs its sender the connection, and nobody else anything. */
class BadInputTest {
  private TestContainer container;
  private Iso8583EndpointMXBean server;
  private TestTerminal bystander;
  private CapturedLog log;

  @BeforeEach
  void serve() throws Exception {
    log = new CapturedLog();
    container =
        new TestContainer(
            request -> CompletableFuture.completedFuture(TestTerminal.approval(request)));
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setMaxFrame(300);
    spec.setFrameTimeout(1);
    spec.setIdleTimeout(600);
    server = container.serve(spec);
    bystander = new TestTerminal(server);
  }

  @AfterEach
  void stop() throws Exception {
    bystander.send(TestTerminal.echo(9));
    assertThat(bystander.receive()).isEqualTo(TestTerminal.echoReply(9));
    bystander.close();
    container.close();
    log.close();
  }

  private void refused(byte[] bytes, String code) throws Exception {
    try (TestTerminal terminal = new TestTerminal(server)) {
      terminal.send(bytes);

      assertThat(terminal.isClosedByServer()).isTrue();
    }
    assertThat(server.getUnreadableFrames()).isEqualTo(1);
    assertThat(server.getRequests()).isZero();
    assertThat(server.getInFlight()).isZero();
    assertThat(log.lines()).anyMatch(line -> line.startsWith(code));
  }

  @Test
  void aLengthOfZero() throws Exception {
    refused(new byte[2], "OP-1104");
  }

  @Test
  void aLengthOverTheLimitIsRefusedBeforeItsBytesCome() throws Exception {
    refused(TestTerminal.hex("012D"), "OP-1104");
  }

  @Test
  void garbage() throws Exception {
    refused("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "OP-1104");
  }

  @Test
  void aFrameThatIsNoMessage() throws Exception {
    refused(TestTerminal.framed(new byte[40]), "OP-1105");
  }

  @Test
  void aMessageWithBytesTooMany() throws Exception {
    byte[] echo = TestTerminal.echo(1);
    byte[] longer = Arrays.copyOf(echo, echo.length + 1);
    longer[1]++;
    refused(longer, "OP-1105");
  }

  @Test
  void theLogShowsWhereTheFrameBrokeAndNeverACardNumber() throws Exception {
    String pan = "6227001234567890123";
    refused(
        TestTerminal.framed(
            TestTerminal.hex(
                TestTerminal.TPDU,
                TestTerminal.HEADER,
                "0200",
                "7000000000000000",
                "19" + pan + "0",
                "000000")),
        "OP-1105");

    assertThat(log.text())
        .contains("tpdu 6000030000 header 603100310000 mti 0200 bitmap 7000000000000000")
        .contains("14 bytes masked")
        .doesNotContain(pan.substring(4, 12));
  }

  @Test
  void aFrameThatLacksItsTpduShowsNothingButItsLength() throws Exception {
    String pan = "6227001234567890123";
    refused(
        TestTerminal.framed(
            TestTerminal.hex(TestTerminal.HEADER, "0200", "7000000000000000", "19" + pan + "0")),
        "OP-1105");

    assertThat(log.text()).contains("27 bytes, masked").doesNotContain(pan.substring(2, 10));
  }

  @Test
  void halfAFrameIsNotWaitedForLongerThanTheLimit() throws Exception {
    try (TestTerminal terminal = new TestTerminal(server)) {
      terminal.send(HexFormat.of().parseHex("00406000"));

      assertThat(terminal.isClosedByServer()).isTrue();
    }
    assertThat(server.getTimeouts()).isEqualTo(1);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1107"));
  }

  @Test
  void aTrickleDoesNotExtendTheTimeForAFrame() throws Exception {
    try (TestTerminal terminal = new TestTerminal(server)) {
      terminal.send(TestTerminal.hex("012C"));
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                try {
                  terminal.send(new byte[1]);
                } catch (IOException e) {
                  // closed, as it should be
                }
                return server.getTimeouts() == 1;
              });
    }
    assertThat(server.getUnreadableFrames()).isZero();
  }

  @Test
  void aFloodOfBadFramesDoesNotFloodTheLog() throws Exception {
    for (int i = 0; i < 40; i++) {
      try (TestTerminal terminal = new TestTerminal(server)) {
        terminal.send(new byte[2]);
        assertThat(terminal.isClosedByServer()).isTrue();
      }
    }

    assertThat(server.getUnreadableFrames()).isEqualTo(40);
    // ten in ten seconds: forty may take into the next ten on a busy machine
    assertThat(log.lines().stream().filter(line -> line.startsWith("OP-1104")).count())
        .isBetween(10L, 30L);
  }
}
