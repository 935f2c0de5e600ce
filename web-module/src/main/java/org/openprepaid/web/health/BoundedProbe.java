package org.openprepaid.web.health;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks something that may hang, and waits only so long. While one question hangs no second is
 * asked: probes that come every second must not use up the threads.
 */
final class BoundedProbe {
  private final Callable<Boolean> question;
  private final long timeoutMillis;
  private Future<Boolean> underWay;

  BoundedProbe(Callable<Boolean> question, long timeoutMillis) {
    this.question = question;
    this.timeoutMillis = timeoutMillis;
  }

  /** True when the answer is yes and came in time. */
  synchronized boolean ask(ExecutorService threads) {
    if (underWay == null) {
      underWay = threads.submit(question);
    }
    try {
      boolean answer = underWay.get(timeoutMillis, TimeUnit.MILLISECONDS);
      underWay = null;
      return answer;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      underWay = null;
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
