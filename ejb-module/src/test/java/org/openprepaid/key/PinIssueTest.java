package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs that nobody knows but the printer of the mailer, which opens them here with its own key. */
class PinIssueTest {
  private static final String PIK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "6221558812340000";
  private static final PinCard CARD = new PinCard(Institution.OWN, 0x1122334455667788L, PAN);
  private static final String AES_KEY =
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
  private static final String SM4_KEY = "0123456789ABCDEFFEDCBA9876543210";

  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;
  private static final KeyRef AES_PRINTER =
      INSTITUTION.key(KeyType.PRINTER, KeyAlgorithm.AES_256, AES_KEY);
  private static final KeyRef SM4_PRINTER =
      INSTITUTION.key(KeyType.PRINTER, KeyAlgorithm.SM4, SM4_KEY);

  @ParameterizedTest
  @EnumSource
  void theMailerHoldsThePinThatIsVerified(PinMethod method) throws Exception {
    for (int length = 4; length <= 12; length++) {
      IssuedPin issued = MODULE.issuePin(method, CARD, length, AES_PRINTER);
      assertVerified(opened("AES", AES_KEY, issued.mailer()), length, issued);
      IssuedPin other = MODULE.issuePin(method, CARD, length, SM4_PRINTER);
      assertVerified(opened("SM4", SM4_KEY, other.mailer()), length, other);
    }
  }

  private static void assertVerified(byte[] mailer, int length, IssuedPin issued) {
    ByteBuffer text = ByteBuffer.wrap(mailer);
    assertThat(text.getLong()).isEqualTo(CARD.cardId());
    String pin = StandardCharsets.US_ASCII.decode(text).toString();
    assertThat(pin).hasSize(length).containsOnlyDigits();
    byte[] block = PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, hex(PIK), pin, PAN);
    KeyRef pik = INSTITUTION.key(KeyType.PIK, PIK);
    assertThat(MODULE.verifyPin(pik, PinFormat.ISO_0, block, CARD, issued.reference()))
        .isEqualTo(PinCheck.CORRECT);
  }

  /** Nonce of 12 bytes, text, tag of 16, by the ciphers of the JCA providers. */
  private static byte[] opened(String algorithm, String key, byte[] mailer)
      throws GeneralSecurityException {
    Cipher cipher =
        algorithm.equals("SM4")
            ? Cipher.getInstance("SM4/GCM/NoPadding", new BouncyCastleProvider())
            : Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(hex(key), algorithm),
        new GCMParameterSpec(128, mailer, 0, 12));
    cipher.updateAAD("pinmail".getBytes(StandardCharsets.US_ASCII));
    return cipher.doFinal(mailer, 12, mailer.length - 12);
  }

  @Test
  void anyChangedBitOfAMailerIsFoundByThePrinter() {
    byte[] mailer = MODULE.issuePin(PinMethod.KEYED_HASH, CARD, 6, AES_PRINTER).mailer();
    for (int bit = 0; bit < mailer.length * 8; bit++) {
      byte[] changed = mailer.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> opened("AES", AES_KEY, changed))
          .isInstanceOf(AEADBadTagException.class);
    }
  }

  @Test
  void pinsAreDrawnAndNoneIsTrivial() throws Exception {
    Set<String> pins = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      byte[] mailer =
          opened(
              "AES", AES_KEY, MODULE.issuePin(PinMethod.KEYED_HASH, CARD, 4, AES_PRINTER).mailer());
      String pin = new String(mailer, 8, 4, StandardCharsets.US_ASCII);
      assertThat(PinQuality.isTrivial(pin.toCharArray())).isFalse();
      pins.add(pin);
    }
    assertThat(pins).hasSizeGreaterThan(400);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 13})
  void aLengthBeyondTheBoundsIsRefused(int length) {
    assertThatThrownBy(() -> MODULE.issuePin(PinMethod.KEYED_HASH, CARD, length, AES_PRINTER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePinIsInTheMailerOnlyForWhoHasTheKey() throws Exception {
    IssuedPin issued = MODULE.issuePin(PinMethod.KEYED_HASH, CARD, 12, AES_PRINTER);
    byte[] clear = opened("AES", AES_KEY, issued.mailer());
    String pin = new String(clear, 8, 12, StandardCharsets.US_ASCII);
    assertThat(new String(issued.mailer(), StandardCharsets.ISO_8859_1)).doesNotContain(pin);
    assertThat(new String(issued.reference(), StandardCharsets.ISO_8859_1)).doesNotContain(pin);
    assertThatThrownBy(() -> opened("AES", AES_KEY.replace("00", "01"), issued.mailer()))
        .isInstanceOf(AEADBadTagException.class);
    assertThat(issued).hasToString("IssuedPin");
  }
}
