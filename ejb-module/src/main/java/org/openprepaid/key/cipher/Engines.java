package org.openprepaid.key.cipher;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The ciphers of one key that can serve one thread at a time. It keeps one that is scheduled, for
 * there may be thousands of keys open and hardly ever two threads at one of them; a thread that
 * finds it taken schedules a spare of its own. Nobody waits.
 */
final class Engines<E> {
  private final Spares<E> spares;
  private final Consumer<E> schedule;
  private final AtomicReference<E> scheduled = new AtomicReference<>();
  private volatile boolean wiped;

  /**
   * @param spares ciphers of this kind, scheduled for any key or for none
   * @param schedule gives a cipher this key
   */
  Engines(Spares<E> spares, Consumer<E> schedule) {
    this.spares = spares;
    this.schedule = schedule;
  }

  E take() {
    E engine = scheduled.getAndSet(null);
    if (engine == null) {
      if (wiped) {
        throw new IllegalStateException("the key was wiped");
      }
      engine = spares.take();
      schedule.accept(engine);
    }
    return engine;
  }

  /** Gives back what {@link #take} gave; what is in doubt is not given back. */
  void giveBack(E engine) {
    if (!scheduled.compareAndSet(null, engine)) {
      spares.giveBack(engine);
    }
  }

  /**
   * To be called when the key that {@code schedule} gives has become zeros: the cipher that is kept
   * takes them on, which overwrites the schedule it had. Not while another thread is at work with
   * the key.
   */
  void wipe() {
    wiped = true;
    E engine = scheduled.getAndSet(null);
    if (engine != null) {
      schedule.accept(engine);
      spares.giveBack(engine);
    }
  }
}
