package org.openprepaid.upstream;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.routing.Route;
import org.openprepaid.routing.Routing;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.HostAnswer;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionGateway;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.TransactionSwitch;
import org.openprepaid.transaction.Transmission;

/**
 * Takes a request to whoever decides it. For a card of others: recorded as pending, then sent, then
 * decided by what came back, each step through the gateway.
 */
final class UpstreamSwitch implements TransactionSwitch {
  private static final Logger LOG = Logger.getLogger(UpstreamSwitch.class.getName());

  /**
   * Where the routes lead when they lead nowhere; what follows an earlier transaction has its host.
   */
  private static final String NOWHERE = "";

  /** Pauses between attempts to post an answer while the database is away; 15 s in all. */
  private static final long[] POST_AGAIN_MS = {100, 200, 500, 1_000, 2_000, 4_000, 7_000};

  private final TransactionGateway gateway;
  private final Routing routing;
  private final HostLinks links;
  private final Inquirer inquirer;
  private final StrayBook strays;
  private final DebtRelay relay;
  private final TraceNumbers traces;
  private final Executor workers;
  private final ZoneId zone;
  private final Clock clock;

  /** What is being asked now, by transaction: a repeat gets the same answer. */
  private final Map<Long, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

  /** Whom to ask, where what came is kept, and who tells hosts what they are owed. */
  record Surroundings(HostLinks links, Inquirer inquirer, StrayBook strays, DebtRelay relay) {}

  /**
   * @param workers post again what could not be posted
   * @param zone in which routes' times are told
   * @param clock tells UTC
   */
  UpstreamSwitch(
      TransactionGateway gateway,
      Routing routing,
      Surroundings surroundings,
      TraceNumbers traces,
      Executor workers,
      ZoneId zone,
      Clock clock) {
    this.gateway = gateway;
    this.routing = routing;
    this.links = surroundings.links();
    this.inquirer = surroundings.inquirer();
    this.strays = surroundings.strays();
    this.relay = surroundings.relay();
    this.traces = traces;
    this.workers = workers;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome> submit(Request request) {
    if (request.card() == null || !MessageForm.exists(request.kind())) {
      return gateway.submit(request);
    }
    try {
      LocalDateTime here = LocalDateTime.ofInstant(clock.instant(), zone);
      Route route =
          routing.route(
              request.card().pan(), request.kind().name(), request.origin().merchantId(), here);
      if (route instanceof Route.Upstream upstream) {
        String up =
            upstream.hosts().stream()
                .filter(host -> links.canAsk(host, request.card()))
                .findFirst()
                .orElse(null);
        return up == null
            ? forward(request, upstream.hosts().get(0), ResponseCode.ISSUER_UNAVAILABLE)
            : forward(request, up, null);
      }
      return route instanceof Route.Closed closed
          ? forward(request, NOWHERE, ofClosed(closed.reason()))
          : gateway.submit(request);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "OP-1253 request " + request.origin().key() + " not routed", e);
      return CompletableFuture.completedStage(Outcome.unrecorded(ResponseCode.SYSTEM_ERROR));
    }
  }

  private static ResponseCode ofClosed(Route.Reason reason) {
    return reason == Route.Reason.NO_ROUTE
        ? ResponseCode.NO_ROUTE
        : ResponseCode.ISSUER_UNAVAILABLE;
  }

  /**
   * The gateway is asked even if no host can be: a repeat gets its first answer whatever has become
   * of the links since, and what acts on an earlier transaction goes to the host of that one.
   */
  private CompletionStage<Outcome> forward(Request request, String host, ResponseCode unreachable) {
    Transmission sent =
        new Transmission(
            host,
            MessageForm.of(request.kind()).mti(),
            traces.next(),
            now().truncatedTo(ChronoUnit.SECONDS));
    // on the lane's thread: to put a message together takes microseconds, to change threads more
    return gateway
        .submit(new Request.Forwarded(request, sent, unreachable))
        .thenCompose(outcome -> recorded(request, outcome));
  }

  /** Decided here, and the host is told whenever it can be. */
  private static boolean isTold(TransactionKind kind) {
    return kind == TransactionKind.REFUND || kind == TransactionKind.COMPLETION_ADVICE;
  }

  private CompletionStage<Outcome> recorded(Request request, Outcome outcome) {
    if (!outcome.isPending()) {
      if (isTold(request.kind())) {
        wakeRelay();
      }
      return CompletableFuture.completedStage(outcome);
    }
    long id = outcome.transactionId();
    if (outcome.forwarding() == null) {
      CompletableFuture<Outcome> first = underWay.get(id);
      return first == null ? CompletableFuture.completedStage(outcome) : first;
    }
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    underWay.put(id, end);
    inquirer
        .ask(request, outcome)
        .thenCompose(
            answer ->
                post(
                    new Request.Answered(
                        request.origin(), request.amount(), request.kind(), id, answer),
                    outcome,
                    0))
        .whenComplete(
            (decided, failure) -> {
              underWay.remove(id);
              if (failure != null) {
                LOG.log(Level.SEVERE, "OP-1256 the answer to " + id + " is not posted", failure);
              }
              end.complete(failure == null ? decided : outcome);
            });
    return end;
  }

  /** It comes round by itself in a second: whatever is wrong there must not change an answer. */
  private void wakeRelay() {
    try {
      relay.wake();
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "the relay is not woken", e);
    }
  }

  /**
   * Until it is in the ledger nobody is told of it. If it cannot be posted, the terminal gets no
   * answer and reverses, and the janitor finds what is pending.
   */
  private CompletionStage<Outcome> post(Request.Answered answered, Outcome pending, int attempt) {
    return gateway
        .submit(answered)
        .thenCompose(
            outcome -> {
              if (outcome.code() != ResponseCode.SYSTEM_ERROR || outcome.isRecorded()) {
                noteIfLate(answered, pending, outcome);
                if (answered.answer().status() == Exchange.Status.UNKNOWN) {
                  wakeRelay();
                }
                return CompletableFuture.completedStage(outcome);
              }
              if (attempt == POST_AGAIN_MS.length) {
                LOG.log(
                    Level.SEVERE,
                    "OP-1256 the answer to {0} is not posted: the gateway fails",
                    Long.toString(answered.transactionId()));
                return CompletableFuture.completedStage(pending);
              }
              Executor later =
                  CompletableFuture.delayedExecutor(
                      POST_AGAIN_MS[attempt], TimeUnit.MILLISECONDS, workers);
              return CompletableFuture.supplyAsync(() -> answered, later)
                  .thenCompose(again -> post(again, pending, attempt + 1));
            });
  }

  private void noteIfLate(Request.Answered answered, Outcome pending, Outcome outcome) {
    HostAnswer answer = answered.answer();
    if (answer.code().isApproved() && !outcome.code().isApproved()) {
      String host = pending.forwarding().sent().host();
      String text = "answer " + answer.hostCode() + " after " + outcome.code().code();
      strays.note(
          Stray.of(host, answered.transactionId(), Stray.Why.LATE, text, now()).ofApproval());
    }
  }

  /** Whether this node is still asking about a transaction. */
  boolean isUnderWay(long transactionId) {
    return underWay.containsKey(transactionId);
  }

  int underWay() {
    return underWay.size();
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
