package org.openprepaid.upstreamhost.desk;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jpos.iso.ISOMsg;
import org.openprepaid.upstreamhost.book.Booking;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.wire.Dialect;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** The answers' forms. */
final class Answers {
  private static final int[] REPEATED = {2, 3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49, 70};
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMdd", Locale.ROOT);

  private final Dialect dialect;

  Answers(Dialect dialect) {
    this.dialect = dialect;
  }

  /** With nothing but a response code and what is repeated. */
  ISOMsg refusal(ReceivedMessage request, String responseCode) {
    ISOMsg answer = dialect.message(type(request.mti()));
    for (int element : REPEATED) {
      String value = request.text(element);
      if (value != null) {
        answer.set(element, value);
      }
    }
    answer.set(39, responseCode);
    return answer;
  }

  /** Of what was decided. */
  ISOMsg of(ReceivedMessage request, Booking booking, String balance) {
    ISOMsg answer = refusal(request, booking.responseCode());
    LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
    if (!answer.hasField(12)) {
      answer.set(12, TIME.format(now));
    }
    if (!answer.hasField(13)) {
      answer.set(13, DATE.format(now));
    }
    answer.set(15, booking.settlementDate());
    if (booking.authCode() != null) {
      answer.set(38, booking.authCode());
    }
    if (balance != null) {
      answer.set(54, balance);
    }
    return answer;
  }

  /** MMDD of today. */
  static String settlementDate() {
    return DATE.format(LocalDateTime.now(ZoneId.systemDefault()));
  }

  /** The type that answers this one, and its repetition. */
  static String type(String mti) {
    String first = MessageKey.first(mti);
    return first.substring(0, 2) + (char) (first.charAt(2) + 1) + first.charAt(3);
  }

  /** Whether messages of this type have a MAC. */
  static boolean hasMac(String mti) {
    return mti.startsWith("01") || mti.startsWith("02") || mti.startsWith("04");
  }
}
