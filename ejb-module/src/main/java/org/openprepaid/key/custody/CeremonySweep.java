package org.openprepaid.key.custody;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.KeyManagement;

/** Ends key ceremonies that ran out, so that abandoned components do not lie about. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class CeremonySweep {
  private static final Logger LOG = Logger.getLogger(CeremonySweep.class.getName());

  @Inject private OwnTransaction transactions;
  @Inject private KeyManagement module;

  private KeyCeremonies ceremonies;

  /** For the container. */
  public CeremonySweep() {}

  @PostConstruct
  void prepare() {
    ceremonies = new KeyCeremonies(module, transactions, Clock.systemUTC());
  }

  /** Throws nothing: the container gives up a timer whose method fails. */
  @Schedule(hour = "*", minute = "*/5", persistent = false, info = "key-ceremonies")
  void sweep() {
    try {
      ceremonies.sweep();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "OP-1543 ceremonies that ran out not ended, to be tried again", e);
    }
  }
}
