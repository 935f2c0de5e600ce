package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Balances, card numbers and files, each sealed for one place. */
class SealTest {
  private static final long ACCOUNT = 81_234_567_890L;
  private static final byte[] BALANCE = {0, 0, 0, 0, 0, 0, 0x27, 0x10};
  private static final String PAN = "6221558812340000";
  private static final String FILE = "cards-2026-01.csv";

  /** Institutions that seal with AES and with SM4. */
  @SuppressWarnings("ImmutableEnumChecker") // each test puts up with what others sealed
  private enum House {
    AES(KeyAlgorithm.AES_256),
    SM4(KeyAlgorithm.SM4);

    private final Institution institution = new Institution();
    private final SoftSecurityModule module = institution.module;
    private final byte version;

    House(KeyAlgorithm algorithm) {
      if (algorithm == KeyAlgorithm.SM4) {
        institution.rotate(KeyType.BALANCE_SEALING, 2, algorithm);
        institution.rotate(KeyType.PAN_ENCRYPTION, 2, algorithm);
        institution.rotate(KeyType.FILE_TRANSPORT, 2, algorithm);
        institution.rotate(KeyType.PAN_LOOKUP, 2, KeyAlgorithm.HMAC_SM3);
        module.refresh();
      }
      version = (byte) (algorithm == KeyAlgorithm.SM4 ? 2 : 1);
    }
  }

  @Property(tries = 200)
  void aBalanceOpensAsItWasSealed(
      @ForAll House house,
      @ForAll long account,
      @ForAll long version,
      @ForAll @Size(max = 255) byte[] balance) {
    byte[] sealed = house.module.sealBalance(account, version, balance);
    assertThat(sealed)
        .hasSize(balance.length + SecurityModule.SEAL_OVERHEAD_BYTES)
        .startsWith(house.version);
    assertThat(house.module.openBalance(account, version, sealed)).isEqualTo(balance);
  }

  @Property(tries = 200)
  void aCardNumberOpensAsItWasSealed(
      @ForAll House house,
      @ForAll long card,
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan) {
    byte[] sealed = house.module.sealPan(card, pan);
    assertThat(sealed)
        .hasSize(pan.length() + SecurityModule.SEAL_OVERHEAD_BYTES)
        .startsWith(house.version);
    assertThat(house.module.openPan(card, sealed)).isEqualTo(pan);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(pan);
  }

  @Property(tries = 100)
  void aFileOpensAsItWasSealed(
      @ForAll House house, @ForAll String name, @ForAll @Size(max = 2_000) byte[] content) {
    byte[] sealed = house.module.sealFile(Institution.OWN, name, content);
    assertThat(sealed)
        .hasSize(content.length + SecurityModule.SEAL_OVERHEAD_BYTES)
        .startsWith(house.version);
    assertThat(house.module.openFile(Institution.OWN, name, sealed)).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource
  void anyChangedBitIsRefused(House house) {
    byte[] balance = house.module.sealBalance(ACCOUNT, 3, BALANCE);
    byte[] pan = house.module.sealPan(7, PAN);
    byte[] file = house.module.sealFile(Institution.OWN, FILE, BALANCE);
    for (int bit = 0; bit < pan.length * 8; bit++) {
      int changed = bit;
      assertBroken(() -> house.module.openBalance(ACCOUNT, 3, flipped(balance, changed)));
      assertBroken(() -> house.module.openPan(7, flipped(pan, changed)));
      assertBroken(() -> house.module.openFile(Institution.OWN, FILE, flipped(file, changed)));
    }
  }

  private static byte[] flipped(byte[] sealed, int bit) {
    byte[] changed = sealed.clone();
    int at = bit % (sealed.length * 8);
    changed[at / 8] ^= (byte) (1 << at % 8);
    return changed;
  }

  @ParameterizedTest
  @EnumSource
  void aBalanceCopiedFromAnotherAccountIsRefused(House house) {
    byte[] rich = house.module.sealBalance(ACCOUNT + 1, 3, new byte[] {127, 0, 0, 0});
    assertBroken(() -> house.module.openBalance(ACCOUNT, 3, rich));
  }

  @ParameterizedTest
  @EnumSource
  void aBalanceRolledBackToAnEarlierVersionIsRefused(House house) {
    byte[] before = house.module.sealBalance(ACCOUNT, 3, BALANCE);
    assertBroken(() -> house.module.openBalance(ACCOUNT, 4, before));
  }

  @ParameterizedTest
  @EnumSource
  void aCardNumberOfAnotherCardIsRefused(House house) {
    byte[] sealed = house.module.sealPan(7, PAN);
    assertBroken(() -> house.module.openPan(8, sealed));
  }

  @ParameterizedTest
  @EnumSource
  void aFileOfAnotherNameOrIssuerIsRefused(House house) {
    byte[] sealed = house.module.sealFile(Institution.OWN, FILE, BALANCE);
    assertBroken(() -> house.module.openFile(Institution.OWN, "cards-2026-02.csv", sealed));
    assertBroken(() -> house.module.openFile(Institution.OWN, "", sealed));
    Institution other = house.institution;
    KeyName name = new KeyName(KeyOwner.issuer("OTHER"), KeyType.FILE_TRANSPORT, house.version);
    // even if they had the same key
    byte[] clear = other.master.unwrap(other.store.find(name(KeyType.FILE_TRANSPORT, house)).ref());
    other.store.replace(
        other.managed(
            name,
            house == House.SM4 ? KeyAlgorithm.SM4 : KeyAlgorithm.AES_256,
            KeyState.ACTIVE,
            clear));
    SoftSecurityModule next = other.restarted();
    assertBroken(() -> next.openFile("OTHER", FILE, sealed));
    assertThat(next.openFile(Institution.OWN, FILE, sealed)).isEqualTo(BALANCE);
  }

  private static KeyName name(KeyType type, House house) {
    return Institution.name(type, house.version);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasSealedForOneThingIsNoOther(House house) {
    byte[] pan = house.module.sealPan(ACCOUNT, PAN);
    byte[] balance = house.module.sealBalance(ACCOUNT, 0, BALANCE);
    byte[] file = house.module.sealFile(Institution.OWN, FILE, BALANCE);
    for (byte[] other : new byte[][] {pan, file}) {
      assertBroken(() -> house.module.openBalance(ACCOUNT, 0, other));
    }
    for (byte[] other : new byte[][] {balance, file}) {
      assertBroken(() -> house.module.openPan(ACCOUNT, other));
    }
    for (byte[] other : new byte[][] {pan, balance}) {
      assertBroken(() -> house.module.openFile(Institution.OWN, FILE, other));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 13, 28})
  void whatIsTooShortToBeSealedIsRefused(int length) {
    for (House house : House.values()) {
      byte[] cut = Arrays.copyOf(house.module.sealBalance(ACCOUNT, 3, new byte[0]), length);
      assertBroken(() -> house.module.openBalance(ACCOUNT, 3, cut));
      assertBroken(() -> house.module.openPan(ACCOUNT, cut));
      assertBroken(() -> house.module.openFile(Institution.OWN, FILE, cut));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherInstitutionsSealIsRefused(House house) {
    byte[] foreign = new Institution().module.sealBalance(ACCOUNT, 3, BALANCE);
    foreign[0] = house.version;
    assertBroken(() -> house.module.openBalance(ACCOUNT, 3, foreign));
  }

  @ParameterizedTest
  @EnumSource
  void noNonceComesTwice(House house) {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      byte[] sealed = house.module.sealBalance(ACCOUNT, 3, BALANCE);
      assertThat(nonces.add(Institution.hex(Arrays.copyOfRange(sealed, 1, 13)))).isTrue();
    }
  }

  /** Also from one cipher to the other. */
  @Test
  void afterRotationTheNewKeyWritesAndTheOldOneStillReads() {
    Institution institution = new Institution();
    SoftSecurityModule module = institution.module;
    byte[] balance = module.sealBalance(ACCOUNT, 3, BALANCE);
    byte[] pan = module.sealPan(7, PAN);
    byte[] file = module.sealFile(Institution.OWN, FILE, BALANCE);
    assertThat(balance[0]).isEqualTo((byte) 1);
    institution.rotate(KeyType.BALANCE_SEALING, 2);
    institution.rotate(KeyType.PAN_ENCRYPTION, 99, KeyAlgorithm.SM4);
    institution.rotate(KeyType.FILE_TRANSPORT, 2, KeyAlgorithm.SM4);
    SoftSecurityModule next = institution.restarted();

    assertThat(next.openBalance(ACCOUNT, 3, balance)).isEqualTo(BALANCE);
    assertThat(next.openPan(7, pan)).isEqualTo(PAN);
    assertThat(next.openFile(Institution.OWN, FILE, file)).isEqualTo(BALANCE);
    byte[] balanceAfter = next.sealBalance(ACCOUNT, 4, BALANCE);
    byte[] panAfter = next.sealPan(7, PAN);
    assertThat(balanceAfter[0]).isEqualTo((byte) 2);
    assertThat(panAfter[0]).isEqualTo((byte) 99);
    assertThat(next.openBalance(ACCOUNT, 4, balanceAfter)).isEqualTo(BALANCE);
    assertThat(next.openPan(7, panAfter)).isEqualTo(PAN);
    assertThat(next.sealFile(Institution.OWN, FILE, BALANCE)[0]).isEqualTo((byte) 2);
  }

  @ParameterizedTest
  @EnumSource
  void aCardNumberHasOneHashPerInstitution(House house) {
    assertThat(house.module.panHash(PAN))
        .hasSize(SecurityModule.PAN_HASH_BYTES)
        .isEqualTo(house.institution.restarted().panHash(PAN))
        .isNotEqualTo(house.module.panHash("6221558812340001"))
        .isNotEqualTo(new Institution().module.panHash(PAN));
  }

  /** Cards are stored under either until the rotation has been through all of them. */
  @Test
  void whileTheLookupKeyIsRotatedACardHasSeveralHashes() {
    Institution institution = new Institution();
    SoftSecurityModule module = institution.module;
    byte[] first = module.panHash(PAN);
    assertThat(module.panHashes(PAN)).containsExactly(first);
    institution.rotate(KeyType.PAN_LOOKUP, 2, KeyAlgorithm.HMAC_SM3);
    institution.rotate(KeyType.PAN_LOOKUP, 3);
    module.refresh();
    byte[] third = module.panHash(PAN);
    assertThat(module.panHashes(PAN)).hasSize(3).doesNotHaveDuplicates();
    assertThat(module.panHashes(PAN).get(0)).isEqualTo(third).isNotEqualTo(first);
    assertThat(module.panHashes(PAN).get(2)).isEqualTo(first);
    institution.store.move(Institution.name(KeyType.PAN_LOOKUP, 1), KeyState.DESTROYED);
    module.refresh();
    assertThat(module.panHashes(PAN)).hasSize(2).startsWith(third);
  }

  /** Before it is activated, the next version is read already and writes nothing. */
  @Test
  void theActiveKeysHashComesFirst() {
    Institution institution = new Institution();
    byte[] first = institution.module.panHash(PAN);
    institution.store.insert(
        institution.managed(
            Institution.name(KeyType.PAN_LOOKUP, 2),
            KeyAlgorithm.HMAC_SHA256,
            KeyState.PENDING,
            KeyMaterial.random(KeyAlgorithm.HMAC_SHA256)));
    institution.store.tell();
    institution.module.refresh();
    assertThat(institution.module.panHash(PAN)).isEqualTo(first);
    assertThat(institution.module.panHashes(PAN)).hasSize(2).startsWith(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "62215588123",
        "62215588123400001234",
        "6221-5588-1234-0000",
        "６２２１５５８８１２３４００００"
      })
  void whatIsNoCardNumberIsRefusedAndNotRepeated(String pan) {
    SoftSecurityModule module = House.AES.module;
    assertThatThrownBy(() -> module.panHash(pan))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(pan.isEmpty() || !e.getMessage().contains(pan)).isTrue());
    assertThatThrownBy(() -> module.panHashes(pan)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> module.sealPan(7, pan)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsBeyondTheBoundIsRefused() {
    SoftSecurityModule module = House.AES.module;
    byte[] longest = new byte[SecurityModule.MAX_BALANCE_BYTES];
    assertThat(module.openBalance(1, 1, module.sealBalance(1, 1, longest))).isEqualTo(longest);
    assertThatThrownBy(() -> module.sealBalance(ACCOUNT, 1, new byte[256]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                module.sealFile(Institution.OWN, FILE, new byte[SecurityModule.MAX_FILE_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertBroken(Runnable opening) {
    assertThatThrownBy(opening::run)
        .isInstanceOfSatisfying(
            SealBrokenException.class, e -> assertThat(e.code()).isEqualTo("OP-1513"))
        .hasMessageStartingWith("OP-1513 ");
  }
}
