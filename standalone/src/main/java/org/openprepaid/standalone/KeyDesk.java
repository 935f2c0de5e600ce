package org.openprepaid.standalone;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.openprepaid.card.CardKeyUse;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.custody.Ceremony;
import org.openprepaid.key.custody.KeyCeremonies;
import org.openprepaid.key.custody.KeyCustody;
import org.openprepaid.key.custody.KeyUser;
import org.openprepaid.key.custody.MasterKeyChange;
import org.openprepaid.key.custody.WrappedKeys;
import org.openprepaid.terminal.TerminalKeyStores;
import org.openprepaid.transaction.BalanceKeyUse;
import org.openprepaid.transaction.ExchangeKeyUse;

/**
 * What the key commands work with: the vault of this installation and its security module, beside a
 * running server or without one.
 */
final class KeyDesk implements AutoCloseable {
  /** Whose things need keys, and are asked before a key goes. */
  private static final List<KeyUser> USERS =
      List.of(new TerminalKeyStores(), new CardKeyUse(), new BalanceKeyUse(), new ExchangeKeyUse());

  /** Who stores keys beside the vault, which a change of the master key must reach. */
  private static final List<WrappedKeys> STORES = List.of(new TerminalKeyStores());

  private final Console out;
  private final Keyboard keyboard;
  private final DirectTransactions transactions;
  private final KeyManagement module;

  private KeyDesk(
      Console out, Keyboard keyboard, DirectTransactions transactions, KeyManagement module) {
    this.out = out;
    this.keyboard = keyboard;
    this.transactions = transactions;
    this.module = module;
  }

  /**
   * @throws OperatorException OP-1912 without the database, OP-1940 without the local master key
   */
  static KeyDesk open(Main main) {
    DatabaseAccess database = main.database();
    DirectTransactions transactions = new DirectTransactions(database);
    try {
      // the security module would say of a missing database that its keys are missing
      transactions.run(connection -> null);
    } catch (SQLException e) {
      throw new OperatorException(ErrorCode.DATABASE_UNREACHABLE, database.toString(), e);
    }
    KeyManagement module =
        MasterKeyStore.module(
                main.runDirectory(),
                main.settings(),
                Secrets.openOrCreate(main.runDirectory()),
                new DirectDataSource(database))
            .management();
    return new KeyDesk(main.console(), main.keyboard(), transactions, module);
  }

  Console out() {
    return out;
  }

  Keyboard keyboard() {
    return keyboard;
  }

  Custodians custodians() {
    return new Custodians(transactions, keyboard);
  }

  KeyCustody custody() {
    return new KeyCustody(module, transactions, USERS, Clock.systemUTC());
  }

  KeyCeremonies ceremonies() {
    return new KeyCeremonies(module, transactions, Clock.systemUTC());
  }

  Optional<Ceremony> ceremony(KeyArguments.Slot of) {
    return ceremonies().all().stream()
        .filter(found -> found.spec().owner().equals(of.owner()))
        .filter(found -> found.spec().type() == of.type())
        .findFirst();
  }

  MasterKeyChange masterKeyChange() {
    return new MasterKeyChange(module, transactions, STORES, Clock.systemUTC());
  }

  MasterKeys masterKeys() {
    return module.masterKeys();
  }

  @Override
  public void close() {
    module.masterKeys().close();
  }
}
