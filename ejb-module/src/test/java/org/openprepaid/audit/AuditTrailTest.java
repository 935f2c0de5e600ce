package org.openprepaid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.terminal.TestDatabase;

/** Whatever is done to the trail afterwards, the chain shows it. */
class AuditTrailTest {
  private final TestDatabase database = new TestDatabase();
  private final AuditTrail trail = new AuditTrail(database.source());

  @BeforeEach
  void fiveEvents() {
    trail.record("admin", "LOG_IN", "admin", "ACCEPTED", "");
    trail.record("admin", "READ_TRANSACTION", "transaction 12", "FOUND", "");
    trail.record("guest", "LOG_IN", "guest", "REFUSED", "UNKNOWN");
    trail.record("system", "CUT_OVER", "2026-11-23", "DONE", "");
    trail.record("admin", "LOG_IN", "admin", "ACCEPTED", "");
  }

  @Test
  void anUntouchedTrailIsIntact() {
    assertThat(trail.verify()).isEqualTo(new AuditVerification(5, 0, ""));
  }

  @Test
  void anEmptyTrailIsIntact() {
    assertThat(new AuditTrail(new TestDatabase().source()).verify())
        .isEqualTo(new AuditVerification(0, 0, ""));
  }

  @Test
  void aChangedEventShows() {
    database.run("UPDATE audit_event SET outcome = 'ACCEPTED' WHERE sequence = 3");
    assertThat(trail.verify()).isEqualTo(new AuditVerification(2, 3, "was changed"));
  }

  @Test
  void aChangedTimeShows() {
    database.run(
        "UPDATE audit_event SET occurred_at = DATEADD('SECOND', 1, occurred_at)"
            + " WHERE sequence = 2");
    assertThat(trail.verify().brokenAt()).isEqualTo(2);
  }

  @Test
  void aRemovedEventShows() {
    database.run("DELETE FROM audit_event WHERE sequence = 4");
    assertThat(trail.verify()).isEqualTo(new AuditVerification(3, 4, "missing"));
  }

  @Test
  void aTrailCutShortShows() {
    database.run("DELETE FROM audit_event WHERE sequence >= 4");
    assertThat(trail.verify()).isEqualTo(new AuditVerification(3, 4, "missing"));
  }

  @Test
  void aTrailCutShortWithItsHeadMovedBackShows() {
    database.run("DELETE FROM audit_event WHERE sequence = 5");
    database.run("UPDATE audit_head SET sequence = 4 WHERE id = 1");
    assertThat(trail.verify().finding()).isEqualTo("the head does not fit the last event");
  }

  @Test
  void twoEventsExchangedShow() {
    database.run("UPDATE audit_event SET sequence = 99 WHERE sequence = 2");
    database.run("UPDATE audit_event SET sequence = 2 WHERE sequence = 3");
    database.run("UPDATE audit_event SET sequence = 3 WHERE sequence = 99");
    assertThat(trail.verify().brokenAt()).isEqualTo(2);
  }

  @Test
  void textsThatDoNotFitAreCutAndStillVerify() {
    trail.record("x".repeat(100), "LONG", "Grüße\n", "y".repeat(99), "z".repeat(1_000));
    assertThat(trail.verify().isIntact()).isTrue();
    assertThat(database.ask("SELECT subject FROM audit_event WHERE sequence = 6"))
        .isEqualTo("Gr??e?");
  }

  @Test
  void aLongTrailIsWalkedInPages() {
    for (int i = 5; i < 2_001; i++) {
      trail.record("admin", "LOG_IN", "admin", "ACCEPTED", "");
    }
    assertThat(trail.verify()).isEqualTo(new AuditVerification(2_001, 0, ""));
    database.run("UPDATE audit_event SET actor = 'root' WHERE sequence = 1500");
    assertThat(trail.verify().brokenAt()).isEqualTo(1_500);
  }
}
