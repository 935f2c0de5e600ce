package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.openprepaid.key.Faults.assertFault;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys before their first day, on their days, and after their last one. */
class KeyDaysTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 3, 31);
  private static final Validity MARCH = new Validity(FIRST, LAST);

  private static final String PAN = "6221558812340000";

  private static final Institution INSTITUTION = new Institution();

  @ParameterizedTest
  @EnumSource
  void aKeyServesOnItsDaysOnly(Operation operation) {
    for (KeyType type : KeyType.values()) {
      // components have no days
      if (operation.isFor(type) && type != KeyType.COMPONENT) {
        KeyRef key =
            INSTITUTION.module.generate(
                Institution.spec(type, type.usualAlgorithm()).lasting(MARCH));
        assertThat(key.lastDay()).isEqualTo(LAST);
        assertServes(operation, key, FIRST);
        assertServes(operation, key, LAST);
        if (operation.isTimeless()) {
          assertServes(operation, key, LAST.plusDays(1));
        } else {
          assertExpired(operation, key, FIRST.minusDays(1));
          assertExpired(operation, key, LAST.plusDays(1));
        }
      }
    }
  }

  private static void assertServes(Operation operation, KeyRef key, LocalDate day) {
    assertThatCode(() -> operation.with(key, on(day)))
        .as(key + " on " + day)
        .doesNotThrowAnyException();
  }

  private static void assertExpired(Operation operation, KeyRef key, LocalDate day) {
    KeyException e = assertFault(KeyFault.KEY_EXPIRED, () -> operation.with(key, on(day)));
    assertThat(e).hasMessageStartingWith("OP-1528 ").hasMessageContaining("2026-03-01 to");
  }

  private static Operation.Place on(LocalDate day) {
    return new Operation.Place(INSTITUTION.onDay(day.toEpochDay()), INSTITUTION);
  }

  /** Days are UTC's. */
  @ParameterizedTest
  @CsvSource({
    "2026-02-28T23:59:59.999Z, false",
    "2026-03-01T00:00:00Z, true",
    "2026-03-31T23:59:59.999Z, true",
    "2026-04-01T00:00:00Z, false",
  })
  void aDayEndsAtMidnight(Instant now, boolean serves) {
    SoftSecurityModule node =
        new SoftSecurityModule(
            INSTITUTION.master, INSTITUTION.store, 100, () -> now.toEpochMilli());
    KeyRef mak = node.generate(march(KeyType.MAK));
    if (serves) {
      assertThat(node.mac(mak, new byte[8])).hasSize(8);
    } else {
      assertFault(KeyFault.KEY_EXPIRED, () -> node.mac(mak, new byte[8]));
    }
  }

  /** The cache keeps keys open for as long as they are used, but not beyond their days. */
  @Test
  void anOpenKeyRunsOutToo() {
    AtomicLong now = new AtomicLong(Instant.parse("2026-03-31T12:00:00Z").toEpochMilli());
    SoftSecurityModule node =
        new SoftSecurityModule(INSTITUTION.master, INSTITUTION.store, 100, now::get);
    KeyRef mak = node.generate(march(KeyType.MAK));
    byte[] mac = node.mac(mak, new byte[8]);
    assertThat(node.verifyMac(mak, new byte[8], mac)).isTrue();
    now.set(Instant.parse("2026-04-01T00:00:00Z").toEpochMilli());
    assertFault(KeyFault.KEY_EXPIRED, () -> node.verifyMac(mak, new byte[8], mac));
  }

  /** Of keys of the house: what is new is made with valid ones, what is old is read with any. */
  @Test
  void anExpiredKeyOfTheHouseStillReadsButMakesNothingNew() {
    Institution institution = new Institution();
    for (KeyType type :
        List.of(
            KeyType.BALANCE_SEALING,
            KeyType.PAN_ENCRYPTION,
            KeyType.FILE_TRANSPORT,
            KeyType.CVK,
            KeyType.PIN_HASH,
            KeyType.PIN_OFFSET,
            KeyType.PVV,
            KeyType.PIN_STORAGE)) {
      institution.store.replace(marchKeyOfTheHouse(institution, type));
    }
    SoftSecurityModule before = institution.onDay(LAST.toEpochDay());
    byte[] balance = before.sealBalance(1, 1, new byte[] {9});
    byte[] pan = before.sealPan(1, PAN);
    byte[] file = before.sealFile(Institution.OWN, "cards.csv", new byte[] {9});
    String cvn = before.cvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED);

    SoftSecurityModule after = institution.onDay(LAST.plusDays(1).toEpochDay());
    assertThat(after.openBalance(1, 1, balance)).containsExactly(9);
    assertThat(after.openPan(1, pan)).isEqualTo(PAN);
    assertThat(after.openFile(Institution.OWN, "cards.csv", file)).containsExactly(9);
    assertThat(after.verifyCvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED, cvn)).isTrue();
    List<ThrowingCallable> makingNew =
        List.of(
            () -> after.sealBalance(1, 2, new byte[] {9}),
            () -> after.sealPan(1, PAN),
            () -> after.sealFile(Institution.OWN, "cards.csv", new byte[] {9}),
            () -> after.cvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED));
    for (ThrowingCallable act : makingNew) {
      assertFault(KeyFault.KEY_EXPIRED, act);
    }
    for (PinMethod method : PinMethod.values()) {
      assertPinIsVerifiedButNotSet(before, after, method);
    }
  }

  private static void assertPinIsVerifiedButNotSet(
      SoftSecurityModule before, SoftSecurityModule after, PinMethod method) {
    PinCard card = new PinCard(Institution.OWN, 1, PAN);
    byte[] clear = Institution.hex("0123456789ABCDEFFEDCBA9876543210");
    KeySpec spec = Institution.spec(KeyType.PIK, KeyAlgorithm.TDES_2KEY);
    KeyRef pik = after.combine(spec, List.of(clear));
    byte[] block = PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, clear, "271828", PAN);
    byte[] reference = before.pinReference(method, card, "271828".toCharArray());
    assertThat(after.verifyPin(pik, PinFormat.ISO_0, block, card, reference))
        .isEqualTo(PinCheck.CORRECT);
    KeyRef printer = after.generate(Institution.spec(KeyType.PRINTER, KeyAlgorithm.AES_256));
    assertFault(
        KeyFault.KEY_EXPIRED, () -> after.pinReference(method, card, "271828".toCharArray()));
    assertFault(KeyFault.KEY_EXPIRED, () -> after.issuePin(method, card, 6, printer));
    assertFault(
        KeyFault.KEY_EXPIRED, () -> after.changePin(pik, PinFormat.ISO_0, block, method, card, 6));
  }

  private static ManagedKey marchKeyOfTheHouse(Institution institution, KeyType type) {
    KeySpec spec = KeySpec.of(Institution.name(type, 1), type.usualAlgorithm()).lasting(MARCH);
    KeyRef ref = institution.module.generate(spec);
    Kcv kcv = institution.management.checkValue(ref);
    return new ManagedKey(spec.name(), KeyState.ACTIVE, ref, kcv, MARCH);
  }

  /** In time to be replaced: active ones only, a superseded one is in nobody's way. */
  @Test
  void keysOfTheHouseThatEndSoonAreTold() {
    Institution institution = new Institution();
    assertThat(institution.module.keysEndingBy(LAST)).isEmpty();
    ManagedKey ending = marchKeyOfTheHouse(institution, KeyType.CVK);
    institution.store.replace(ending);
    institution.store.tell();
    institution.module.refresh();
    assertThat(institution.module.keysEndingBy(LAST.minusDays(1))).isEmpty();
    assertThat(institution.module.keysEndingBy(LAST)).containsExactly(ending.ref());
    assertThat(institution.module.keysEndingBy(LAST.plusYears(1))).containsExactly(ending.ref());
    institution.rotate(KeyType.CVK, 2);
    institution.module.refresh();
    assertThat(institution.module.keysEndingBy(LAST)).isEmpty();
  }

  @Test
  void aValidityThatEndsBeforeItBeginsIsRefused() {
    assertFault(KeyFault.VALIDITY_REFUSED, () -> new Validity(LAST, FIRST));
    assertThat(new Validity(FIRST, FIRST).contains(FIRST)).isTrue();
    assertThat(MARCH).hasToString("2026-03-01 to 2026-03-31");
    assertThat(Validity.ALWAYS).hasToString("from 2000-01-01");
  }

  private static KeySpec march(KeyType type) {
    return Institution.spec(type, KeyAlgorithm.DES).lasting(MARCH);
  }
}
