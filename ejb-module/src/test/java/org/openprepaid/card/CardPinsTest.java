package org.openprepaid.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.card.CardPins.Blocks;
import org.openprepaid.card.CardPins.Changed;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.PinFormat;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.money.Currency;
import org.openprepaid.terminal.SoftKeys;
import org.openprepaid.terminal.TestDatabase;

/** A holder changes the PIN, the issuer draws a new one, a blocked one is let go. */
class CardPinsTest {
  private static final byte[] PIK = {1, 2, 4, 7, 8, 11, 13, 14, 16, 19, 21, 22, 25, 26, 28, 31};
  private static final byte[] PRINTER = new byte[32];

  static {
    Arrays.fill(PRINTER, (byte) 0x5A);
  }

  private final TestDatabase database = new TestDatabase();
  private final SecurityModule module = SoftKeys.module();
  private final CardPins pins = new CardPins(database.source(), module);
  private final KeyRef pik =
      module.combine(
          KeySpec.working("10000001", KeyType.PIK, KeyAlgorithm.TDES_2KEY), List.of(PIK));
  private final KeyRef printer =
      module.combine(
          KeySpec.of(new KeyName(KeyOwner.printer("HQ"), KeyType.PRINTER, 1), KeyAlgorithm.AES_256),
          List.of(PRINTER));
  private CardData data;
  private long cardId;

  @BeforeEach
  void aCard() {
    database.run(
        "INSERT INTO card_product (id, code, name, currency, bin, pan_length, pin_required,"
            + " pin_length, pin_tries, balance_cap, transaction_limit, hold_days, validity_months,"
            + " service_code, active) VALUES (7, 'TEST', 'Test card', 'CNY', '622700', 16, TRUE, 6,"
            + " 3, 500000, 500000, 30, 36, '120', TRUE)");
    CardProduct product =
        new CardProduct(7, "TEST", "Test card", Currency.CNY, "622700").withPin(6, 3);
    CardRegister register =
        new CardRegister(database.source(), module, new TimeOrderedIds(0, Clock.systemUTC()));
    Pan pan = Pan.of("622700000000000" + Pan.checkDigit("622700000000000"));
    data = CardData.of(pan, "3012", pan.digits() + "=3012120000000000000", "274951".toCharArray());
    register.enter(product, List.of(data));
    cardId = Long.parseLong(database.ask("SELECT id FROM card"));
  }

  @Test
  void theNewPinHoldsAndTheOldOneDoesNot() throws Exception {
    assertThat(change("274951", "860413")).isEqualTo(Changed.DONE);
    assertThat(check("860413")).isEqualTo(PinCheck.CORRECT);
    assertThat(check("274951")).isEqualTo(PinCheck.WRONG);
  }

  @Test
  void aWrongOldPinIsCountedAndTheThirdBlocks() {
    assertThat(change("000000", "860413")).isEqualTo(Changed.WRONG_PIN);
    assertThat(change("000000", "860413")).isEqualTo(Changed.WRONG_PIN);
    assertThat(change("000000", "860413")).isEqualTo(Changed.WRONG_PIN);
    assertThat(change("274951", "860413")).isEqualTo(Changed.BLOCKED);

    assertThat(pins.unblock(cardId)).isTrue();

    assertThat(change("274951", "860413")).isEqualTo(Changed.DONE);
  }

  @Test
  void aTrivialPinAndOneOfAnotherLengthAreRefused() throws Exception {
    assertThat(change("274951", "123456")).isEqualTo(Changed.TRIVIAL);
    assertThat(change("274951", "7777777")).isEqualTo(Changed.WRONG_LENGTH);
    assertThat(check("274951")).isEqualTo(PinCheck.CORRECT);
  }

  @Test
  void whatIsNoPinBlockIsMalformedAndNotCounted() {
    byte[] noise = new byte[8];
    assertThat(pins.change(cardId, new Blocks(pik, PinFormat.ISO_0, noise, noise)))
        .isEqualTo(Changed.MALFORMED);
    assertThat(database.ask("SELECT pin_failures FROM card")).isEqualTo("0");
  }

  @Test
  void aCardThatIsNotThereOrNotActiveChangesNothing() {
    assertThat(pins.change(1, new Blocks(pik, PinFormat.ISO_0, new byte[8], new byte[8])))
        .isEqualTo(Changed.NO_SUCH_CARD);
    assertThat(pins.unblock(1)).isFalse();
    assertThat(pins.reset(1, printer)).isEmpty();
    database.run("UPDATE card SET status = 'STOLEN'");
    assertThat(change("274951", "860413")).isEqualTo(Changed.NO_SUCH_CARD);
  }

  @Test
  void aResetGivesAPinThatOnlyThePrinterCanRead() throws Exception {
    database.run("UPDATE card SET pin_failures = 3");

    byte[] mailer = pins.reset(cardId, printer).orElseThrow();

    String text = opened(mailer);
    assertThat(text).hasSize(6).matches("[0-9]+");
    assertThat(check(text)).isEqualTo(PinCheck.CORRECT);
    assertThat(check("274951")).isEqualTo(PinCheck.WRONG);
    assertThat(database.ask("SELECT pin_failures FROM card")).isEqualTo("0");
  }

  private Changed change(String oldPin, String newPin) {
    return pins.change(cardId, new Blocks(pik, PinFormat.ISO_0, block(oldPin), block(newPin)));
  }

  private PinCheck check(String pin) throws Exception {
    try (var connection = database.source().getConnection();
        var query = connection.prepareStatement("SELECT pin_verification FROM card");
        var row = query.executeQuery()) {
      row.next();
      PinCard owner = new PinCard("OWN", cardId, data.pan().digits());
      return module.verifyPin(pik, PinFormat.ISO_0, block(pin), owner, row.getBytes(1));
    }
  }

  /** As a terminal makes it: format 0 under the PIN key. */
  private byte[] block(String pin) {
    String field = "0" + pin.length() + pin + "F".repeat(14 - pin.length());
    String pan = data.pan().digits();
    long account = Long.parseLong(pan.substring(3, 15), 16);
    byte[] clear =
        java.nio.ByteBuffer.allocate(8)
            .putLong(Long.parseUnsignedLong(field, 16) ^ account)
            .array();
    byte[] threeKeys = Arrays.copyOf(PIK, 24);
    System.arraycopy(PIK, 0, threeKeys, 16, 8);
    try {
      Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(threeKeys, "DESede"));
      return cipher.doFinal(clear);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String opened(byte[] mailer) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(PRINTER, "AES"),
        new GCMParameterSpec(128, mailer, 0, 12));
    cipher.updateAAD("pinmail".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    byte[] clear = cipher.doFinal(mailer, 12, mailer.length - 12);
    return new String(clear, 8, clear.length - 8, java.nio.charset.StandardCharsets.US_ASCII);
  }
}
