package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openprepaid.key.cipher.DesKey;

/** The bounded cache of working keys. */
class OpenKeysTest {
  private static final int CAPACITY = 10;
  private static final List<KeyRef> BLOCKS = blocks();

  private static List<KeyRef> blocks() {
    Institution institution = new Institution();
    List<KeyRef> blocks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      blocks.add(institution.generate(KeyType.MAK, KeyAlgorithm.DES));
    }
    return blocks;
  }

  private final AtomicInteger opened = new AtomicInteger();
  private final OpenKeys<DesKey> keys =
      new OpenKeys<>(
          CAPACITY,
          block -> {
            opened.incrementAndGet();
            return DesKey.forEncryption(new byte[8]);
          });

  @Test
  void aKeyIsOpenedOnce() {
    DesKey first = keys.get(block(1));
    assertThat(keys.get(block(1))).isSameAs(first);
    assertThat(opened).hasValue(1);
  }

  @Test
  void pastTheBoundOneGoes() {
    for (int i = 0; i < 1_000; i++) {
      keys.get(block(i));
      assertThat(keys.size()).isLessThanOrEqualTo(CAPACITY);
    }
    assertThat(keys.size()).isEqualTo(CAPACITY);
    assertThat(opened).hasValue(1_000);
  }

  @Test
  void aKeyInUseOutlivesThoseThatAreNot() {
    DesKey busy = keys.get(block(0));
    for (int i = 1; i < 1_000; i++) {
      keys.get(block(i));
      assertThat(keys.get(block(0))).isSameAs(busy);
    }
  }

  @Test
  void whenAllAreInUseTheOldestGoes() {
    for (int i = 0; i < CAPACITY; i++) {
      keys.get(block(i));
      keys.get(block(i));
    }
    keys.get(block(CAPACITY));
    assertThat(keys.size()).isEqualTo(CAPACITY);
    keys.get(block(CAPACITY));
    assertThat(opened).hasValue(CAPACITY + 1);
    keys.get(block(0));
    assertThat(opened).hasValue(CAPACITY + 2);
  }

  @Test
  void aKeyThatDoesNotOpenIsNotKept() {
    OpenKeys<DesKey> failing =
        new OpenKeys<>(
            CAPACITY,
            block -> {
              throw new KeyException(KeyFault.BLOCK_BROKEN, "as it is");
            });
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> failing.get(block(1))).isInstanceOf(KeyException.class);
    }
    assertThat(failing.size()).isZero();
  }

  @Test
  void manyThreadsKeepTheBoundAndGetTheRightKeys() throws Exception {
    Institution institution = new Institution();
    int terminals = 60;
    List<KeyRef> maks = new ArrayList<>();
    List<byte[]> macs = new ArrayList<>();
    byte[] data = new byte[100];
    for (int i = 0; i < terminals; i++) {
      KeyRef mak = institution.generate(KeyType.MAK, KeyAlgorithm.DES);
      maks.add(mak);
      macs.add(institution.module.mac(mak, data));
    }
    SoftSecurityModule small =
        new SoftSecurityModule(
            institution.master, institution.store, 20, System::currentTimeMillis);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int start = thread * 7;
      work.add(
          () -> {
            int right = 0;
            for (int i = 0; i < 3_000; i++) {
              int terminal = (start + i * 13) % terminals;
              right += small.verifyMac(maks.get(terminal), data, macs.get(terminal)) ? 1 : 0;
            }
            return right;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      for (Future<Integer> right : threads.invokeAll(work)) {
        assertThat(right.get()).isEqualTo(3_000);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(small.openMacKeys()).isLessThanOrEqualTo(20);
  }

  /** The same block each time, as it comes from the database with every message. */
  private static KeyRef block(int number) {
    return KeyRef.of(BLOCKS.get(number).value());
  }
}
