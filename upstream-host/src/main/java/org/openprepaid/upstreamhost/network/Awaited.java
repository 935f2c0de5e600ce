package org.openprepaid.upstreamhost.network;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** The answers that the host waits for, by class of message, transmission time and trace number. */
final class Awaited {
  private static final int LIMIT = 10_000;

  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  private record Waiting(CompletableFuture<ReceivedMessage> answer, Consumer<ReceivedMessage> on) {}

  /**
   * Expects an answer.
   *
   * @param on called in the link's own thread, before the next message of the link is looked at
   */
  CompletableFuture<ReceivedMessage> expect(String key, Consumer<ReceivedMessage> on) {
    if (waiting.size() >= LIMIT) {
      throw new HostException("OP-1987", "more than " + LIMIT + " answers are awaited");
    }
    CompletableFuture<ReceivedMessage> answer = new CompletableFuture<>();
    if (waiting.putIfAbsent(key, new Waiting(answer, on)) != null) {
      throw new HostException("OP-1987", "an answer to the same message is awaited already");
    }
    return answer;
  }

  /** Whether somebody waited for it. */
  boolean answered(String key, ReceivedMessage message) {
    Waiting found = waiting.remove(key);
    if (found == null) {
      return false;
    }
    found.on.accept(message);
    return found.answer.complete(message);
  }

  ReceivedMessage await(String key, CompletableFuture<ReceivedMessage> answer, long millis) {
    try {
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HostException("OP-1987", "no answer within " + millis + " ms", e);
    } catch (ExecutionException e) {
      throw new HostException("OP-1987", "no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("OP-1987", "waiting for an answer was interrupted", e);
    } finally {
      waiting.remove(key);
    }
  }

  /** Class, 7 and 11; the answer's class is that of its request. */
  static String key(String mti, String sentAt, String trace) {
    return mti.charAt(1) + "/" + sentAt + "/" + trace;
  }
}
