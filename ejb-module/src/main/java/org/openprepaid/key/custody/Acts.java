package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyVault;

/**
 * Acts on the vault, one after the other, each in one transaction with its record: both are kept or
 * neither. What is refused changes nothing, and its record is kept.
 */
final class Acts {
  private final OwnTransaction transactions;
  private final Clock clock;

  Acts(OwnTransaction transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What is being done, and what is to be said of it. */
  static final class Act {
    final Connection connection;
    final KeyVault vault;
    final LocalDateTime now;
    private final Authority who;
    private String detail = "";

    private Act(Connection connection, Authority who, LocalDateTime now) {
      this.connection = connection;
      this.vault = new KeyVault(connection);
      this.who = who;
      this.now = now;
    }

    /** What the record shall say besides; never key material. */
    void note(String text) {
      detail = detail.isEmpty() ? text : detail + ", " + text;
    }

    void note(Kcv kcv) {
      note("KCV " + kcv);
    }

    /** Adds to the history of a key. */
    void tell(KeyName name, String event) throws SQLException {
      vault.tell(name, who.toString(), event, now);
    }
  }

  /** The steps of an act. */
  @FunctionalInterface
  interface Steps<T> {
    T take(Act act) throws SQLException;
  }

  <T> T perform(Authority who, String action, String subject, Steps<T> steps) {
    try {
      return transactions.run(
          connection -> {
            Act act = new Act(connection, who, now());
            act.vault.lock();
            T result = steps.take(act);
            AuditChain.append(connection, who.toString(), action, subject, "DONE", act.detail);
            return result;
          });
    } catch (KeyException e) {
      refused(who, action, subject, e);
      throw e;
    } catch (SQLException e) {
      throw new KeyException(KeyFault.RING_UNAVAILABLE, "the key vault", e);
    }
  }

  /** Looks without changing anything. */
  <T> T look(OwnTransaction.Work<T> work) {
    try {
      return transactions.run(work);
    } catch (SQLException e) {
      throw new KeyException(KeyFault.RING_UNAVAILABLE, "the key vault", e);
    }
  }

  LocalDateTime now() {
    return LocalDateTime.now(clock);
  }

  private void refused(Authority who, String action, String subject, KeyException why) {
    try {
      transactions.run(
          connection -> {
            AuditChain.append(
                connection, who.toString(), action, subject, "REFUSED", why.fault().code());
            return null;
          });
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }
}
