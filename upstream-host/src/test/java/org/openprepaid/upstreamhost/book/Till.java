package org.openprepaid.upstreamhost.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A book with one card of 1,000.00, and short words for what an acquirer sends. */
final class Till {
  static final String CARD = "card";
  static final long BEGINNING = 100_000;

  final List<Booking> booked = new ArrayList<>();
  HostBook book = new HostBook(Map.of(CARD, BEGINNING), false, 10_000);
  private int trace;

  MessageKey next(Kind kind) {
    String mti =
        switch (kind) {
          case PREAUTH, PREAUTH_VOID -> "0100";
          case REFUND, COMPLETION_ADVICE -> "0220";
          case REVERSAL -> "0420";
          default -> "0200";
        };
    return new MessageKey(mti, String.format("%06d", ++trace), "1125093000", "48021560");
  }

  Booking send(Kind kind, long amount, MessageKey original) {
    return send(next(kind), kind, amount, original);
  }

  /** As the desk does it: a message that was there before leads to what it led to. */
  Booking send(MessageKey key, Kind kind, long amount, MessageKey original) {
    return send(new Request(key, kind, CARD, "62*17", amount, "rrn", null, original, null));
  }

  Booking send(Request request) {
    Entry before = book.find(request.key());
    if (before != null) {
      return before.booking();
    }
    Booking booking = Decision.about(book, request, "1125", "000042", null);
    book.apply(booking);
    booked.add(booking);
    return booking;
  }

  Booking reverse(Booking original) {
    return send(Kind.REVERSAL, original.amount(), original.key());
  }

  State stateOf(Booking booking) {
    return book.find(booking.key()).state();
  }

  long available() {
    return book.available(CARD);
  }
}
