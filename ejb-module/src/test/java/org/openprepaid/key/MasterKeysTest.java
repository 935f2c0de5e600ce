package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.spec;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openprepaid.key.master.MasterKey;

/** The local master key in its generations. */
class MasterKeysTest {
  private static final KeySpec TMK = spec(KeyType.TMK, KeyAlgorithm.TDES_2KEY);
  private static final Set<Thread.State> IN_LINE_OR_DONE =
      EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED);

  private final Institution institution = new Institution();
  private final MemoryMasterKeys source = institution.source;
  private final MasterKeys master = institution.master;

  @Test
  void openedAgainItIsTheSameKey() {
    MasterKeys again = MasterKeys.open(source);
    assertThat(again.kcv()).isEqualTo(master.kcv());
    assertThat(again.unwrap(master.wrap(TMK, new byte[16]))).isEqualTo(new byte[16]);
    assertThat(again.currentGeneration()).isEqualTo(1);
    assertThat(again.generations()).containsExactly(1);
  }

  @Test
  void openOrCreateMakesTheFirstGenerationOnce() {
    MemoryMasterKeys empty = new MemoryMasterKeys();
    assertFault(KeyFault.KEYSTORE_MISSING, () -> MasterKeys.open(empty));
    Kcv made = MasterKeys.openOrCreate(empty).kcv();
    assertThat(MasterKeys.openOrCreate(empty).kcv()).isEqualTo(made);
  }

  /** The next start after a change must not bring back what was retired. */
  @Test
  void openOrCreateDoesNotMakeARetiredGenerationAnew() {
    source.create(2);
    source.remove(1);
    MasterKeys later = MasterKeys.openOrCreate(source);
    assertThat(later.generations()).containsExactly(2);
    assertThat(later.currentGeneration()).isEqualTo(2);
  }

  @Test
  void theCurrentGenerationWrapsAndBothUnwrap() {
    KeyRef before = institution.generate(KeyType.TMK, KeyAlgorithm.TDES_2KEY);
    Kcv first = master.kcv();
    source.create(2);
    master.use(2);
    assertThat(master.generations()).containsExactlyInAnyOrder(1, 2);
    assertThat(master.kcv()).isNotEqualTo(first);
    KeyRef after = institution.generate(KeyType.TMK, KeyAlgorithm.TDES_2KEY);

    assertThat(master.isCurrent(before)).isFalse();
    assertThat(master.isCurrent(after)).isTrue();
    assertThat(master.unwrap(before)).hasSize(16);
    assertThat(master.unwrap(after)).hasSize(16);
    source.remove(1);
    MasterKeys later = MasterKeys.open(source);
    assertThat(later.unwrap(after)).isEqualTo(master.unwrap(after));
    assertFault(KeyFault.BLOCK_BROKEN, () -> later.unwrap(before));
  }

  @Test
  void aKeyIsWrappedAnewUnderTheCurrentGeneration() {
    KeyManagement management = institution.management;
    KeySpec spec = TMK.lasting(Validity.ALWAYS).exportable(true);
    KeyRef before = master.wrap(spec, 'D', KeyMaterial.random(KeyAlgorithm.TDES_2KEY));
    source.create(2);
    master.use(2);
    KeyRef after = management.rewrap(before);
    assertThat(management.isCurrent(before)).isFalse();
    assertThat(management.isCurrent(after)).isTrue();
    assertThat(after.spec()).isEqualTo(before.spec());
    assertThat(after.mode()).isEqualTo('D');
    assertThat(management.checkValue(after)).isEqualTo(management.checkValue(before));
    assertThat(master.unwrap(after)).isEqualTo(master.unwrap(before));
  }

  @Test
  void aGenerationThatTheSourceDoesNotHoldIsUnknown() {
    KeyException e = assertFault(KeyFault.MASTER_UNKNOWN, () -> master.use(2));
    assertThat(e).hasMessageContaining("generation 2").hasMessageContaining("memory");
    assertThat(master.currentGeneration()).isEqualTo(1);
    assertThat(institution.generate(KeyType.TMK, KeyAlgorithm.SM4)).isNotNull();
  }

  @Test
  void aGenerationThatCameLaterIsFoundWhenItIsToBeUsed() {
    MasterKeys other = MasterKeys.open(source);
    source.create(2);
    other.use(2);
    assertThat(other.currentGeneration()).isEqualTo(2);
    assertThat(other.generations()).containsExactlyInAnyOrder(1, 2);
  }

  /** Another node has changed the key, and the terminals' keys are wrapped anew already. */
  @Test
  void aBlockUnderANewerGenerationIsOpenedAtOnce() {
    MasterKeys other = MasterKeys.open(source);
    source.create(2);
    other.use(2);
    KeyRef wrapped = other.wrap(TMK, new byte[16]);
    assertThat(master.unwrap(wrapped)).isEqualTo(new byte[16]);
    assertThat(master.currentGeneration()).isEqualTo(1);
  }

  /** At most once a second: what is altered must not make work for the file or the token. */
  @Test
  void foreignBlocksDoNotOpenTheSourceEachTime() {
    KeyRef foreign = new Institution().module.generate(TMK);
    int before = source.opened();
    long start = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      assertFault(KeyFault.BLOCK_BROKEN, () -> master.unwrap(foreign));
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertThat(source.opened() - before).isBetween(1, (int) seconds + 2);
  }

  /** Opening a key store takes a while: all lanes of a node meet the new generation meanwhile. */
  @Test
  void thoseWhoMeetTheGenerationWhileItIsReadWaitForIt() throws Exception {
    SlowSource slow = new SlowSource(source);
    MasterKeys node = MasterKeys.open(slow);
    MasterKeys other = MasterKeys.open(source);
    source.create(2);
    other.use(2);
    KeyRef wrapped = other.wrap(TMK, new byte[16]);
    slow.slow = true;

    CompletableFuture<byte[]> first = new CompletableFuture<>();
    CompletableFuture<byte[]> second = new CompletableFuture<>();
    unwrap(node, wrapped, first);
    assertThat(slow.reading.await(1, TimeUnit.MINUTES)).isTrue();
    Thread lane = unwrap(node, wrapped, second);
    // in line behind the first one, or at its end because it did not wait
    await().until(() -> IN_LINE_OR_DONE.contains(lane.getState()));
    slow.goOn.countDown();
    assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo(new byte[16]);
    assertThat(second.get(1, TimeUnit.MINUTES)).isEqualTo(new byte[16]);
  }

  private static Thread unwrap(MasterKeys node, KeyRef ref, CompletableFuture<byte[]> result) {
    Thread lane =
        new Thread(
            () -> {
              try {
                result.complete(node.unwrap(ref));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    lane.start();
    return lane;
  }

  /** A file that opens when it is told to. */
  private static final class SlowSource implements MasterKeySource {
    private final MasterKeySource source;
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean slow;

    SlowSource(MasterKeySource source) {
      this.source = source;
    }

    @Override
    public SortedMap<Integer, MasterKey> open() {
      if (slow) {
        reading.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return source.open();
    }

    @Override
    public void create(int generation) {
      source.create(generation);
    }

    @Override
    public void remove(int generation) {
      source.remove(generation);
    }

    @Override
    public String toString() {
      return source.toString();
    }
  }

  @Test
  void aBlockWhoseKeyHasAnotherLengthIsBroken() {
    KeyRef wrapped = master.wrap(TMK, new byte[24]);
    assertFault(KeyFault.BLOCK_BROKEN, () -> master.unwrap(wrapped));
  }

  @Test
  void noBlockComesTwice() {
    byte[] clear = KeyMaterial.random(KeyAlgorithm.TDES_2KEY);
    KeyRef one = master.wrap(TMK, clear);
    assertThat(master.wrap(TMK, clear)).isNotEqualTo(one);
  }

  @Test
  void aSourceWithoutATimeBeforeHasNoKeyOfIt() {
    assertThat(new SlowSource(source).keyOfBefore()).isEqualTo(Optional.empty());
  }

  @Test
  void aLogShowsGenerationAndCheckValueOnly() {
    assertThat(master)
        .hasToString("MasterKeys[memory, generation 1, kcv=" + master.kcv().hex() + "]");
  }
}
