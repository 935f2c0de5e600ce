package org.openprepaid.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.PinFormat;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.HostAnswer;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Transmission;

/** Asks a host about a request that is recorded as pending, and says how that ended. */
final class Inquirer {
  private static final Logger LOG = Logger.getLogger(Inquirer.class.getName());

  private final HostLinks links;
  private final ZoneKeys keys;
  private final SecurityModule security;
  private final AnswerReading answers;
  private final UpstreamCounters counters;
  private final Executor workers;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param workers do what follows an answer, away from the threads that serve sockets
   * @param patience from sending to the answer
   * @param clock tells UTC
   */
  Inquirer(
      HostLinks links,
      ZoneKeys keys,
      SecurityModule security,
      AnswerReading answers,
      UpstreamCounters counters,
      Executor workers,
      Duration patience,
      Clock clock) {
    this.links = links;
    this.keys = keys;
    this.security = security;
    this.answers = answers;
    this.counters = counters;
    this.workers = workers;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * The stage never fails.
   *
   * @param pending with what is to be sent
   */
  CompletionStage<HostAnswer> ask(Request asked, Outcome pending) {
    Transmission sent = pending.forwarding().sent();
    UpstreamHost host = links.host(sent.host());
    if (host == null) {
      return unsent(ResponseCode.ISSUER_UNAVAILABLE);
    }
    IsoFields message;
    try {
      if (sent.at().plus(patience).isBefore(LocalDateTime.now(clock))) {
        // held up since it was recorded: somebody may have ended and reversed it already
        return unsent(ResponseCode.ISSUER_UNAVAILABLE);
      }
      if (!keys.canSign(host.name())) {
        throw new IllegalStateException("OP-1254 zone " + host.name() + " has no ZAK to be used");
      }
      byte[] pinBlock = pinBlock(asked.card(), host);
      if (asked.card().pin() != null && pinBlock == null) {
        return unsent(ResponseCode.PIN_FORMAT);
      }
      Subject subject = subject(asked, pending);
      message = new MessageForms(host).request(subject, sent, asked.card(), pinBlock);
      counters.asked(host.name());
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "OP-1255 host " + host.name() + " cannot be asked", e);
      return unsent(ResponseCode.SYSTEM_ERROR);
    }
    long startedNanos = System.nanoTime();
    return links
        .send(host, message, patience)
        .whenComplete(
            (answer, failure) -> counters.answered(host.name(), System.nanoTime() - startedNanos))
        .handleAsync(
            (answer, failure) ->
                told(host, answers.read(host, message, pending.transactionId(), answer, failure)),
            workers);
  }

  private static CompletionStage<HostAnswer> unsent(ResponseCode code) {
    return CompletableFuture.completedStage(HostAnswer.unsent(code));
  }

  private static Subject subject(Request asked, Outcome pending) {
    Exchange original = pending.forwarding().original();
    return new Subject(
        asked.kind(),
        asked.card().pan(),
        asked.amount(),
        pending.rrn(),
        asked.origin().merchantId(),
        asked.origin().terminalId(),
        asked.origin().localTime(),
        original);
  }

  /** Under the host's key; {@code null} without a PIN, or when its block is malformed. */
  private byte[] pinBlock(PresentedCard card, UpstreamHost host) {
    PresentedCard.EncryptedPin pin = card.pin();
    if (pin == null) {
      return null;
    }
    KeyRef zpk = keys.zpk(host.name());
    if (zpk == null) {
      throw new IllegalStateException("OP-1254 zone " + host.name() + " has no active ZPK");
    }
    return security.translatePin(
        pin.key(), pin.format(), pin.block(), card.pan().digits(), zpk, PinFormat.ISO_0);
  }

  private HostAnswer told(UpstreamHost host, AnswerReading.Ending ending) {
    return switch (ending.how()) {
      case ANSWERED -> ending.answer();
      case UNUSABLE -> {
        LOG.log(
            Level.WARNING,
            "OP-1257 host {0}: an answer cannot be used ({1}): {2}",
            new Object[] {host.name(), ending.fault(), ending.text()});
        yield HostAnswer.unknown(HostAnswer.UNUSABLE_ANSWER);
      }
      case UNCHECKED -> HostAnswer.unknown(HostAnswer.OWN_FAULT);
      case NOT_SENT -> {
        counters.unsent(host.name());
        yield HostAnswer.unsent(ResponseCode.ISSUER_UNAVAILABLE);
      }
      case SILENT -> {
        counters.unanswered(host.name());
        LOG.log(Level.FINE, "host {0}: no answer: {1}", new Object[] {host.name(), ending.text()});
        yield HostAnswer.unknown(HostAnswer.NO_ANSWER);
      }
    };
  }
}
