package org.openprepaid.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openprepaid.messaging.OutboxQueue.Alarm;
import org.openprepaid.upstream.DebtStep;
import org.openprepaid.upstream.DebtTicket;

/** What follows when the ends of tries are recorded: counts, news for operators, messages. */
final class Aftermath {
  private final OutboxQueue queue;
  private final OwedTally tally;
  private final Notice dead;
  private final Notice unsent;

  Aftermath(OutboxQueue queue, OwedTally tally, Clock clock) {
    this.queue = queue;
    this.tally = tally;
    dead = new Notice(Level.SEVERE, Duration.ofSeconds(1), clock);
    unsent = new Notice(Level.WARNING, Duration.ofSeconds(30), clock);
  }

  /** Of steps that are committed; fails never. */
  void of(Map<DebtTicket, DebtStep> steps, LocalDateTime now) {
    List<Alarm> alarms = new ArrayList<>();
    List<DebtTicket> buried = new ArrayList<>();
    steps.forEach(
        (ticket, step) -> {
          if (step instanceof DebtStep.Settled) {
            tally.settled.increment();
          } else if (step instanceof DebtStep.Again again) {
            DebtTicket next = new DebtTicket(ticket.debtId(), ticket.tries() + 1);
            alarms.add(new Alarm(next, Duration.between(now, again.at())));
          } else if (step instanceof DebtStep.Dead why) {
            tally.dead.increment();
            dead.say("OP-1674 debt " + ticket.debtId() + " is dead: " + why.why(), null);
            buried.add(ticket);
          }
        });
    send(alarms, buried);
  }

  /** Without these messages the sweep finds the debts, and the table tells of the dead. */
  private void send(List<Alarm> alarms, List<DebtTicket> buried) {
    try {
      if (!alarms.isEmpty()) {
        queue.send(alarms);
      }
      if (!buried.isEmpty()) {
        queue.bury(buried);
      }
    } catch (RuntimeException e) {
      unsent.say("OP-1672 the broker takes no messages", e);
    }
  }
}
