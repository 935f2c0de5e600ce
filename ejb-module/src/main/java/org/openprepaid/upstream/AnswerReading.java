package org.openprepaid.upstream;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoText;
import org.openprepaid.iso8583.NotSentException;
import org.openprepaid.transaction.HostAnswer;
import org.openprepaid.transaction.ResponseCode;

/**
 * Says how a request to a host ended. An answer is read once it is certain that it is the host's
 * and speaks of what was asked; one that cannot be used is counted and kept. What is missing in an
 * answer contradicts nothing, but for the response code.
 */
final class AnswerReading {
  private static final Logger LOG = Logger.getLogger(AnswerReading.class.getName());

  /** What an answer repeats of its request, besides what it was matched by. */
  private static final int[] REPEATED = {3, 37, 41, 42, 49};

  private final ZoneKeys keys;
  private final StrayBook strays;
  private final UpstreamCounters counters;
  private final Clock clock;

  /** What came of a request. */
  enum How {
    ANSWERED,
    /** Something came that is not the host's, or speaks of something else. */
    UNUSABLE,
    /** Something came that cannot be checked, by our own fault. */
    UNCHECKED,
    NOT_SENT,
    /** Nothing came; the host may have the request. */
    SILENT
  }

  /**
   * How a request ended.
   *
   * @param answer what the host says; {@code null} unless it answered
   * @param fault why its answer is unusable; {@code null} unless it is
   * @param text the unusable answer, masked, or why there is none; may be empty
   */
  record Ending(How how, HostAnswer answer, Stray.Why fault, String text) {}

  /**
   * @param clock tells UTC
   */
  AnswerReading(ZoneKeys keys, StrayBook strays, UpstreamCounters counters, Clock clock) {
    this.keys = keys;
    this.strays = strays;
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * Throws nothing.
   *
   * @param transactionId what the request is about
   * @param answer {@code null} when there is a failure
   * @param failure of sending, or of waiting
   */
  Ending read(
      UpstreamHost host,
      IsoFields request,
      long transactionId,
      IsoAnswer answer,
      Throwable failure) {
    return failure == null ? came(host, request, transactionId, answer) : failed(failure);
  }

  private Ending came(UpstreamHost host, IsoFields request, long transactionId, IsoAnswer answer) {
    try {
      Stray.Why fault = fault(host, request, answer);
      if (fault == null) {
        return new Ending(How.ANSWERED, meaning(answer.fields()), null, "");
      }
      counters.unusable(host.name(), fault);
      strays.note(Stray.of(host.name(), transactionId, fault, answer, LocalDateTime.now(clock)));
      return new Ending(How.UNUSABLE, null, fault, answer.toString());
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "OP-1266 host " + host.name() + ": an answer cannot be checked", e);
      return new Ending(How.UNCHECKED, null, null, "");
    }
  }

  private static Ending failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    // whatever else it was, the host may have the request
    How how = cause instanceof NotSentException ? How.NOT_SENT : How.SILENT;
    String reason = cause.getMessage();
    return new Ending(how, null, null, reason == null ? cause.toString() : reason);
  }

  /** Why the answer cannot be used; {@code null} when it can. */
  private Stray.Why fault(UpstreamHost host, IsoFields request, IsoAnswer answer) {
    if (!keys.isAuthentic(host, answer.macInput(), answer.mac())) {
      return Stray.Why.BAD_MAC;
    }
    IsoFields fields = answer.fields();
    if (contradicts(request, fields, 2)) {
      return Stray.Why.OTHER_CARD;
    }
    if (contradicts(request, fields, 4)) {
      return Stray.Why.OTHER_AMOUNT;
    }
    for (int field : REPEATED) {
      if (contradicts(request, fields, field)) {
        return Stray.Why.CONTRADICTORY;
      }
    }
    String code = fields.text(39);
    return code == null || code.length() != 2 ? Stray.Why.CONTRADICTORY : null;
  }

  private static boolean contradicts(IsoFields request, IsoFields answer, int field) {
    return answer.has(field)
        && request.has(field)
        && !answer.text(field).equals(request.text(field));
  }

  private static HostAnswer meaning(IsoFields answer) {
    String hostCode = answer.text(39);
    ResponseCode code = ResponseCode.ofHost(hostCode);
    if (code == null) {
      return HostAnswer.unknown(HostAnswer.UNUSABLE_ANSWER, IsoText.printable(hostCode));
    }
    return HostAnswer.answered(
        code,
        IsoText.printable(hostCode),
        code.isApproved() ? authCode(answer) : "",
        Elements.balance(answer.text(54)));
  }

  private static String authCode(IsoFields answer) {
    String text = answer.text(38);
    return text == null || text.isBlank() ? "" : IsoText.printable(text);
  }
}
