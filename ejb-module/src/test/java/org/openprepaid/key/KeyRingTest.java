package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The issuer keys at the first start, at later ones, and with more than one node. */
class KeyRingTest {
  private final LocalMasterKey master = Institution.freshMaster();
  private final MemoryKeyRingStore store = new MemoryKeyRingStore();

  @Test
  void theFirstStartMakesTheFourKeys() {
    KeyRing.open(master, store);
    assertThat(store.all())
        .extracting(key -> key.name() + " " + key.version())
        .containsExactlyInAnyOrder(
            "pan-lookup 1", "pan-encryption 1", "pin-verification 1", "balance-sealing 1");
    for (StoredIssuerKey key : store.all()) {
      assertThat(key.block().value()).hasSizeLessThanOrEqualTo(255);
      assertThat(key.kcv().hex()).hasSize(8);
    }
  }

  @Test
  void laterStartsMakeNone() {
    KeyRing.open(master, store);
    List<StoredIssuerKey> first = store.all();
    KeyRing.open(master, store);
    assertThat(store.all()).isEqualTo(first);
  }

  @Test
  void aMissingKeyIsMadeAndTheOthersAreKept() {
    KeyRing.open(master, store);
    MemoryKeyRingStore partly = new MemoryKeyRingStore();
    partly.insert(store.find(IssuerKeyName.PAN_LOOKUP, 1));
    SoftSecurityModule before = new SoftSecurityModule(master, KeyRing.open(master, store));
    SoftSecurityModule after = new SoftSecurityModule(master, KeyRing.open(master, partly));
    assertThat(partly.all()).hasSize(4);
    assertThat(after.panHash("6221558812340000")).isEqualTo(before.panHash("6221558812340000"));
  }

  @Test
  void aNodeThatWasSlowerTakesTheKeysOfTheFasterOne() {
    KeyRingStore raced =
        new KeyRingStore() {
          private boolean first = true;

          @Override
          public List<StoredIssuerKey> all() {
            List<StoredIssuerKey> seen = store.all();
            if (first) {
              first = false;
              KeyRing.open(master, store);
            }
            return seen;
          }

          @Override
          public boolean insert(StoredIssuerKey key) {
            assertThat(store.insert(key)).isFalse();
            return false;
          }
        };
    SoftSecurityModule slower = new SoftSecurityModule(master, KeyRing.open(master, raced));
    SoftSecurityModule faster = new SoftSecurityModule(master, KeyRing.open(master, store));
    byte[] sealed = slower.sealBalance(1, 1, new byte[8]);
    assertThat(faster.openBalance(1, 1, sealed)).isEqualTo(new byte[8]);
    assertThat(slower.panHash("6221558812340000")).isEqualTo(faster.panHash("6221558812340000"));
  }

  @Test
  void keysOfAnotherMasterKeyAreRefused() {
    KeyRing.open(master, store);
    LocalMasterKey other = Institution.freshMaster();
    assertBroken(() -> KeyRing.open(other, store), "local master key");
  }

  @Test
  void aKeyThatFailsItsCheckValueIsRefused() {
    KeyRing.open(master, store);
    StoredIssuerKey key = store.find(IssuerKeyName.BALANCE_SEALING, 1);
    Kcv wrong = new Kcv(key.kcv().hex().equals("00000000") ? "11111111" : "00000000");
    store.replace(new StoredIssuerKey(key.name(), 1, key.block(), wrong));
    assertBroken(() -> KeyRing.open(master, store), "balance-sealing version 1");
  }

  @Test
  void aKeyThatDoesNotStayStoredIsNotUsed() {
    KeyRingStore forgetful =
        new KeyRingStore() {
          @Override
          public List<StoredIssuerKey> all() {
            return List.of();
          }

          @Override
          public boolean insert(StoredIssuerKey key) {
            return true;
          }
        };
    assertBroken(() -> KeyRing.open(master, forgetful), "is not there");
  }

  @Test
  void keysOfOtherNamesAreLeftAlone() {
    KeyRing.open(master, store);
    StoredIssuerKey known = store.find(IssuerKeyName.PAN_LOOKUP, 1);
    store.insert(new StoredIssuerKey("card-verification", 1, known.block(), known.kcv()));
    assertThat(KeyRing.open(master, store).panLookup().currentVersion()).isEqualTo(1);
  }

  @Test
  void theRingPrintsVersionsOnly() {
    assertThat(KeyRing.open(master, store))
        .hasToString("KeyRing[panLookup=1, panEncryption=1, pinVerification=1, balanceSealing=1]");
  }

  private static void assertBroken(Runnable opening, String hint) {
    assertThatThrownBy(opening::run)
        .isInstanceOfSatisfying(
            KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.RING_BROKEN))
        .hasMessageStartingWith("OP-1512 ")
        .hasMessageContaining(hint);
  }
}
