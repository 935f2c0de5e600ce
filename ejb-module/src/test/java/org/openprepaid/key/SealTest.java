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
import org.junit.jupiter.params.provider.ValueSource;

/** Balances and card numbers, sealed for one account or card. */
class SealTest {
  private static final long ACCOUNT = 81_234_567_890L;
  private static final byte[] BALANCE = {0, 0, 0, 0, 0, 0, 0x27, 0x10};
  private static final String PAN = "6221558812340000";

  private final Institution institution = new Institution();
  private final SoftSecurityModule module = institution.module;

  @Property(tries = 200)
  void aBalanceOpensAsItWasSealed(
      @ForAll long account, @ForAll long version, @ForAll @Size(max = 255) byte[] balance) {
    byte[] sealed = module.sealBalance(account, version, balance);
    assertThat(sealed).hasSize(balance.length + SecurityModule.SEAL_OVERHEAD_BYTES);
    assertThat(module.openBalance(account, version, sealed)).isEqualTo(balance);
  }

  @Property(tries = 200)
  void aCardNumberOpensAsItWasSealed(
      @ForAll long card, @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan) {
    byte[] sealed = module.sealPan(card, pan);
    assertThat(sealed).hasSize(pan.length() + SecurityModule.SEAL_OVERHEAD_BYTES);
    assertThat(module.openPan(card, sealed)).isEqualTo(pan);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(pan);
  }

  @Test
  void anyChangedBitOfASealedBalanceIsRefused() {
    byte[] sealed = module.sealBalance(ACCOUNT, 3, BALANCE);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertBroken(() -> module.openBalance(ACCOUNT, 3, changed));
    }
  }

  @Test
  void anyChangedBitOfASealedCardNumberIsRefused() {
    byte[] sealed = module.sealPan(7, PAN);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertBroken(() -> module.openPan(7, changed));
    }
  }

  @Test
  void aBalanceCopiedFromAnotherAccountIsRefused() {
    byte[] rich = module.sealBalance(ACCOUNT + 1, 3, new byte[] {127, 0, 0, 0});
    assertBroken(() -> module.openBalance(ACCOUNT, 3, rich));
  }

  @Test
  void aBalanceRolledBackToAnEarlierVersionIsRefused() {
    byte[] before = module.sealBalance(ACCOUNT, 3, BALANCE);
    assertBroken(() -> module.openBalance(ACCOUNT, 4, before));
  }

  @Test
  void aCardNumberOfAnotherCardIsRefused() {
    byte[] sealed = module.sealPan(7, PAN);
    assertBroken(() -> module.openPan(8, sealed));
  }

  @Test
  void aCardNumberIsNoBalanceAndABalanceNoCardNumber() {
    byte[] pan = module.sealPan(ACCOUNT, PAN);
    byte[] balance = module.sealBalance(ACCOUNT, 0, BALANCE);
    assertBroken(() -> module.openBalance(ACCOUNT, 0, pan));
    assertBroken(() -> module.openPan(ACCOUNT, balance));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 13, 28})
  void whatIsTooShortToBeSealedIsRefused(int length) {
    byte[] cut = Arrays.copyOf(module.sealBalance(ACCOUNT, 3, new byte[0]), length);
    assertBroken(() -> module.openBalance(ACCOUNT, 3, cut));
    assertBroken(() -> module.openPan(ACCOUNT, cut));
  }

  @Test
  void anotherInstitutionsSealIsRefused() {
    byte[] foreign = new Institution().module.sealBalance(ACCOUNT, 3, BALANCE);
    assertBroken(() -> module.openBalance(ACCOUNT, 3, foreign));
  }

  @Test
  void noNonceComesTwice() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      byte[] sealed = module.sealBalance(ACCOUNT, 3, BALANCE);
      assertThat(nonces.add(Institution.hex(Arrays.copyOfRange(sealed, 1, 13)))).isTrue();
    }
  }

  @Test
  void afterRotationTheNewKeyWritesAndTheOldOneStillReads() {
    byte[] balance = module.sealBalance(ACCOUNT, 3, BALANCE);
    byte[] pan = module.sealPan(7, PAN);
    assertThat(balance[0]).isEqualTo((byte) 1);
    institution.addVersion(IssuerKeyName.BALANCE_SEALING, 2);
    institution.addVersion(IssuerKeyName.PAN_ENCRYPTION, 255);
    SoftSecurityModule next = institution.restarted();

    assertThat(next.openBalance(ACCOUNT, 3, balance)).isEqualTo(BALANCE);
    assertThat(next.openPan(7, pan)).isEqualTo(PAN);
    byte[] balanceAfter = next.sealBalance(ACCOUNT, 4, BALANCE);
    byte[] panAfter = next.sealPan(7, PAN);
    assertThat(balanceAfter[0]).isEqualTo((byte) 2);
    assertThat(panAfter[0]).isEqualTo((byte) 255);
    assertThat(next.openBalance(ACCOUNT, 4, balanceAfter)).isEqualTo(BALANCE);
    assertThat(next.openPan(7, panAfter)).isEqualTo(PAN);
    assertBroken(() -> module.openBalance(ACCOUNT, 4, balanceAfter));
  }

  @Test
  void aCardNumberHasOneHashPerInstitution() {
    assertThat(module.panHash(PAN))
        .hasSize(SecurityModule.PAN_HASH_BYTES)
        .isEqualTo(institution.restarted().panHash(PAN))
        .isNotEqualTo(module.panHash("6221558812340001"))
        .isNotEqualTo(new Institution().module.panHash(PAN));
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
    assertThatThrownBy(() -> module.panHash(pan))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(pan.isEmpty() || !e.getMessage().contains(pan)).isTrue());
    assertThatThrownBy(() -> module.sealPan(7, pan)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBalanceBeyondTheBoundIsRefused() {
    assertThatThrownBy(() -> module.sealBalance(ACCOUNT, 1, new byte[256]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertBroken(Runnable opening) {
    assertThatThrownBy(opening::run)
        .isInstanceOfSatisfying(
            SealBrokenException.class, e -> assertThat(e.code()).isEqualTo("OP-1513"))
        .hasMessageStartingWith("OP-1513 ");
  }
}
