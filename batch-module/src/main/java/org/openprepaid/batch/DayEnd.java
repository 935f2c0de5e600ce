package org.openprepaid.batch;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.settlement.BusinessDay;

/**
 * Cuts over to the next business day when its time has come. It looks every minute rather than
 * waits for the hour, so a server that was down at the cut-over makes up for it; a day that was
 * opened by hand is left alone until the calendar reaches it.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class DayEnd {
  private static final Logger LOG = Logger.getLogger(DayEnd.class.getName());

  @Inject
  @ConfigProperty(name = "openprepaid.cut-over", defaultValue = "23:00")
  private String cutOver;

  @Inject
  @ConfigProperty(name = "openprepaid.zone", defaultValue = "Asia/Shanghai")
  private String zone;

  @Inject private BusinessDay businessDay;
  @Inject private CutOver cutOverOnce;
  @Inject private AuditTrail audit;

  private final Clock clock = Clock.systemUTC();
  private BusinessCalendar calendar;

  /** For the container. */
  public DayEnd() {}

  @PostConstruct
  void start() {
    try {
      calendar = new BusinessCalendar(ZoneId.of(zone), LocalTime.parse(cutOver));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "OP-1017 openprepaid.cut-over is a time (23:00) and openprepaid.zone a time zone", e);
    }
  }

  /** Throws nothing: the container gives up a timer whose method fails. */
  @Schedule(hour = "*", minute = "*", persistent = false, info = "day-end")
  void tick() {
    try {
      LocalDate due = calendar.dayAt(clock.instant());
      if (businessDay.current().isBefore(due)) {
        cutOverOnce.ifBehind(due).ifPresent(this::opened);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "OP-1615 cut-over not done, to be tried again", e);
    }
  }

  private void opened(LocalDate day) {
    LOG.log(Level.INFO, "OP-1614 business day {0} opened", day);
    audit.record(AuditTrail.SYSTEM, "CUT_OVER", day.toString(), "DONE", "");
  }
}
