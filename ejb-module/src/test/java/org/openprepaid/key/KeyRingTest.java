package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.name;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The keys of the house at the first start, at later ones, and with more than one node. */
class KeyRingTest {
  private static final String PAN = "6221558812340000";

  private final Institution institution = new Institution();
  private final MasterKeys master = institution.master;
  private final MemoryKeyRingStore store = institution.store;

  @Test
  void theFirstStartMakesTheKeysOfTheHouse() {
    assertThat(store.keys())
        .extracting(key -> key.name().toString())
        .containsExactlyInAnyOrder(
            "INSTITUTION:PAN_LOOKUP:1",
            "INSTITUTION:PAN_ENCRYPTION:1",
            "INSTITUTION:BALANCE_SEALING:1",
            "ISSUER/OWN:PIN_HASH:1",
            "ISSUER/OWN:PIN_OFFSET:1",
            "ISSUER/OWN:PVV:1",
            "ISSUER/OWN:PIN_STORAGE:1",
            "ISSUER/OWN:CVK:1",
            "ISSUER/OWN:FILE_TRANSPORT:1");
    for (ManagedKey key : store.keys()) {
      assertThat(key.state()).isEqualTo(KeyState.ACTIVE);
      assertThat(key.ref().value()).hasSizeLessThanOrEqualTo(KeyRef.MAX_LENGTH);
      assertThat(key.ref().spec().exportable()).isFalse();
      assertThat(key.kcv().hex()).hasSize(8);
      assertThat(institution.module.kcv(key.ref())).isEqualTo(key.kcv().bytes());
    }
  }

  @Test
  void laterStartsMakeNone() {
    List<ManagedKey> first = store.keys();
    institution.restarted();
    assertThat(store.keys()).isEqualTo(first);
  }

  @Test
  void aMissingKeyIsMadeAndTheOthersAreKept() {
    MemoryKeyRingStore partly = new MemoryKeyRingStore();
    partly.insert(store.find(name(KeyType.PAN_LOOKUP, 1)));
    SoftSecurityModule after = new SoftSecurityModule(master, partly);
    assertThat(partly.keys()).hasSize(9);
    assertThat(after.panHash(PAN)).isEqualTo(institution.module.panHash(PAN));
  }

  /** Whatever its state: an operator who has taken a key out of use does not get another one. */
  @ParameterizedTest
  @EnumSource(value = KeyState.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
  void aKeyThatIsNotActiveIsNotMadeAnew(KeyState state) {
    store.move(name(KeyType.PVV, 1), state);
    SoftSecurityModule next = institution.restarted();
    assertThat(store.keys()).hasSize(9);
    assertThat(next.activeKey(KeyOwner.issuer("OWN"), KeyType.PVV)).isEmpty();
    PinCard card = new PinCard("OWN", 1, PAN);
    assertFault(
        KeyFault.KEY_UNKNOWN,
        () -> next.pinReference(PinMethod.VISA_PVV, card, "1234".toCharArray()));
  }

  @Test
  void aNodeThatWasSlowerTakesTheKeysOfTheFasterOne() {
    MemoryKeyRingStore shared = new MemoryKeyRingStore();
    KeyRingStore raced =
        new KeyRingStore() {
          private boolean first = true;

          @Override
          public KeyEpoch epoch() {
            return shared.epoch();
          }

          @Override
          public List<ManagedKey> keys() {
            List<ManagedKey> seen = shared.keys();
            if (first) {
              first = false;
              new SoftSecurityModule(master, shared);
            }
            return seen;
          }

          @Override
          public boolean insert(ManagedKey key) {
            assertThat(shared.insert(key)).isFalse();
            return false;
          }
        };
    SoftSecurityModule slower = new SoftSecurityModule(master, raced);
    SoftSecurityModule faster = new SoftSecurityModule(master, shared);
    byte[] sealed = slower.sealBalance(1, 1, new byte[8]);
    assertThat(faster.openBalance(1, 1, sealed)).isEqualTo(new byte[8]);
    assertThat(slower.panHash(PAN)).isEqualTo(faster.panHash(PAN));
  }

  @Test
  void keysOfAnotherMasterKeyAreRefused() {
    MasterKeys other = MasterKeys.openOrCreate(new MemoryMasterKeys());
    assertBroken("local master key", () -> new SoftSecurityModule(other, store));
  }

  @Test
  void aKeyThatFailsItsCheckValueIsRefused() {
    ManagedKey key = store.find(name(KeyType.BALANCE_SEALING, 1));
    Kcv wrong = new Kcv(key.kcv().hex().equals("00000000") ? "11111111" : "00000000");
    store.replace(
        new ManagedKey(key.name(), KeyState.SUPERSEDED, key.ref(), wrong, key.validity()));
    assertBroken("INSTITUTION:BALANCE_SEALING:1", institution::restarted);
  }

  /** Of each key of the house, in a row with the right check value. */
  @ParameterizedTest
  @EnumSource(KeyType.class)
  void aKeyOfAnotherPurposeIsNotTaken(KeyType type) {
    for (ManagedKey key : store.keys()) {
      if (key.name().type() != type && type.accepts(key.ref().algorithm())) {
        KeySpec spec = Institution.spec(type, key.ref().algorithm());
        assertRowIsRefused(key, spec);
      }
    }
  }

  @Test
  void aKeyOfAnotherOwnerOrVersionIsNotTaken() {
    ManagedKey key = store.find(name(KeyType.PVV, 1));
    KeySpec right = key.ref().spec();
    assertRowIsRefused(
        key, KeySpec.of(new KeyName(right.owner(), right.type(), 2), right.algorithm()));
    assertRowIsRefused(
        key, KeySpec.of(new KeyName(KeyOwner.issuer("OTHER"), right.type(), 1), right.algorithm()));
  }

  private void assertRowIsRefused(ManagedKey key, KeySpec spec) {
    byte[] clear = KeyMaterial.random(spec.algorithm());
    MemoryKeyRingStore changed = new MemoryKeyRingStore();
    store.keys().forEach(changed::insert);
    changed.replace(
        new ManagedKey(
            key.name(),
            key.state(),
            master.wrap(spec, clear),
            Kcv.of(KeyMaterial.kcv(spec.algorithm(), clear)),
            key.validity()));
    assertBroken(key.name().toString(), () -> new SoftSecurityModule(master, changed));
  }

  @Test
  void aKeyThatDoesNotStayStoredIsNotUsed() {
    MemoryKeyRingStore forgetful =
        new MemoryKeyRingStore() {
          @Override
          public boolean insert(ManagedKey key) {
            return true;
          }
        };
    SoftSecurityModule module = new SoftSecurityModule(master, forgetful);
    assertFault(KeyFault.KEY_UNKNOWN, () -> module.sealBalance(1, 1, new byte[8]));
    assertFault(KeyFault.KEY_UNKNOWN, () -> module.panHash(PAN));
  }

  /** They are opened when they are used, and one that does not open must not stop the house. */
  @Test
  void partnersKeysStayWrapped() {
    KeySpec spec = KeySpec.of(name(KeyType.ZPK, 1), KeyAlgorithm.AES_128);
    KeyRef foreign = new Institution().module.generate(spec);
    store.insert(
        new ManagedKey(
            spec.name(), KeyState.ACTIVE, foreign, new Kcv("00000000"), spec.validity()));
    SoftSecurityModule next = institution.restarted();
    assertThat(next.activeKey(spec.owner(), KeyType.ZPK)).contains(foreign);
    assertThat(next.activeKey(spec.owner(), KeyType.ZAK)).isEmpty();
    assertThat(next.panHash(PAN)).isEqualTo(institution.module.panHash(PAN));
    assertFault(KeyFault.BLOCK_BROKEN, () -> next.kcv(foreign));
  }

  @Test
  void theActiveKeyOfAnOwnerIsFound() {
    KeyOwner own = KeyOwner.issuer("OWN");
    KeyRef first = institution.module.activeKey(own, KeyType.CVK).orElseThrow();
    assertThat(first).isEqualTo(store.find(name(KeyType.CVK, 1)).ref());
    institution.rotate(KeyType.CVK, 2);
    KeyRef second = institution.restarted().activeKey(own, KeyType.CVK).orElseThrow();
    assertThat(second).isEqualTo(store.find(name(KeyType.CVK, 2)).ref());
    assertThat(second.version()).isEqualTo(2);
  }

  @Test
  void anIssuerThatHasNoKeysIsUnknown() {
    assertFault(
        KeyFault.KEY_UNKNOWN,
        () -> institution.module.cvn("OTHER", PAN, "2812", CardFunctions.PRINTED));
    assertFault(
        KeyFault.NAME_MALFORMED,
        () -> institution.module.cvn("NO ISSUER", PAN, "2812", CardFunctions.PRINTED));
  }

  @Test
  void theRingPrintsNumbersOnly() {
    assertThat(new LiveKeyRing(master, store).now()).hasToString("KeyRing[epoch=1, 9 keys]");
  }

  private static void assertBroken(String hint, ThrowingCallable opening) {
    assertThat(assertFault(KeyFault.RING_BROKEN, opening)).hasMessageContaining(hint);
  }
}
