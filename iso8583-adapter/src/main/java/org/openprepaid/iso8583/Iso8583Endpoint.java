package org.openprepaid.iso8583;

import io.netty.handler.ssl.SslContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.time.Duration;

/**
 * One activation at work: its sockets, its workers and its statistics, from the first endpoint of
 * the application to the last reply.
 */
final class Iso8583Endpoint {
  private static final Duration STOP = Duration.ofSeconds(3);

  private final EndpointSettings settings;
  private final EndpointStatistics statistics;
  private final OperatorLog log;
  private final InFlight inFlight;
  private final Dispatcher dispatcher;
  private final SocketServer server;
  private final Publication publication = new Publication("Iso8583Endpoint");

  Iso8583Endpoint(EndpointSettings settings, MessageEndpointFactory factory) {
    this.settings = settings;
    String profile = settings.profile().name();
    EndpointSettings.Limits limits = settings.limits();
    SslContext tls = settings.tls() == null ? null : TlsContext.of(settings.tls());
    statistics = new EndpointStatistics(profile);
    log = new OperatorLog("ISO 8583 endpoint " + profile);
    inFlight = new InFlight(limits.maxInFlight(), statistics.inFlight);
    dispatcher =
        new Dispatcher(
            factory,
            profile,
            settings.workers(),
            limits.maxInFlight(),
            statistics,
            log,
            this::endpointMade);
    Traffic traffic =
        new Traffic(
            settings.profile(),
            limits,
            settings.timeouts(),
            statistics,
            log,
            new ConnectionRegister(
                limits.maxConnections(),
                limits.maxConnectionsPerAddress(),
                statistics.connectionsOpen),
            inFlight,
            dispatcher);
    server = new SocketServer(settings, traffic, tls, this::listening);
  }

  /** Hands its work to the container; sockets open when the application has given an endpoint. */
  void start(WorkManager workManager) throws WorkException {
    dispatcher.start(workManager);
  }

  private void endpointMade() {
    server.open();
  }

  private void listening(int port) {
    statistics.listening(port);
    publication.publish(settings.profile().name() + '-' + port, statistics);
  }

  /**
   * Stops taking requests, waits for the open ones to be answered (no longer than the drain
   * time-out), then closes every socket and ends every thread.
   */
  void stop() {
    int port = statistics.getPort();
    try {
      stopInOrder();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      statistics.listening(0);
      publication.withdraw();
    }
    log.write(OperatorMessage.STOPPED, "port " + port);
  }

  /** An interruption shortens the waiting; it leaves no socket and no thread behind. */
  private void stopInOrder() throws InterruptedException {
    try {
      dispatcher.drain();
      server.drain();
      awaitReplies();
    } finally {
      try {
        dispatcher.stop(STOP);
      } finally {
        server.close(STOP);
      }
    }
  }

  private void awaitReplies() throws InterruptedException {
    long end = System.nanoTime() + settings.timeouts().drain().toNanos();
    while (inFlight.size() > 0) {
      if (System.nanoTime() - end > 0) {
        log.write(OperatorMessage.NOT_DRAINED, inFlight.size());
        return;
      }
      Thread.sleep(5);
    }
  }

  EndpointStatistics statistics() {
    return statistics;
  }
}
