package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.name;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes that keep up with the vault. */
class LiveKeyRingTest {
  private static final String PAN = "6221558812340000";
  private static final Set<Thread.State> IN_LINE_OR_DONE =
      EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED);

  private final Institution institution = new Institution();
  private final SoftSecurityModule node = institution.module;
  private final SoftSecurityModule other = institution.otherNode().module;

  @Test
  void withoutNewsNothingIsReadAgain() {
    assertThat(node.refresh()).isFalse();
    assertThat(node.refresh()).isFalse();
  }

  @Test
  void aNodeFollowsOnceTheEpochHasChanged() {
    byte[] before = node.panHash(PAN);
    institution.rotate(KeyType.PAN_LOOKUP, 2);
    assertThat(node.panHash(PAN)).isEqualTo(before);
    assertThat(node.refresh()).isTrue();
    assertThat(node.panHash(PAN)).isNotEqualTo(before);
    assertThat(node.refresh()).isFalse();
  }

  /** The other node has followed already and writes with the new version. */
  @Test
  void aVersionThatIsNotKnownIsLookedForAtOnce() {
    institution.rotate(KeyType.BALANCE_SEALING, 2);
    institution.rotate(KeyType.PIN_HASH, 2);
    other.refresh();
    byte[] sealed = other.sealBalance(1, 1, new byte[] {5});
    assertThat(sealed[0]).isEqualTo((byte) 2);
    assertThat(node.openBalance(1, 1, sealed)).containsExactly(5);
    assertThat(node.refresh()).isFalse();
  }

  @Test
  void aPinReferenceOfAVersionThatIsNotKnownIsLookedForAtOnce() {
    PinCard card = new PinCard(Institution.OWN, 1, PAN);
    institution.rotate(KeyType.PIN_HASH, 2);
    other.refresh();
    byte[] reference = other.pinReference(PinMethod.KEYED_HASH, card, "271828".toCharArray());
    byte[] pik = Institution.hex("0123456789ABCDEFFEDCBA9876543210");
    byte[] block = PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, pik, "271828", PAN);
    KeyRef key = institution.key(KeyType.PIK, Institution.hex(pik));
    assertThat(node.verifyPin(key, PinFormat.ISO_0, block, card, reference))
        .isEqualTo(PinCheck.CORRECT);
  }

  /** At most once a second: what is altered must not make work for the database. */
  @Test
  void alteredDataDoNotMakeTheNodeAskEachTime() {
    byte[] altered = node.sealBalance(1, 1, new byte[8]);
    altered[0] = 77;
    int before = institution.store.asked();
    long start = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      assertThatThrownBy(() -> node.openBalance(1, 1, altered))
          .isInstanceOf(SealBrokenException.class);
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertThat(institution.store.asked() - before).isBetween(1, (int) seconds + 2);
  }

  /**
   * After a rotation all lanes of a node meet the new version at once: while one of them reads the
   * vault, the others must not take the balances for broken.
   */
  @Test
  void thoseWhoMeetTheVersionWhileItIsReadWaitForIt() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    SlowStore store = new SlowStore(reading, goOn);
    Institution slow = new Institution(store);
    SoftSecurityModule writer = slow.otherNode().module;
    slow.rotate(KeyType.BALANCE_SEALING, 2);
    writer.refresh();
    byte[] sealed = writer.sealBalance(1, 1, new byte[] {5});
    store.slow = true;

    CompletableFuture<byte[]> first = new CompletableFuture<>();
    CompletableFuture<byte[]> second = new CompletableFuture<>();
    open(slow.module, sealed, first);
    assertThat(reading.await(1, TimeUnit.MINUTES)).isTrue();
    Thread lane = open(slow.module, sealed, second);
    // in line behind the first one, or at its end because it did not wait
    await().until(() -> IN_LINE_OR_DONE.contains(lane.getState()));
    goOn.countDown();
    assertThat(first.get(1, TimeUnit.MINUTES)).containsExactly(5);
    assertThat(second.get(1, TimeUnit.MINUTES)).containsExactly(5);
  }

  private static Thread open(
      SoftSecurityModule module, byte[] sealed, CompletableFuture<byte[]> result) {
    Thread lane =
        new Thread(
            () -> {
              try {
                result.complete(module.openBalance(1, 1, sealed));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    lane.start();
    return lane;
  }

  /** A database that answers when it is told to. */
  private static final class SlowStore extends MemoryKeyRingStore {
    private final CountDownLatch reading;
    private final CountDownLatch goOn;
    private volatile boolean slow;

    SlowStore(CountDownLatch reading, CountDownLatch goOn) {
      this.reading = reading;
      this.goOn = goOn;
    }

    @Override
    public synchronized List<ManagedKey> keys() {
      if (slow) {
        reading.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return super.keys();
    }
  }

  @Test
  void aNodeFollowsToTheNextGenerationOfTheMasterKey() {
    institution.source.create(2);
    institution.store.masterGeneration(2);
    assertThat(node.refresh()).isTrue();
    assertThat(institution.master.currentGeneration()).isEqualTo(2);
    KeyRef fresh = institution.generate(KeyType.MAK, KeyAlgorithm.DES);
    assertThat(other.kcv(fresh)).isEqualTo(node.kcv(fresh));
  }

  /** A node whose key store has not been brought there goes on with what it has. */
  @Test
  void withoutTheGenerationThatTheVaultNamesANodeKeepsItsKeys() {
    byte[] hash = node.panHash(PAN);
    institution.store.masterGeneration(3);
    assertFault(KeyFault.MASTER_UNKNOWN, node::refresh);
    assertThat(institution.master.currentGeneration()).isEqualTo(1);
    assertThat(node.panHash(PAN)).isEqualTo(hash);
    assertFault(KeyFault.MASTER_UNKNOWN, institution::restarted);
  }

  @Test
  void aKeyThatIsBrokenInTheVaultDoesNotReplaceTheGoodOne() {
    byte[] hash = node.panHash(PAN);
    ManagedKey key = institution.store.find(name(KeyType.PAN_LOOKUP, 1));
    institution.store.replace(
        new ManagedKey(key.name(), key.state(), key.ref(), new Kcv("00000000"), key.validity()));
    institution.store.tell();
    assertFault(KeyFault.RING_BROKEN, node::refresh);
    assertThat(node.panHash(PAN)).isEqualTo(hash);
  }

  @Test
  void whileTheMasterKeyIsOutOfReachNothingIsRead() {
    int before = institution.store.asked();
    institution.store.tell();
    institution.master.close();
    assertThat(node.refresh()).isFalse();
    assertThat(institution.store.asked()).isEqualTo(before);
  }

  @Test
  void aPendingKeyOpensAndAnActiveOneSeals() {
    byte[] clear = KeyMaterial.random(KeyAlgorithm.AES_256);
    KeyName next = name(KeyType.BALANCE_SEALING, 2);
    institution.store.insert(
        institution.managed(next, KeyAlgorithm.AES_256, KeyState.PENDING, clear));
    institution.store.tell();
    node.refresh();
    assertThat(node.sealBalance(1, 1, new byte[8])[0]).isEqualTo((byte) 1);
    institution.store.move(name(KeyType.BALANCE_SEALING, 1), KeyState.SUPERSEDED);
    institution.store.move(next, KeyState.ACTIVE);
    other.refresh();
    byte[] sealed = other.sealBalance(1, 1, new byte[] {9});
    assertThat(sealed[0]).isEqualTo((byte) 2);
    assertThat(node.openBalance(1, 1, sealed)).containsExactly(9);
  }

  @Test
  void whatACompromisedKeySealedOpensAndWhatADestroyedOneSealedDoesNot() {
    byte[] sealed = node.sealBalance(1, 1, new byte[] {9});
    institution.rotate(KeyType.BALANCE_SEALING, 2);
    institution.store.move(name(KeyType.BALANCE_SEALING, 1), KeyState.COMPROMISED);
    node.refresh();
    assertThat(node.openBalance(1, 1, sealed)).containsExactly(9);
    institution.store.move(name(KeyType.BALANCE_SEALING, 1), KeyState.DESTROYED);
    node.refresh();
    assertThatThrownBy(() -> node.openBalance(1, 1, sealed))
        .isInstanceOf(SealBrokenException.class);
  }
}
