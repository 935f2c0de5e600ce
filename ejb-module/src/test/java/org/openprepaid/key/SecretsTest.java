package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.openprepaid.key.Institution.hex;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What may be in a log: no PIN, no card number, no key, in no text and in no trace. */
class SecretsTest {
  private static final String PAN = "6221558812345678";
  private static final String PIN = "739184";
  private static final String KEY = "23456789ABCDEF01C1E385A789ABCDEF";
  private static final String EVEN = "23456789ABCDEF00C1E385A789ABCDEF";

  private final Institution institution = new Institution();
  private final SoftSecurityModule module = institution.module;
  private final KeyManagement management = institution.management;
  private final PinCard card = new PinCard(Institution.OWN, 1, PAN);

  @Test
  void refusalsRepeatNothing() {
    KeyRef pik = institution.key(KeyType.PIK, KEY);
    KeyRef zmk = institution.key(KeyType.ZMK, KeyAlgorithm.AES_256, KEY + KEY);
    KeySpec spec = Institution.spec(KeyType.ZMK, KeyAlgorithm.TDES_2KEY);
    byte[] block = PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, hex(KEY), PIN, PAN);
    byte[] reference = module.pinReference(PinMethod.ENCRYPTED, card, PIN.toCharArray());
    byte[] pan = module.sealPan(1, PAN);
    List<ThrowingCallable> refused =
        List.of(
            () -> management.component(spec, hex(EVEN)),
            () -> management.component(spec, hex(KEY + KEY)),
            () -> module.combine(spec, List.of(hex(KEY), hex(KEY))),
            () -> module.combine(spec, List.of(hex(KEY), hex(KEY + "00"))),
            () -> management.importBlock(zmk, pik.value(), name(), Validity.ALWAYS),
            () -> module.mac(pik, hex(KEY)),
            () -> module.pinReference(PinMethod.KEYED_HASH, card, (PIN + "x").toCharArray()),
            () -> module.pinReference(PinMethod.KEYED_HASH, card, (PIN + PIN + 1).toCharArray()),
            () -> new PinCard(Institution.OWN, 1, PAN + "x"),
            () -> module.panHash(PAN + PAN),
            () -> module.sealPan(1, PAN + "x"),
            () -> module.openPan(2, pan),
            () -> module.cvn(Institution.OWN, PAN, "x", "101"),
            () -> module.track2(Institution.OWN, PAN, "2812", "101", new byte[] {9, 9, 9}),
            () ->
                module.verifyPin(
                    pik, PinFormat.ISO_0, block, new PinCard("OWN", 2, PAN), reference),
            () -> module.verifyPin(pik, PinFormat.ISO_4, block, card, reference),
            () -> module.reseal(card, hex("0409" + "00".repeat(41))),
            () -> module.translatePin(pik, PinFormat.ISO_0, block, PAN, pik, PinFormat.ISO_0));
    for (ThrowingCallable act : refused) {
      Throwable thrown = catchThrowable(act);
      assertThat(thrown).isInstanceOf(RuntimeException.class);
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      assertSecretsAreNotIn(trace.toString());
    }
  }

  private static KeyName name() {
    return Institution.name(KeyType.ZPK, 1);
  }

  @Test
  void textsOfThingsShowNothing() {
    KeyRef pik = institution.key(KeyType.PIK, KEY);
    byte[] block = PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, hex(KEY), PIN, PAN);
    KeyRef printer = institution.generate(KeyType.PRINTER, KeyAlgorithm.AES_256);
    KeyRef bdk = institution.key(KeyType.BDK, KEY);
    List<Object> things =
        List.of(
            module,
            institution.master,
            institution.source,
            card,
            pik,
            pik.spec(),
            new DukptKey(bdk, hex("FFFF9876543210E00001")),
            institution.store.keys(),
            management.component(pik.spec(), hex(KEY)),
            module.issuePin(PinMethod.VISA_PVV, card, 6, printer),
            module.changePin(pik, PinFormat.ISO_0, block, PinMethod.KEYED_HASH, card, 6),
            new SealingKey(KeyAlgorithm.SM4, hex(KEY)),
            new BalanceKey(KeyAlgorithm.SM4, hex(KEY)),
            new MacKey(KeyAlgorithm.TDES_2KEY, hex(KEY)));
    things.forEach(thing -> assertSecretsAreNotIn(thing.toString()));
    assertThat(card).hasToString("PinCard[OWN 1]");
  }

  /** Nor a part of them. */
  private static void assertSecretsAreNotIn(String text) {
    assertThat(text).doesNotContain(PAN, PIN, "62215588");
    assertThat(text.toUpperCase(Locale.ROOT)).doesNotContain("23456789", "ABCDEF0", "C1E385A7");
  }
}
