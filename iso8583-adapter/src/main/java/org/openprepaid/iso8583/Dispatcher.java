package org.openprepaid.iso8583;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes requests to the application: a bounded queue, drained by a few works of the container, each
 * with a message endpoint of its own. The endpoint is made inside the work, and again and again
 * until the application gives it: a container that is still deploying refuses it, or blocks the
 * caller for a minute.
 */
final class Dispatcher implements Traffic.Dispatch {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int RETRIES_A_LOG_LINE = 30;

  /** Wakes a worker that waits, so that it sees the end. */
  private static final Exchange END = new Exchange(null, null);

  private final MessageEndpointFactory factory;
  private final String profile;
  private final EndpointStatistics statistics;
  private final OperatorLog log;
  private final Runnable firstEndpoint;
  private final BlockingQueue<Exchange> queue;
  private final CountDownLatch ended;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean draining;

  /**
   * @param capacity the most requests in flight
   * @param firstEndpoint called whenever an endpoint has been made
   */
  Dispatcher(
      MessageEndpointFactory factory,
      String profile,
      int workers,
      int capacity,
      EndpointStatistics statistics,
      OperatorLog log,
      Runnable firstEndpoint) {
    this.factory = factory;
    this.profile = profile;
    this.statistics = statistics;
    this.log = log;
    this.firstEndpoint = firstEndpoint;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.ended = new CountDownLatch(workers);
  }

  /** Hands the works to the container and returns at once. */
  void start(WorkManager workManager) throws WorkException {
    long workers = ended.getCount();
    for (long i = 0; i < workers; i++) {
      workManager.scheduleWork(new Worker(), WorkManager.INDEFINITE, null, new Refusal());
    }
  }

  @Override
  public void submit(Exchange exchange) {
    // as many places as requests in flight, so a refusal would be a fault of the adapter's own
    if (!queue.offer(exchange)) {
      exchange.fail("the queue is full");
    }
  }

  @Override
  public boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }

  /** Ends the workers; those that hold a request finish it. Waits so long for them, not longer. */
  void stop(Duration patience) throws InterruptedException {
    draining = true;
    end();
    var unused = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    for (Exchange left = queue.poll(); left != null; left = queue.poll()) {
      if (left != END) {
        left.fail("the endpoint stopped");
      }
    }
  }

  /** One mark is enough, and a full queue wakes as well: whoever ends passes it on. */
  private void end() {
    stopping.countDown();
    var unused = queue.offer(END);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** One thread of the container. */
  private final class Worker implements Work {
    private MessageEndpoint endpoint;

    @Override
    public void run() {
      try {
        while (!isStopping()) {
          if (endpoint == null) {
            open();
          } else {
            Exchange exchange = queue.take();
            if (exchange != END) {
              call(exchange);
            }
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        close();
        var unused = queue.offer(END);
        ended.countDown();
      }
    }

    private void open() throws InterruptedException {
      for (int tries = 0; !isStopping(); tries++) {
        try {
          endpoint = factory.createEndpoint(null);
          statistics.workers.incrementAndGet();
          firstEndpoint.run();
          return;
        } catch (ResourceException | RuntimeException e) {
          if (tries % RETRIES_A_LOG_LINE == 0) {
            log.write(OperatorMessage.NO_ENDPOINT, e);
          }
          var unused = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }

    /** An endpoint that threw may be spoilt: the next request gets a new one. */
    private void call(Exchange exchange) {
      try {
        exchange.follow(((IsoMessageListener) endpoint).onRequest(exchange.request(profile)));
      } catch (RuntimeException | LinkageError | AssertionError e) {
        exchange.fail(Failure.describe(e));
        close();
      }
    }

    private void close() {
      if (endpoint != null) {
        statistics.workers.decrementAndGet();
        endpoint.release();
        endpoint = null;
      }
    }

    @Override
    public void release() {
      end();
    }
  }

  /** The container may say no after it took the work. */
  private final class Refusal implements WorkListener {
    @Override
    public void workRejected(WorkEvent event) {
      log.write(OperatorMessage.NO_WORKER, event.getException());
      ended.countDown();
    }

    @Override
    public void workAccepted(WorkEvent event) {}

    @Override
    public void workStarted(WorkEvent event) {}

    @Override
    public void workCompleted(WorkEvent event) {}
  }
}
