package org.openprepaid.upstreamhost.desk;

import org.jpos.iso.ISOMsg;
import org.openprepaid.upstreamhost.book.Booking;
import org.openprepaid.upstreamhost.book.CardFile;
import org.openprepaid.upstreamhost.book.Decision;
import org.openprepaid.upstreamhost.book.Entry;
import org.openprepaid.upstreamhost.book.HostBook;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.book.Request;
import org.openprepaid.upstreamhost.journal.JournalWriter;
import org.openprepaid.upstreamhost.key.Zone;
import org.openprepaid.upstreamhost.misbehave.Act;
import org.openprepaid.upstreamhost.misbehave.Script;
import org.openprepaid.upstreamhost.wire.Dialect;
import org.openprepaid.upstreamhost.wire.Link;
import org.openprepaid.upstreamhost.wire.MessageLines;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/**
 * Takes requests and answers them. What is decided is in the journal and in the book before the
 * answer leaves, or is kept back by a misbehaviour: a host that does not answer has decided all the
 * same.
 */
public final class HostDesk {
  private static final String MALFORMED = "30";
  private static final String UNKNOWN_TYPE = "40";
  private static final String BAD_MAC = "A0";
  private static final String NO_ORIGINAL = "25";
  private static final int BALANCE_LIMIT_DIGITS = 12;

  private final HostBook book;
  private final JournalWriter journal;
  private final Zone zone;
  private final Script script;
  private final Answers answers;
  private final Delivery delivery;
  private final RequestReader reader;
  private final Statistics statistics;
  private final Object bookkeeping = new Object();
  private long decided;

  HostDesk(
      HostBook book,
      CardFile cards,
      JournalWriter journal,
      Zone zone,
      Script script,
      HostManner manner,
      Delivery delivery,
      Statistics statistics) {
    this.book = book;
    this.journal = journal;
    this.zone = zone;
    this.script = script;
    this.answers = new Answers(new Dialect());
    this.delivery = delivery;
    this.reader = new RequestReader(cards, zone, manner.anyCard());
    this.statistics = statistics;
    this.decided = book.entries().size();
  }

  /** Answers a request that is no network management. */
  void answer(Link link, ReceivedMessage message) {
    String mti = MessageKey.first(message.mti());
    if (message.isMalformed()) {
      refuse(link, message, MALFORMED, "malformed");
    } else if (!Kind.knows(mti)) {
      refuse(link, message, UNKNOWN_TYPE, "unknown type");
    } else if (!message.hasMacUnder(zone.zak().accepted())) {
      refuse(link, message, BAD_MAC, "bad mac");
    } else {
      RequestReader.Reading reading = reader.read(message);
      if (reading.request() == null) {
        refuse(link, message, reading.responseCode(), "not understood");
      } else {
        settle(link, message, reading.request(), chosen(message, reading.request().amount()));
      }
    }
  }

  /** What is done to this message, or null. */
  private Act chosen(ReceivedMessage message, long amount) {
    return script.choose(message.mti(), message.text(3), amount).orElse(null);
  }

  private static boolean is(Act act, Act.Name name) {
    return act != null && act.name() == name;
  }

  private void settle(Link link, ReceivedMessage message, Request request, Act act) {
    if (is(act, Act.Name.HELD)) {
      delivery.hold(() -> settle(link, message, request, null), act);
      return;
    }
    ISOMsg answer;
    synchronized (bookkeeping) {
      Entry before = book.find(request.key());
      if (before == null && is(act, Act.Name.DISCLAIM) && book.isUnknownReversal(request)) {
        refuse(link, message, NO_ORIGINAL, act.toString(), null);
        return;
      }
      Booking booking = before != null ? before.booking() : decide(request, act);
      answer = answers.of(message, booking, balance(request, booking, message.text(49)));
      if (before != null) {
        statistics.count("repeated");
      }
      journal.exchange(
          MessageLines.in(message, before == null ? null : "repeated"),
          before == null ? booking : null,
          MessageLines.out(
              Answers.type(message.mti()), answer, act == null ? null : act.toString()));
      if (before == null) {
        book.apply(booking);
      }
    }
    statistics.count("code." + answer.getString(39));
    delivery.deliver(link, answer, true, act);
  }

  private Booking decide(Request request, Act act) {
    decided++;
    String forced = act == null ? null : act.code();
    String authCode = String.valueOf(1_000_000 + decided % 1_000_000).substring(1);
    return Decision.about(book, request, Answers.settlementDate(), authCode, forced);
  }

  /** Element 54: account 00, amount type 02, currency, C or D, twelve digits. */
  private String balance(Request request, Booking booking, String currency) {
    if (booking.kind() != Kind.INQUIRY || !booking.isApproved()) {
      return null;
    }
    long available = book.available(request.card());
    String digits = "0".repeat(BALANCE_LIMIT_DIGITS) + Math.abs(available);
    String amount = digits.substring(digits.length() - BALANCE_LIMIT_DIGITS);
    return "0002" + currency + (available < 0 ? 'D' : 'C') + amount;
  }

  private void refuse(Link link, ReceivedMessage message, String responseCode, String why) {
    Act act = chosen(message, 0);
    refuse(link, message, responseCode, why, is(act, Act.Name.HELD) ? null : act);
  }

  private void refuse(
      Link link, ReceivedMessage message, String responseCode, String why, Act act) {
    statistics.count("code." + responseCode);
    ISOMsg answer = answers.refusal(message, responseCode);
    String note = act == null ? why : why + ", " + act;
    journal.exchange(
        MessageLines.in(message, why),
        null,
        MessageLines.out(Answers.type(message.mti()), answer, note));
    delivery.deliver(link, answer, Answers.hasMac(message.mti()), act);
  }

  /** Without what is held, in minor units. */
  long available(String card) {
    synchronized (bookkeeping) {
      return book.available(card);
    }
  }
}
