package org.openprepaid.upstreamhost.wire;

import org.jpos.iso.ISOMsg;
import org.openprepaid.upstreamhost.journal.MessageLine;

/** Messages as the journal shows them. */
public final class MessageLines {
  private MessageLines() {}

  /** One that came. */
  public static MessageLine in(ReceivedMessage message, String note) {
    String mti = message.mti().matches("[0-9]{4}") ? message.mti() : null;
    return line("IN", mti, message, note);
  }

  /** One that is sent. */
  public static MessageLine out(String mti, ISOMsg message, String note) {
    return line("OUT", mti, message, note);
  }

  private static MessageLine line(String direction, String mti, ISOMsg message, String note) {
    return new MessageLine(
        direction,
        mti,
        text(message, 2),
        text(message, 3),
        text(message, 4),
        text(message, 7),
        text(message, 11),
        text(message, 32),
        text(message, 37),
        text(message, 39),
        note);
  }

  private static String text(ISOMsg message, int element) {
    return message.hasField(element) ? message.getString(element) : null;
  }
}
