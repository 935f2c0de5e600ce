package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The ciphers of a key, here mere texts that say which key they were scheduled for. */
class EnginesTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger scheduled = new AtomicInteger();
  private final Spares<StringBuilder> spares =
      new Spares<>(
          () -> {
            made.incrementAndGet();
            return new StringBuilder();
          });
  private String key = "mine";
  private final Engines<StringBuilder> engines = engines();

  private Engines<StringBuilder> engines() {
    return new Engines<>(
        spares,
        engine -> {
          scheduled.incrementAndGet();
          engine.setLength(0);
          engine.append(key);
        });
  }

  @Test
  void oneThreadSchedulesOnce() {
    for (int i = 0; i < 100; i++) {
      StringBuilder engine = engines.take();
      assertThat(engine).hasToString("mine");
      engines.giveBack(engine);
    }
    assertThat(made).hasValue(1);
    assertThat(scheduled).hasValue(1);
  }

  @Test
  void whoFindsItTakenGetsAnotherWithTheSameKey() {
    StringBuilder first = engines.take();
    StringBuilder second = engines.take();
    assertThat(second).isNotSameAs(first).hasToString("mine");
    engines.giveBack(first);
    engines.giveBack(second);
    assertThat(engines.take()).isSameAs(first);
  }

  @Test
  void aSpareOfAnotherKeyIsScheduledAnew() {
    spares.giveBack(new StringBuilder("another's"));
    assertThat(engines.take()).hasToString("mine");
    assertThat(made).hasValue(0);
  }

  @Test
  void wipingOverwritesWhatIsKept() {
    StringBuilder kept = engines.take();
    engines.giveBack(kept);
    key = "zeros";
    engines.wipe();
    assertThat(kept).hasToString("zeros");
    assertThat(spares.take()).isSameAs(kept);
    assertThatThrownBy(engines::take).isInstanceOf(IllegalStateException.class);
  }
}
