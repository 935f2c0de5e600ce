package org.openprepaid.key.cipher;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * A bounded stock of objects that are dear to make and that one thread may use at a time, such as
 * ciphers. Nobody waits: a thread that finds its place empty makes another, and what finds its
 * place taken on return is dropped.
 *
 * <p>Not a {@link ThreadLocal}, because the container's threads outlive the application and would
 * hold on to it.
 */
public final class Spares<T> {
  private static final int PLACES = 64;

  /** References between two places, so that neighbours do not share a cache line. */
  private static final int STRIDE = 16;

  private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES * STRIDE);
  private final Supplier<T> maker;

  public Spares(Supplier<T> maker) {
    this.maker = maker;
  }

  public T take() {
    T spare = places.getAndSet(place(), null);
    return spare == null ? maker.get() : spare;
  }

  /**
   * Gives back what {@link #take} gave. What is in doubt, after an exception say, is not given
   * back.
   */
  public void giveBack(T spare) {
    places.setRelease(place(), spare);
  }

  private static int place() {
    int id = (int) Thread.currentThread().getId();
    // Fibonacci hashing: the ids of a pool's threads are neighbours or have a common step
    return ((id * 0x9E3779B9) >>> 26) * STRIDE;
  }
}
