package org.openprepaid.messaging;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.logging.Level;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.upstream.DebtDelivery;
import org.openprepaid.upstream.DebtDelivery.Delivery;
import org.openprepaid.upstream.DebtDelivery.Result;
import org.openprepaid.upstream.DebtStep;
import org.openprepaid.upstream.DebtTicket;
import org.openprepaid.upstream.UpstreamDebt;
import org.openprepaid.upstream.UpstreamDebts;

/**
 * Works off the messages of the queue. One thread takes all that waits as a round: messages that
 * came and tries that ended share one database transaction, which records the ends and reads the
 * debts; then deliveries begin, as many a host as the limit allows. While a round commits, the next
 * gathers. A host that is slow makes its own debts wait and nobody else's.
 *
 * <p>A message is acknowledged when it is in hand. What is in hand when the process is killed is
 * found in the table by the {@link OutboxRelay}'s sweep.
 */
final class OwedDesk implements Runnable {
  /** Events a round. */
  static final int ROUND = 256;

  /** Messages in hand at most; past it taking waits, and the broker keeps the rest. */
  static final int MAX_IN_HAND = 8_000;

  /** A delivery that does not end by then counts as unanswered. */
  static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

  private static final int MAX_FAILURES = 5;
  private static final Duration IDLE = Duration.ofMillis(500);

  private final OwnTransaction transactions;
  private final DebtDelivery delivery;
  private final OwedLimits limits;
  private final OwedTally tally;
  private final Clock clock;
  private final DoubleSupplier chance;
  private final Duration pauseAfterFailure;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_IN_HAND);
  private final Set<DebtTicket> inHand = ConcurrentHashMap.newKeySet();
  private final Aftermath aftermath;
  private final Notice failed;
  private final Notice unknown;

  // of the desk's thread alone
  private final Map<String, HostLine> lines = new HashMap<>();
  private Round round = new Round();
  private int failures;
  private volatile boolean running = true;

  private sealed interface Event {}

  private record Arrival(DebtTicket ticket) implements Event {}

  private record End(UpstreamDebt debt, Delivery delivery) implements Event {}

  /** What one transaction is about. */
  private static final class Round {
    private final Map<DebtTicket, DebtStep> steps = new HashMap<>();
    private final List<DebtTicket> looked = new ArrayList<>();

    boolean isEmpty() {
      return steps.isEmpty() && looked.isEmpty();
    }
  }

  /** What it brought. */
  private record Found(List<DebtTicket> late, Map<Long, UpstreamDebt> debts) {}

  /** Whom the desk works with. */
  record Surroundings(
      OwnTransaction transactions, DebtDelivery delivery, OutboxQueue queue, Clock clock) {}

  /**
   * @param chance 0 to below 1, for the pauses
   * @param pauseAfterFailure before a round that failed is tried again
   */
  OwedDesk(
      Surroundings with,
      OwedLimits limits,
      OwedTally tally,
      DoubleSupplier chance,
      Duration pauseAfterFailure) {
    this.transactions = with.transactions();
    this.delivery = with.delivery();
    this.clock = with.clock();
    this.limits = limits;
    this.tally = tally;
    this.chance = chance;
    this.pauseAfterFailure = pauseAfterFailure;
    this.aftermath = new Aftermath(with.queue(), tally, with.clock());
    Duration silence = Duration.ofSeconds(30);
    failed = new Notice(Level.WARNING, silence, clock);
    unknown = new Notice(Level.WARNING, silence, clock);
  }

  /** Takes a message in hand; waits while the hands are full. One that is in hand is dropped. */
  void take(DebtTicket ticket) throws InterruptedException {
    room.acquire();
    if (!running) {
      // its debt is found in the table
      room.release();
      return;
    }
    if (inHand.add(ticket)) {
      events.add(new Arrival(ticket));
    } else {
      tally.duplicates.increment();
      room.release();
    }
  }

  /** Begins nothing more; {@link #run} returns when what is under way has ended. */
  void stop() {
    running = false;
  }

  /** Works until {@link #stop} or an interrupt. */
  @Override
  public void run() {
    try {
      while (running || inFlight() > 0) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running = false;
      room.release(MAX_IN_HAND);
    }
  }

  /** What is in hand now: what a stop leaves behind is to be put back. */
  Collection<DebtTicket> inHand() {
    return List.copyOf(inHand);
  }

  private int inFlight() {
    return lines.values().stream().mapToInt(HostLine::inFlight).sum();
  }

  private void turn() throws InterruptedException {
    gather();
    if (round.isEmpty()) {
      return;
    }
    LocalDateTime now = LocalDateTime.now(clock);
    try {
      Found found = transactions.run(connection -> work(new UpstreamDebts(connection), now));
      Round done = round;
      round = new Round();
      failures = 0;
      recorded(done, found.late(), now);
      looked(done, found.debts());
    } catch (SQLException | RuntimeException e) {
      retryOrForget(e);
    }
  }

  /** A round that failed is kept as it is; nothing joins it. */
  private void gather() throws InterruptedException {
    if (!round.isEmpty()) {
      return;
    }
    List<Event> gathered = new ArrayList<>();
    Event first = events.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      gathered.add(first);
      events.drainTo(gathered, ROUND - 1);
    }
    for (Event event : gathered) {
      if (event instanceof End end) {
        line(end.debt().host()).end();
        round.steps.put(DebtTicket.of(end.debt()), step(end));
      } else if (event instanceof Arrival arrival) {
        round.looked.add(arrival.ticket());
      }
    }
    // also when nothing came: a round that was forgotten may have been all that was under way
    lines.values().forEach(line -> round.looked.addAll(line.called()));
  }

  private DebtStep step(End end) {
    return RetryRules.after(
        end.delivery(), end.debt(), LocalDateTime.now(clock), chance.getAsDouble(), limits);
  }

  private Found work(UpstreamDebts debts, LocalDateTime now) throws SQLException {
    List<DebtTicket> late = debts.record(round.steps, now);
    return new Found(late, debts.await(round.looked.stream().map(DebtTicket::debtId).toList()));
  }

  private void retryOrForget(Exception e) throws InterruptedException {
    failures++;
    failed.say("OP-1673 debts in hand cannot be looked at or recorded", e);
    if (failures >= MAX_FAILURES) {
      // the table knows them; hands that are full of what fails would stop everything else
      round.steps.keySet().forEach(this::letGo);
      round.looked.forEach(this::letGo);
      round = new Round();
      failures = 0;
    }
    Thread.sleep(pauseAfterFailure.toMillis());
  }

  private void recorded(Round done, List<DebtTicket> late, LocalDateTime now) {
    done.steps.keySet().forEach(this::letGo);
    tally.duplicates.add(late.size());
    done.steps.keySet().removeAll(late);
    aftermath.of(done.steps, now);
  }

  private void looked(Round done, Map<Long, UpstreamDebt> debts) {
    for (DebtTicket ticket : done.looked) {
      UpstreamDebt debt = debts.get(ticket.debtId());
      if (debt == null) {
        unknown.say("OP-1671 a message names no debt: " + ticket.debtId(), null);
        letGo(ticket);
      } else if (debt.status() != UpstreamDebt.Status.QUEUED || debt.tries() != ticket.tries()) {
        tally.duplicates.increment();
        letGo(ticket);
      } else {
        deliver(debt, ticket);
      }
    }
  }

  private void deliver(UpstreamDebt debt, DebtTicket ticket) {
    if (!running) {
      return;
    }
    HostLine line = line(debt.host());
    if (!line.start()) {
      line.queue(ticket);
      return;
    }
    CompletionStage<Delivery> attempt;
    try {
      attempt =
          delivery.isAvailable(debt.host())
              ? begun(debt)
              : CompletableFuture.completedFuture(
                  new Delivery(Result.NOT_SENT, "", "the host cannot be reached"));
    } catch (RuntimeException e) {
      attempt = CompletableFuture.failedFuture(e);
    }
    attempt
        .exceptionally(OwedDesk::unanswered)
        .thenAccept(ended -> events.add(new End(debt, ended)));
  }

  private CompletionStage<Delivery> begun(UpstreamDebt debt) {
    tally.tries.increment();
    return delivery
        .deliver(debt)
        .toCompletableFuture()
        .copy()
        .orTimeout(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
  }

  /** Only the kind of error: its text might hold a card number. */
  private static Delivery unanswered(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return new Delivery(Result.UNKNOWN, "", "failed: " + cause.getClass().getSimpleName());
  }

  private HostLine line(String host) {
    return lines.computeIfAbsent(host, name -> new HostLine(limits.maxInFlight()));
  }

  private void letGo(DebtTicket ticket) {
    if (inHand.remove(ticket)) {
      room.release();
    }
  }
}
