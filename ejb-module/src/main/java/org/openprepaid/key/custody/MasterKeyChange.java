package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.MasterKeys;

/**
 * Changes the local master key while the servers run: a new generation is made, every stored key is
 * wrapped under it in one transaction, and the nodes follow when they see it. The old generation
 * stays readable until it is retired. Both steps need two operators.
 */
public final class MasterKeyChange {
  private static final String SUBJECT = "local master key";

  private final KeyManagement module;
  private final List<WrappedKeys> others;
  private final Acts acts;

  /**
   * @param others who stores keys beside the vault
   * @param clock tells UTC
   */
  public MasterKeyChange(
      KeyManagement module, OwnTransaction transactions, List<WrappedKeys> others, Clock clock) {
    this.module = module;
    this.others = List.copyOf(others);
    this.acts = new Acts(transactions, clock);
  }

  /**
   * What a change did.
   *
   * @param generation that wraps from now on
   * @param kcv of the new generation
   * @param keys how many stored keys were wrapped anew
   */
  public record Changed(int generation, Kcv kcv, int keys) {}

  /** Makes the next generation and wraps every stored key under it. */
  public Changed change(Authority who) {
    MasterKeys master = module.masterKeys();
    int before = master.currentGeneration();
    try {
      return acts.perform(
          who,
          "MASTER_CHANGE",
          SUBJECT,
          act -> {
            who.requireTwo();
            int next = act.vault.epoch().masterGeneration() + 1;
            master.source().create(next);
            master.use(next);
            AtomicInteger count = new AtomicInteger();
            replaceEach(
                act.connection,
                ref -> {
                  count.incrementAndGet();
                  return module.rewrap(ref);
                });
            act.vault.masterGeneration(next);
            act.note("generation " + next);
            act.note(master.kcv());
            return new Changed(next, master.kcv(), count.get());
          });
    } catch (RuntimeException e) {
      master.use(before);
      throw e;
    }
  }

  /**
   * Deletes the generations before the current one from their store.
   *
   * @throws KeyException {@link KeyFault#KEY_IN_USE} if a stored key is still under one of them:
   *     then {@link #change} again
   */
  public int retire(Authority who) {
    MasterKeys master = module.masterKeys();
    return acts.perform(
        who,
        "MASTER_RETIRE",
        SUBJECT,
        act -> {
          who.requireTwo();
          int current = act.vault.epoch().masterGeneration();
          master.use(current);
          AtomicInteger old = new AtomicInteger();
          replaceEach(
              act.connection,
              ref -> {
                if (!module.isCurrent(ref)) {
                  old.incrementAndGet();
                }
                return ref;
              });
          if (old.get() > 0) {
            throw new KeyException(
                KeyFault.KEY_IN_USE, old + " stored keys are under an older generation");
          }
          int retired = 0;
          for (int generation : master.generations()) {
            if (generation < current) {
              master.source().remove(generation);
              act.note("generation " + generation);
              retired++;
            }
          }
          return retired;
        });
  }

  private void replaceEach(Connection connection, UnaryOperator<KeyRef> replacement)
      throws SQLException {
    KeyVault vault = new KeyVault(connection);
    for (ManagedKey key : vault.all()) {
      if (key.ref() != null) {
        KeyRef next = replacement.apply(key.ref());
        if (!next.equals(key.ref())) {
          vault.rewrapped(key.name(), next, key.kcv());
        }
      }
    }
    new CeremonyTables(connection).replaceEach(connection, replacement);
    for (WrappedKeys other : others) {
      other.replaceEach(connection, replacement);
    }
  }
}
