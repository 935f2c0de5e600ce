package org.openprepaid.iso8583;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A request on its way to a host. Apart from its making it belongs to the host's event loop.
 *
 * <p>Whether it left decides about money: once it has been given to a link it ends with an answer
 * or with {@link NoAnswerException}; it ends with {@link NotSentException} only while no byte of it
 * can have reached the socket.
 */
final class Outgoing {
  private static final long LONGEST_NANOS = Duration.ofDays(1).toNanos();

  private final String key;
  private final byte[] frame;
  private final long madeNanos = System.nanoTime();
  private final long patienceNanos;
  private final CompletableFuture<IsoAnswer> answer = new CompletableFuture<>();
  private LinkSession link;
  private long sentNanos;

  /**
   * @param key what its answer is known by
   * @param frame without its length
   * @param patience from now to the answer
   */
  Outgoing(String key, byte[] frame, Duration patience) {
    this.key = key;
    this.frame = frame;
    this.patienceNanos =
        patience.compareTo(Duration.ofDays(1)) > 0 ? LONGEST_NANOS : patience.toNanos();
  }

  String key() {
    return key;
  }

  byte[] frame() {
    return frame;
  }

  CompletableFuture<IsoAnswer> answer() {
    return answer;
  }

  /** From here on it may have left. */
  void sentBy(LinkSession session) {
    link = session;
    sentNanos = System.nanoTime();
  }

  /** The link that it was given to; {@code null} while it waits. */
  LinkSession link() {
    return link;
  }

  long sentNanos() {
    return sentNanos;
  }

  /** Whether its patience has run out. */
  boolean isOverdue(long now) {
    return now - madeNanos >= patienceNanos;
  }

  /** Whether it has waited for so long since it was made. */
  boolean hasWaited(long now, long nanos) {
    return now - madeNanos >= nanos;
  }
}
