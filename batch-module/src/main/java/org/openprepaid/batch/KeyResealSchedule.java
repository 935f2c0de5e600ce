package org.openprepaid.batch;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ServiceConfigurationError;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.openprepaid.key.SecurityModule;

/**
 * Starts the job that seals anew what is under an older version of a key, never two at once on a
 * node. Two nodes may run at the same time: a row is replaced only as it was read, so one of them
 * does it.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyResealSchedule {
  static final String JOB = "key-reseal";
  static final String LEFT = "openprepaid_key_reseal_left";
  static final String BROKEN = "openprepaid_key_reseal_broken";
  private static final Logger LOG = Logger.getLogger(KeyResealSchedule.class.getName());

  @Inject private SealedStores stores;
  @Inject private ResealTally tally;
  @Inject private SecurityModule security;
  @Inject private MetricRegistry metrics;

  private final SoleRun run = new SoleRun(JOB);
  private ResealWatch watch;
  private boolean told;

  /** For the container. */
  public KeyResealSchedule() {}

  @PostConstruct
  void prepare() {
    watch = new ResealWatch(stores.all());
    for (ResealWatch.Watched store : watch.stores()) {
      metrics.gauge(LEFT, store::left, new Tag("store", store.name()));
    }
    metrics.gauge(BROKEN, tally::knownBroken);
  }

  /** Throws nothing: the container gives up a timer whose method fails. */
  @Schedule(hour = "*", minute = "*", persistent = false, info = JOB)
  void tick() {
    try (Connection connection = stores.connect()) {
      boolean isDue = watch.isAnythingDue(connection, tally.knownBroken());
      if (isDue && security.isInReach() && !run.isUnderWay()) {
        run.startOrResume();
      }
      told = false;
    } catch (SQLException | RuntimeException | ServiceConfigurationError e) {
      run.forget();
      if (!told) {
        LOG.log(Level.WARNING, "OP-1619 sealing anew not started, to be tried again", e);
        told = true;
      }
    }
  }
}
