package org.openprepaid.key;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Opens the keys while the application starts, so that a missing key store or a wrong password
 * stops the start and not the first purchase, and follows the vault from then on. Outside any
 * transaction: two nodes that make the first issuer keys at once must see each other's.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyStartup {
  private static final Logger LOG = Logger.getLogger(KeyStartup.class.getName());

  @Inject private SecurityModuleProducer producer;

  /** How long before its last day a key is told of, once a day. */
  private static final Period NOTICE = Period.ofDays(30);

  private boolean told;
  private LocalDate warnedOn;

  @PostConstruct
  void open() {
    producer.securityModule();
  }

  private void warnOfKeysThatEnd() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (!today.equals(warnedOn)) {
      warnedOn = today;
      for (KeyRef key : producer.keysEndingBy(today.plus(NOTICE))) {
        LOG.log(
            Level.WARNING,
            "OP-1544 {0} version {1} may be used until {2}: make and activate its successor",
            new Object[] {key, key.version(), key.lastDay()});
      }
    }
  }

  /** Throws nothing: the container gives up a timer whose method fails. */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false, info = "key-vault")
  void follow() {
    try {
      if (producer.refresh()) {
        LOG.info("OP-1541 the key vault has changed: keys read again");
      }
      told = false;
      warnOfKeysThatEnd();
    } catch (RuntimeException e) {
      if (!told) {
        LOG.log(Level.WARNING, "OP-1542 the key vault cannot be read, to be tried again", e);
        told = true;
      }
    }
  }
}
