package org.openprepaid.iso8583;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The links to a test host, with time limits short enough for a test to wait for. */
final class TestUpstream implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);

  private final OutboundLoops loops = new OutboundLoops(1);
  private final UpstreamHost host;

  TestUpstream(UpstreamSettings settings) {
    host = new UpstreamHost("TESTNET", settings, loops, new Random(1));
    host.start();
  }

  /** Waits until all links are signed on. */
  static TestUpstream signedOn(UpstreamSettings settings) {
    TestUpstream upstream = new TestUpstream(settings);
    upstream.connect();
    return upstream;
  }

  TestUpstream connect() {
    listen(new TestListener());
    Waiting.until(() -> status().signedOn() == status().links());
    return this;
  }

  void listen(IsoLinkListener listener) {
    host.listen(listener);
  }

  LinkStatus status() {
    return host.status();
  }

  Iso8583ConnectionMXBean statistics() {
    return host.statistics();
  }

  UpstreamHost host() {
    return host;
  }

  CompletionStage<IsoAnswer> send(IsoFields request) {
    return host.send(request, null, LONG);
  }

  static IsoFields purchase(int trace) {
    return new IsoFields("0200")
        .set(2, "6227001234567890123")
        .set(3, "000000")
        .set(4, "000000003000")
        .set(7, "1125024548")
        .set(11, "%06d".formatted(trace))
        .set(41, "00000001");
  }

  static IsoAnswer answer(CompletionStage<IsoAnswer> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Waits for the failure. */
  static Throwable failure(CompletionStage<IsoAnswer> stage) throws Exception {
    CompletableFuture<IsoAnswer> future = stage.toCompletableFuture();
    try {
      throw new AssertionError("answered: " + future.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  /** Closes the links and waits. */
  void end() {
    host.beginClose();
    host.awaitClosed();
  }

  @Override
  public void close() {
    end();
    try {
      loops.close(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Settings to be changed one by one. */
  static final class Settings {
    private final List<UpstreamSettings.Address> addresses;
    private int links;
    boolean signOn = true;
    int maxInFlight = 1000;
    int maxWaiting = 2000;
    int maxHostRequests = 500;
    Duration connect = Duration.ofSeconds(5);
    Duration reconnectMin = Duration.ofMillis(1);
    Duration reconnectMax = Duration.ofMillis(20);
    Duration echo = LONG;
    Duration network = LONG;
    Duration unsent = LONG;
    Duration reply = LONG;
    Duration drain = Duration.ofSeconds(2);
    TlsSettings tls;
    boolean verifyName = true;

    Settings(TestHost... hosts) {
      this(Arrays.stream(hosts).map(TestHost::address).toList());
    }

    Settings(List<UpstreamSettings.Address> addresses) {
      this.addresses = addresses;
      links = addresses.size();
    }

    Settings links(int wanted) {
      links = wanted;
      return this;
    }

    UpstreamSettings build() {
      return new UpstreamSettings(
          addresses,
          links,
          TestHost.PROFILE,
          signOn,
          new UpstreamSettings.Limits(4096, maxInFlight, maxWaiting, maxHostRequests),
          new UpstreamSettings.Timeouts(
              connect, reconnectMin, reconnectMax, echo, network, unsent, reply, drain),
          tls,
          verifyName);
    }
  }
}
