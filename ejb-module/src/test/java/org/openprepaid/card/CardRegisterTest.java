package org.openprepaid.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.money.Currency;
import org.openprepaid.terminal.SoftKeys;
import org.openprepaid.terminal.TestDatabase;

/** Issuing leaves cards that can be found and used, and nothing clear. */
class CardRegisterTest {
  private final TestDatabase database = new TestDatabase();
  private final SecurityModule keys = SoftKeys.module();
  private final CardRegister register =
      new CardRegister(database.source(), keys, new TimeOrderedIds(0, Clock.systemUTC()));
  private final CardIssuing issuing = new CardIssuing(register, keys);
  private final CardLookup lookup = new CardLookup(database.source(), keys);
  private final CardProduct product =
      new CardProduct(7, "TEST", "Test card", Currency.CNY, "622700").withPin(6, 3);

  @BeforeEach
  void aProduct() {
    database.run(
        "INSERT INTO card_product (id, code, name, currency, bin, pan_length, pin_required,"
            + " pin_length, pin_tries, balance_cap, transaction_limit, hold_days, validity_months,"
            + " service_code, active) VALUES (7, 'TEST', 'Test card', 'CNY', '622700', 16, TRUE, 6,"
            + " 3, 500000, 500000, 30, 36, '120', TRUE)");
  }

  @Test
  void anIssuedCardIsFoundByItsNumber() {
    CardData data = issued(1).get(0);
    CardSummary card = lookup.byNumber(data.pan()).orElseThrow();
    assertThat(card.maskedPan()).isEqualTo(data.pan().masked());
    assertThat(card.status()).isEqualTo(CardStatus.ACTIVE);
    assertThat(card.productCode()).isEqualTo("TEST");
    assertThat(card.expiry()).isEqualTo(data.expiry());
    assertThat(lookup.byMaskedNumber(data.pan().masked())).contains(card);
    assertThat(lookup.byId(card.cardId())).contains(card);
  }

  @Test
  void itsAccountIsItsOwnAndItsSealedBalanceIsZero() throws Exception {
    CardSummary card = lookup.byNumber(issued(1).get(0).pan()).orElseThrow();
    assertThat(database.ask("SELECT owner_id FROM ledger_account WHERE id = " + card.accountId()))
        .isEqualTo(String.valueOf(card.cardId()));
    try (var connection = database.source().getConnection();
        var query =
            connection.prepareStatement(
                "SELECT version, sealed FROM account_balance WHERE account_id = ?")) {
      query.setLong(1, card.accountId());
      var row = query.executeQuery();
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isZero();
      assertThat(keys.openBalance(card.accountId(), 0, row.getBytes(2))).isEqualTo(new byte[16]);
    }
  }

  @Test
  void theTableHoldsNeitherNumberNorPin() throws Exception {
    CardData data = issued(1).get(0);
    CardSummary card = lookup.byNumber(data.pan()).orElseThrow();
    try (var connection = database.source().getConnection();
        var query = connection.prepareStatement("SELECT pan_sealed, pin_verification FROM card")) {
      var row = query.executeQuery();
      assertThat(row.next()).isTrue();
      assertThat(keys.openPan(card.cardId(), row.getBytes(1))).isEqualTo(data.pan().digits());
      assertThat(new String(row.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain(data.pan().digits().substring(6, 12));
      assertThat(row.getBytes(2))
          .isEqualTo(
              keys.pinReference(
                  PinMethod.KEYED_HASH,
                  new PinCard("OWN", card.cardId(), data.pan().digits()),
                  data.pin().orElseThrow()));
    }
  }

  @Test
  void issuingTheSameDrawAgainAddsOnlyWhatIsMissing() {
    List<CardData> drawn = issuing.draw(product, 250);
    assertThat(issuing.issue(product, drawn.subList(0, 30))).isEqualTo(30);
    assertThat(issuing.issue(product, drawn)).isEqualTo(220);
    assertThat(issuing.issue(product, drawn)).isZero();
    assertThat(database.ask("SELECT COUNT(*) FROM card")).isEqualTo("250");
    assertThat(database.ask("SELECT COUNT(*) FROM account_balance")).isEqualTo("250");
  }

  @Test
  void theStripeCarriesTheCardsVerificationValue() {
    CardData data = issued(1).get(0);
    String digits = data.pan().digits();
    String cvn = data.track2().substring(29, 32);
    assertThat(keys.verifyCvn("OWN", digits, data.expiry(), "120", cvn)).isTrue();
    assertThat(keys.verifyCvn("OWN", digits, data.expiry(), "121", cvn)).isFalse();
  }

  @Test
  void whereAProductVerifiesByPvvTheStripeCarriesIt() {
    product.verifying(PinMethod.VISA_PVV, "OWN");
    CardData data = issued(1).get(0);
    byte[] reference =
        keys.pinReference(
            PinMethod.VISA_PVV,
            new PinCard("OWN", 0, data.pan().digits()),
            data.pin().orElseThrow());
    String pvv = new String(reference, 2, 4, java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(data.track2().substring(25, 29)).isEqualTo(pvv);
  }

  @Test
  void aTakenNumberIsNeverHandedOutAgain() {
    List<CardData> drawn = issuing.draw(product, 1);
    register.enter(product, drawn);
    assertThatThrownBy(() -> register.enter(product, drawn))
        .isInstanceOf(CardNumberTakenException.class)
        .hasMessageContaining("OP-1605");
  }

  @Test
  void theCardFileGetsEveryChunkClearAndItIsWipedAfterwards() {
    List<CardData> kept = new ArrayList<>();
    List<Integer> chunks = new ArrayList<>();
    issuing.issue(
        product,
        450,
        chunk -> {
          chunks.add(chunk.size());
          kept.addAll(chunk);
          assertThat(chunk)
              .noneMatch(card -> new String(card.pin().orElseThrow()).equals("000000"));
        });
    assertThat(chunks).containsExactly(200, 200, 50);
    assertThat(kept).allMatch(card -> new String(card.pin().orElseThrow()).equals("000000"));
    assertThat(database.ask("SELECT COUNT(*) FROM card")).isEqualTo("450");
  }

  @Test
  void aWholeNumberIsNoMaskedOne() {
    assertThat(CardLookup.isMasked("6227001234561234")).isFalse();
    assertThatThrownBy(() -> lookup.byMaskedNumber("6227001234561234"))
        .hasMessageContaining("OP-1607")
        .hasMessageNotContaining("6227001234561234");
  }

  private List<CardData> issued(int count) {
    List<CardData> drawn = issuing.draw(product, count);
    issuing.issue(product, drawn);
    return drawn;
  }
}
