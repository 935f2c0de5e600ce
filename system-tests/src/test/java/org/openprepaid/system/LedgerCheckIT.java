package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertRefused;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.system.instance.Instance;

/** The ledger's proof fails where somebody with the owner's password has changed the books. */
@ExtendWith(RunningInstance.class)
class LedgerCheckIT {
  private final Instance instance;
  private Books books;

  LedgerCheckIT(Instance instance) {
    this.instance = instance;
  }

  @BeforeEach
  void openBooks() throws SQLException {
    books = Books.of(instance);
  }

  @AfterEach
  void closeBooks() throws SQLException {
    books.close();
  }

  @Test
  void booksThatNobodyTouchedAreClean(Counter counter) {
    assertApproved(counter.terminal().purchase(counter.cardWithPin(), 30_00));

    Instance.LedgerCheck check = instance.checkLedger();

    assertThat(check.isClean()).as(check.report()).isTrue();
    assertThat(check.report()).contains("ledger clean");
  }

  @Test
  void aPostingThatWasChangedIsNamedWithItsEntryAndItsAccount(Counter counter) throws SQLException {
    Books.Page page = purchase(counter, counter.cardWithPin());
    String raise = "UPDATE posting SET amount = amount + ? WHERE entry_id = ? AND account_id = ?";

    books.change(1, raise, 1, page.entryId(), page.accountId());
    Instance.LedgerCheck check = instance.checkLedger();
    books.change(1, raise, -1, page.entryId(), page.accountId());

    assertThat(check.status()).isEqualTo(1);
    assertThat(check.report())
        .contains("OP-1410 rule 1")
        .contains("entry_id=" + page.entryId())
        .contains("OP-1410 rule 2")
        .contains("account " + page.accountId());
  }

  @Test
  void aBalanceThatWasSetBackIsNamed(Counter counter) throws SQLException {
    Card card = counter.cardWithPin();
    Books.Page page = purchase(counter, card);
    Books.Sealed richer = books.balance(page.accountId());
    purchase(counter, card);
    Books.Sealed poorer = books.balance(page.accountId());

    books.putBalance(page.accountId(), richer);
    Instance.LedgerCheck check = instance.checkLedger();
    books.putBalance(page.accountId(), poorer);

    assertThat(check.status()).isEqualTo(1);
    assertThat(check.report()).contains("OP-1410 rule 2: account " + page.accountId());
  }

  @Test
  void aBalanceTakenFromAnotherCardIsNamedAndCannotBeSpent(Counter counter) throws SQLException {
    Card poor = counter.cardWithPin();
    Books.Page rich = purchase(counter, counter.cardWithPin());
    Books.Page page = purchase(counter, poor);
    assertApproved(counter.terminal().purchase(poor, 900_00));
    Books.Sealed own = books.balance(page.accountId());

    books.putBalance(page.accountId(), books.balance(rich.accountId()));
    Instance.LedgerCheck check = instance.checkLedger();
    assertRefused("96", counter.terminal().purchase(poor, 100_00));
    books.putBalance(page.accountId(), own);

    assertThat(check.status()).isEqualTo(1);
    assertThat(check.report())
        .contains("OP-1410 rule 2: account " + page.accountId())
        .contains("seal is broken");
    assertApproved(counter.terminal().purchase(poor, 10_00), 60_00);
  }

  @Test
  void theApplicationMayNotChangeWhatIsPosted() throws SQLException {
    try (Connection application =
            DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:"
                    + instance.ports().database()
                    + "/prepaid?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                "prepaid",
                instance.secret("database.password"));
        Statement statement = application.createStatement()) {
      for (String forbidden :
          new String[] {
            "UPDATE posting SET amount = 0",
            "DELETE FROM posting",
            "DELETE FROM journal_entry",
            "DROP TABLE posting",
            "DELETE FROM audit_event"
          }) {
        assertThatThrownBy(() -> statement.execute(forbidden))
            .as(forbidden)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("denied");
      }
    }
  }

  /** For 30.00; where it stands in the books. */
  private Books.Page purchase(Counter counter, Card card) throws SQLException {
    PosTerminal terminal = counter.terminal();
    Slip slip = terminal.slip(assertApproved(terminal.purchase(card, 30_00)));
    return books.page(counter.identity().terminalId(), slip);
  }
}
