package org.openprepaid.upstream;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoText;
import org.openprepaid.key.SealBrokenException;
import org.openprepaid.transaction.TransactionState;
import org.openprepaid.transaction.Transmission;

/**
 * Sends a host what it is owed, once a call: 0420 or 0220, with the repeat flag where it applies.
 */
final class HostDelivery implements DebtDelivery {
  private static final Logger LOG = Logger.getLogger(HostDelivery.class.getName());
  private static final int MAX_DETAIL = 120;

  private final HostLinks links;
  private final DebtSubjects subjects;
  private final AnswerReading answers;
  private final Executor workers;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param workers do what follows an answer
   * @param patience from sending to the answer
   * @param clock tells UTC
   */
  HostDelivery(
      HostLinks links,
      DebtSubjects subjects,
      AnswerReading answers,
      Executor workers,
      Duration patience,
      Clock clock) {
    this.links = links;
    this.subjects = subjects;
    this.answers = answers;
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
      subject = subjects.of(debt);
      if (subject == null) {
        return ended(Result.REFUSED, "OP-1260 there is no exchange to tell of");
      }
      if (subject.waitsForEarlier()) {
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
    boolean mayBeThere = mayBeThere(subject);
    return links
        .send(host, message, patience)
        .handleAsync(
            (answer, failure) ->
                meaning(
                    debt,
                    subject,
                    mayBeThere,
                    answers.read(host, message, debt.transactionId(), answer, failure)),
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

  /** It was approved there, or sent so lately that it may still arrive. */
  private boolean mayBeThere(DebtSubject about) {
    Duration age = Duration.between(about.sent().at(), LocalDateTime.now(clock));
    return about.approvedThere() || age.compareTo(DeliveryRules.UNDER_WAY) < 0;
  }

  private Delivery meaning(
      UpstreamDebt debt, DebtSubject about, boolean mayBeThere, AnswerReading.Ending ending) {
    return switch (ending.how()) {
      case ANSWERED -> answered(debt, about, mayBeThere, ending.answer().hostCode());
      case UNUSABLE -> new Delivery(Result.UNKNOWN, "", "unusable answer: " + ending.fault());
      case UNCHECKED -> new Delivery(Result.UNKNOWN, "", "the answer cannot be checked now");
      case NOT_SENT -> new Delivery(Result.NOT_SENT, "", detail(ending.text()));
      case SILENT -> new Delivery(Result.UNKNOWN, "", detail(ending.text()));
    };
  }

  private Delivery answered(UpstreamDebt debt, DebtSubject about, boolean mayBeThere, String said) {
    String code = DeliveryRules.meant(said, debt.hostCode());
    TransactionState state = "68".equals(code) ? stateNow(debt, about) : about.state();
    return new Delivery(DeliveryRules.meaning(debt.kind(), code, state, mayBeThere), code, "");
  }

  /** It may have been reversed while the message was on its way. */
  private TransactionState stateNow(UpstreamDebt debt, DebtSubject before) {
    try {
      return subjects.stateNow(debt.transactionId());
    } catch (SQLException | RuntimeException e) {
      return before.state();
    }
  }

  private static String detail(String reason) {
    String text = IsoText.printable(reason);
    return text.substring(0, Math.min(MAX_DETAIL, text.length()));
  }
}
