package org.openprepaid.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.JdbcKeyRingStore;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.Pkcs12Source;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.key.Validity;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.KeyCustody;
import org.openprepaid.money.Currency;
import org.openprepaid.terminal.TestDatabase;

/** Cards are issued while the key of their hashes is rotated. */
class IssueDuringRotationTest {
  @TempDir private Path directory;

  private final TestDatabase database = new TestDatabase();
  private final CardProduct product =
      new CardProduct(7, "TEST", "Test card", Currency.CNY, "622700");
  private SoftSecurityModule keys;
  private CardRegister register;
  private CardIssuing issuing;

  @BeforeEach
  void aProduct() {
    database.run(
        "INSERT INTO card_product (id, code, name, currency, bin, pan_length, pin_required,"
            + " pin_length, pin_tries, balance_cap, transaction_limit, hold_days, validity_months,"
            + " service_code, active) VALUES (7, 'TEST', 'Test card', 'CNY', '622700', 16, FALSE, 6,"
            + " 3, 500000, 500000, 30, 36, '121', TRUE)");
    MasterKeys master =
        MasterKeys.openOrCreate(
            new Pkcs12Source(directory.resolve("keys.p12"), "a password".toCharArray()));
    keys = new SoftSecurityModule(master, new JdbcKeyRingStore(database.source()));
    register = new CardRegister(database.source(), keys, new TimeOrderedIds(0, Clock.systemUTC()));
    issuing = new CardIssuing(register, keys);
  }

  @Test
  void aCardTellsUnderWhichVersionItIsFound() {
    issuing.issue(product, issuing.draw(product, 1));
    rotate();
    issuing.issue(product, issuing.draw(product, 1));

    assertThat(database.ask("SELECT LISTAGG(pan_hash_version) FROM card")).isEqualTo("1,2");
  }

  @Test
  void aNumberThatWasIssuedBeforeIsTaken() {
    List<CardData> drawn = issuing.draw(product, 1);
    register.enter(product, drawn);
    rotate();

    assertThatThrownBy(() -> register.enter(product, drawn))
        .isInstanceOf(CardNumberTakenException.class);
    assertThat(register.notYetEntered(drawn)).isEmpty();
    assertThat(new CardLookup(database.source(), keys).byNumber(drawn.get(0).pan())).isPresent();
    register.enter(product, issuing.draw(product, 5));
    assertThat(database.ask("SELECT COUNT(*) FROM card")).isEqualTo("6");
  }

  private void rotate() {
    OwnTransaction transactions =
        new OwnTransaction() {
          @Override
          public <T> T run(Work<T> work) throws SQLException {
            try (Connection connection = database.source().getConnection()) {
              return work.on(connection);
            }
          }
        };
    new KeyCustody(keys.management(), transactions, List.of(), Clock.systemUTC())
        .rotate(
            Authority.of("wang"),
            new KeyCustody.Wish(
                KeyOwner.INSTITUTION,
                KeyType.PAN_LOOKUP,
                KeyAlgorithm.HMAC_SHA256,
                false,
                Validity.ALWAYS));
    keys.refresh();
  }
}
