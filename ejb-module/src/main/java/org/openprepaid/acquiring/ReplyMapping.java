package org.openprepaid.acquiring;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.ResponseCode;

/** Turns outcomes into the elements of a reply. */
final class ReplyMapping {
  /** What a reply repeats, where the request has it: digits, and text. */
  private static final int[] ECHOED_DIGITS = {2, 3, 4, 11, 25, 32, 60};

  private static final int[] ECHOED_TEXT = {41, 42, 49};

  private final ZoneId zone;
  private final Clock clock;

  /**
   * @param zone in which elements 12 and 13 are told
   */
  ReplyMapping(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /** Whether a message type is one that is answered: the function digit of requests is even. */
  static boolean isRequest(String mti) {
    return mti.length() == 4 && Digits.areDigits(mti) && (mti.charAt(2) - '0') % 2 == 0;
  }

  /** An answer that is not recorded, such as a refusal for a message's form. */
  IsoFields reply(IsoFields request, ResponseCode code) {
    return reply(request, code, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /** The answer to a financial message. */
  IsoFields reply(IsoFields request, Outcome outcome) {
    if (!outcome.isRecorded()) {
      return reply(request, outcome.code());
    }
    IsoFields reply = reply(request, outcome.code(), outcome.decidedAt());
    StringBuilder date = new StringBuilder(4);
    Digits.append(date, outcome.businessDate().getMonthValue(), 2);
    Digits.append(date, outcome.businessDate().getDayOfMonth(), 2);
    reply.set(15, date.toString());
    reply.set(37, outcome.rrn().toString());
    if (!outcome.authCode().isBlank()) {
      reply.set(38, outcome.authCode());
    }
    // a reversal's answer tells no balance: nobody stands at the terminal to read it
    boolean tellsBalance =
        outcome.code().isApproved() && outcome.available() != null && !isReversal(request);
    if (tellsBalance) {
      reply.set(54, balance(outcome.available()));
    }
    return reply;
  }

  private static boolean isReversal(IsoFields request) {
    return request.mti().charAt(1) == '4';
  }

  private IsoFields reply(IsoFields request, ResponseCode code, LocalDateTime decidedAt) {
    IsoFields reply = new IsoFields(replyMti(request.mti()));
    for (int field : ECHOED_DIGITS) {
      // packed digits can hold A to F: read, refused for it, but never written
      if (request.has(field) && Digits.areDigits(request.text(field))) {
        reply.set(field, request.text(field));
      }
    }
    for (int field : ECHOED_TEXT) {
      if (request.has(field)) {
        reply.set(field, request.text(field));
      }
    }
    LocalDateTime local =
        decidedAt.atZone(ZoneOffset.UTC).withZoneSameInstant(zone).toLocalDateTime();
    StringBuilder time = new StringBuilder(6);
    Digits.append(time, local.getHour(), 2);
    Digits.append(time, local.getMinute(), 2);
    Digits.append(time, local.getSecond(), 2);
    StringBuilder date = new StringBuilder(4);
    Digits.append(date, local.getMonthValue(), 2);
    Digits.append(date, local.getDayOfMonth(), 2);
    return reply.set(12, time.toString()).set(13, date.toString()).set(39, code.code());
  }

  /** 0200 to 0210, 0220 to 0230. */
  private static String replyMti(String mti) {
    return mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + mti.charAt(3);
  }

  /** Account type 00, amount type 02 (available), currency, C or D, and the amount. */
  private static String balance(Money available) {
    StringBuilder text = new StringBuilder(20).append("0002");
    text.append(available.currency().numericCode()).append(available.isNegative() ? 'D' : 'C');
    return Digits.append(text, Math.abs(available.minor()), 12).toString();
  }
}
