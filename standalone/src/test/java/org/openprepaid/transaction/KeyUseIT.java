package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.transaction.KeyHouse.OPERATORS;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyType;

/** Before a key goes the house knows what needs it. */
class KeyUseIT {
  private static final String A_MOMENT_AGO =
      "it was active until a moment ago: another server may still write under it";

  @TempDir private static Path directory;
  private static KeyHouse house;

  @BeforeAll
  static void open() throws SQLException {
    house = KeyHouse.open(directory);
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  private static List<String> usesOf(KeyName key) {
    return house.custody.usesOf(key);
  }

  private static List<String> usesOf(KeyType type) {
    return usesOf(house.active(type));
  }

  private static void execute(String sql) throws SQLException {
    house.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  @Test
  void theHouseStopsWithoutItsActiveKeys() {
    assertThat(usesOf(KeyType.BALANCE_SEALING))
        .containsExactly(
            "1,100 balances are sealed under it", "every transaction seals its balance under it");
    assertThat(usesOf(KeyType.PAN_ENCRYPTION))
        .containsExactly(
            "1,100 card numbers are encrypted under it",
            "new card numbers are encrypted under it",
            "1 routed transaction has its card number encrypted under it");
    assertThat(usesOf(KeyType.PAN_LOOKUP))
        .containsExactly(
            "1,100 card numbers are found by it",
            "cards are issued and found by it",
            "1 routed transaction has its card number found by it");
    for (KeyType type :
        List.of(KeyType.BALANCE_SEALING, KeyType.PAN_ENCRYPTION, KeyType.PAN_LOOKUP)) {
      assertThatThrownBy(() -> house.custody.supersede(OPERATORS, house.active(type)))
          .isInstanceOfSatisfying(
              KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.KEY_IN_USE));
    }
  }

  @Test
  void eachWayOfVerifyingPinsNeedsItsKey() throws SQLException {
    assertThat(usesOf(KeyType.PIN_STORAGE)).containsExactly("550 PINs are verified under it");
    assertThat(usesOf(KeyType.PIN_HASH)).containsExactly("184 PINs are verified under it");
    assertThat(usesOf(KeyType.PIN_OFFSET)).containsExactly("183 PINs are verified under it");
    assertThat(usesOf(KeyType.PVV)).containsExactly("183 PINs are verified under it");

    execute("UPDATE card_product SET pin_required = TRUE, pin_method = 'VISA_PVV'");
    assertThat(usesOf(KeyType.PVV))
        .containsExactly("183 PINs are verified under it", "product TEST sets PINs under it");
    assertThat(usesOf(KeyType.PIN_OFFSET)).hasSize(1);

    KeyName before = house.rotate(KeyType.PIN_OFFSET);
    house.letTimePass();
    assertThat(usesOf(before)).containsExactly("183 PINs are verified under it");
    assertThat(usesOf(KeyType.PIN_OFFSET)).isEmpty();
  }

  @Test
  void anIssuersKeyIsOfItsOwnProductsOnly() throws SQLException {
    execute("UPDATE card_product SET issuer = 'OTHER'");
    try {
      assertThat(usesOf(KeyType.PIN_STORAGE)).isEmpty();
      assertThat(usesOf(KeyType.CVK)).isEmpty();
    } finally {
      execute("UPDATE card_product SET issuer = 'OWN'");
    }
    assertThat(usesOf(KeyType.PIN_STORAGE)).isNotEmpty();
  }

  @Test
  void aStripeNeedsTheKeyThatWasActiveWhenItWasMade() throws SQLException {
    execute("UPDATE card SET issued_at = issued_at - INTERVAL 9 DAY WHERE id < 110");
    execute("UPDATE card SET expiry = '0101' WHERE id < 103");

    KeyName before = house.rotate(KeyType.CVK);
    house.letTimePass();

    assertThat(usesOf(before)).containsExactly("7 cards carry a verification value made with it");
    assertThat(usesOf(KeyType.CVK))
        .containsExactly(
            "1,090 cards carry a verification value made with it",
            "product TEST makes verification values with it");
    execute("UPDATE card SET expiry = '0101' WHERE id < 110");
    assertThat(usesOf(before)).isEmpty();
    house.custody.destroy(OPERATORS, before);
    assertThat(usesOf(before)).isEmpty();
  }

  @Test
  void aLongListOfProductsIsCut() throws SQLException {
    for (int i = 1; i <= 7; i++) {
      execute(
          "INSERT INTO card_product (id, code, name, currency, bin, pan_length, pin_required,"
              + " pin_length, pin_tries, balance_cap, transaction_limit, hold_days,"
              + " validity_months, service_code, active, issuer, pin_method) VALUES ("
              + (70 + i)
              + ", 'GIFT-"
              + i
              + "', 'Gift', 'CNY', '63000"
              + i
              + "', 16, TRUE, 6, 3, 1, 1, 30, 36, '120', TRUE, 'GIFTS', 'KEYED_HASH')");
    }
    try {
      execute("UPDATE card_product SET issuer = 'OWN' WHERE issuer = 'GIFTS'");
      assertThat(usesOf(KeyType.PIN_HASH))
          .hasSize(7)
          .contains("product GIFT-1 sets PINs under it", "and so do 2 more products");
    } finally {
      execute("DELETE FROM card_product WHERE code LIKE 'GIFT-%'");
    }
  }

  @Test
  void aKeyThatWasActiveAMomentAgoMayNotGoYet() throws SQLException {
    KeyName balances = house.rotate(KeyType.BALANCE_SEALING);
    KeyName numbers = house.rotate(KeyType.PAN_ENCRYPTION);
    house.runThrough();

    assertThat(usesOf(balances)).containsExactly(A_MOMENT_AGO);
    assertThat(usesOf(numbers)).containsExactly(A_MOMENT_AGO);
    house.letTimePass();
    assertThat(usesOf(balances)).isEmpty();
    assertThat(usesOf(numbers)).isEmpty();
  }

  @Test
  void aKeyThatNeverWasActiveIsNeededByNobody() {
    KeyName pending =
        house.custody.generate(OPERATORS, KeyHouse.wish(KeyType.BALANCE_SEALING)).name();
    assertThat(usesOf(pending)).isEmpty();
    house.custody.destroy(OPERATORS, pending);
  }
}
