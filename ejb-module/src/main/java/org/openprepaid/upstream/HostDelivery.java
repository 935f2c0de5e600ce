package org.openprepaid.upstream;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.NotSentException;
import org.openprepaid.key.SealBrokenException;
import org.openprepaid.transaction.TransactionState;
import org.openprepaid.transaction.Transmission;

/**
 * Sends a host what it is owed, once a call: 0420 or 0220, with the repeat flag where it applies.
 */
final class HostDelivery implements DebtDelivery {
  private static final Logger LOG = Logger.getLogger(HostDelivery.class.getName());

  private final HostLinks links;
  private final DebtSubjects subjects;
  private final AnswerReading answers;
  private final StrayBook strays;
  private final UpstreamCounters counters;
  private final Executor workers;
  private final Duration patience;
  private final Clock clock;

  HostDelivery(
      HostLinks links,
      DebtSubjects subjects,
      AnswerReading answers,
      StrayBook strays,
      UpstreamCounters counters,
      Executor workers,
      Duration patience,
      Clock clock) {
    this.links = links;
    this.subjects = subjects;
    this.answers = answers;
    this.strays = strays;
    this.counters = counters;
    this.workers = workers;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public boolean isAvailable(String host) {
    return links.isUp(host);
  }

  @Override
  public CompletionStage<Delivery> deliver(UpstreamDebt debt) {
    UpstreamHost host = links.host(debt.host());
    if (host == null) {
      return ended(Result.NOT_SENT, "no such host");
    }
    DebtSubject subject;
    IsoFields message;
    try {
      subject = subjects.find(debt.transactionId());
      if (subject == null) {
        return ended(Result.REFUSED, "OP-1260 there is no exchange to tell of");
      }
      if (subjects.waitsForEarlier(debt, subject)) {
        return ended(Result.NOT_SENT, "waits for an earlier message about the same transaction");
      }
      message = message(host, debt, subject);
    } catch (SealBrokenException e) {
      return ended(Result.REFUSED, "the card number cannot be opened");
    } catch (SQLException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "OP-1261 debt {0} cannot be put together: {1}",
          new Object[] {Long.toString(debt.id()), e.getMessage()});
      return ended(Result.NOT_SENT, "cannot be put together now");
    }
    return links
        .send(host, message, patience)
        .handleAsync(
            (answer, failure) ->
                failure == null ? judged(host, debt, subject, message, answer) : failed(failure),
            workers);
  }

  private static CompletionStage<Delivery> ended(Result result, String detail) {
    return CompletableFuture.completedStage(new Delivery(result, "", detail));
  }

  private static IsoFields message(UpstreamHost host, UpstreamDebt debt, DebtSubject about) {
    MessageForms forms = new MessageForms(host);
    boolean repeated = debt.tries() > 0;
    Transmission own =
        new Transmission(debt.host(), about.sent().mti(), debt.trace(), debt.transmittedAt());
    return debt.kind() == UpstreamDebt.Kind.ADVICE
        ? forms.advice(about.subject(), own, repeated)
        : forms.reversal(
            about.subject(), own, about.sent(), about.authCode(), debt.reason(), repeated);
  }

  private Delivery judged(
      UpstreamHost host,
      UpstreamDebt debt,
      DebtSubject about,
      IsoFields message,
      IsoAnswer answer) {
    Stray.Why fault;
    try {
      fault = answers.fault(host, message, answer);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "OP-1266 host " + host.name() + ": an answer cannot be checked", e);
      return new Delivery(Result.UNKNOWN, "", "the answer cannot be checked now");
    }
    if (fault != null) {
      counters.unusable(host.name(), fault);
      strays.note(
          Stray.of(host.name(), debt.transactionId(), fault, answer, LocalDateTime.now(clock)));
      return new Delivery(Result.UNKNOWN, "", "unusable answer: " + fault);
    }
    String code = answer.fields().text(39);
    return new Delivery(
        DeliveryRules.meaning(
            debt.kind(), code, "68".equals(code) ? stateNow(debt, about) : about.state()),
        code,
        "");
  }

  /** It may have been reversed while the message was on its way. */
  private TransactionState stateNow(UpstreamDebt debt, DebtSubject before) {
    try {
      return subjects.find(debt.transactionId()).state();
    } catch (SQLException | RuntimeException e) {
      return before.state();
    }
  }

  private static Delivery failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    Result result = cause instanceof NotSentException ? Result.NOT_SENT : Result.UNKNOWN;
    String reason = String.valueOf(cause.getMessage()).replaceAll("[^ -~]", ".");
    return new Delivery(result, "", reason.substring(0, Math.min(120, reason.length())));
  }
}
