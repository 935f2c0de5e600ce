package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertRefused;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.system.instance.Instance;

/** What the platform does by itself, on its timers. */
@ExtendWith(RunningInstance.class)
class DayEndIT {
  /** Both timers look once a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  /** The container tries a timer again after five seconds, once. */
  private static final int AFTER_THE_SECOND_TRY = 8;

  private static final int SHORTLY_BEFORE_THE_MINUTE = 50;

  /**
   * A night in one test, because both timers take a minute: the database is away when they look;
   * once it is back, the day that should have ended ends while a terminal trades on, and a hold
   * that is over is given back.
   */
  @Test
  void overNightTheDayIsCutOverAndDueHoldsExpire(Instance instance, Counter counter)
      throws SQLException {
    looksWithoutItsDatabase(instance);
    PosTerminal terminal = counter.terminal();
    Card guest = counter.cardWithPin();
    Card shopper = counter.cardWithPin();
    Slip hold = terminal.slip(assertApproved(terminal.preAuthorise(guest, 200_00), 800_00));
    String today = settlementDate(assertApproved(terminal.inquiry(guest)));
    // the timer fires with the minute: not between the two changes and the sales after them
    await().atMost(PATIENCE).until(() -> second() < SHORTLY_BEFORE_THE_MINUTE);
    try (Books books = Books.of(instance)) {
      books.change(
          1,
          "UPDATE hold SET expires_at = expires_at - INTERVAL 1 YEAR WHERE auth_code = ?"
              + " AND status = 'PENDING'",
          hold.authCode());
      books.change(1, "UPDATE business_day SET business_date = business_date - INTERVAL 1 DAY");
    }
    Slip lateSale = terminal.slip(assertApproved(terminal.purchase(shopper, 30_00)));
    Slip reversed = terminal.slip(assertApproved(terminal.purchase(shopper, 40_00)));
    String yesterday = settlementDate(assertApproved(terminal.inquiry(guest)));
    assertThat(yesterday).isNotEqualTo(today);

    List<String> days = tradeUntil(today, counter);

    int cutOver = days.indexOf(today);
    assertThat(days.subList(0, cutOver)).isNotEmpty().containsOnly(yesterday);
    // what was sold before the cut-over is still of this batch
    assertApproved(terminal.voidPurchase(lateSale), 960_00);
    assertApproved(terminal.reverse(reversed));
    assertThat(counter.available(shopper)).isEqualTo(Institution.ISSUED);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> counter.available(guest) == Institution.ISSUED);
    assertRefused("12", terminal.complete(hold, 100_00));
    assertThat(terminal.settle().balanced()).isTrue();
  }

  /** The server stays up while the timers look, and look again, at a database that is not there. */
  private static void looksWithoutItsDatabase(Instance instance) {
    long server = instance.server().pid();
    await().atMost(PATIENCE).until(() -> second() >= SHORTLY_BEFORE_THE_MINUTE);
    ProcessHandle companions = instance.companions();
    instance.database().destroyForcibly();
    companions.onExit().join();
    await()
        .atMost(PATIENCE)
        .until(() -> second() >= AFTER_THE_SECOND_TRY && second() < SHORTLY_BEFORE_THE_MINUTE);
    assertThat(instance.isReady()).isFalse();
    instance.run();
    assertThat(instance.server().pid()).isEqualTo(server);
  }

  private static int second() {
    return LocalTime.now(ZoneOffset.UTC).getSecond();
  }

  /** Sells until the host's day is this one; the day of each sale. */
  private static List<String> tradeUntil(String day, Counter counter) {
    Card card = counter.cardWithoutPin();
    List<String> days = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              Outcome sale = assertApproved(counter.terminal().purchase(card, 1));
              days.add(settlementDate(sale));
              return days.get(days.size() - 1).equals(day);
            });
    return days;
  }

  private static String settlementDate(Outcome outcome) {
    return outcome.reply().get(15);
  }
}
