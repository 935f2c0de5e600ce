package org.openprepaid.upstreamhost.desk;

import java.util.function.BiConsumer;
import org.openprepaid.upstreamhost.journal.JournalWriter;
import org.openprepaid.upstreamhost.network.NetworkDesk;
import org.openprepaid.upstreamhost.wire.FaultLog;
import org.openprepaid.upstreamhost.wire.Link;
import org.openprepaid.upstreamhost.wire.MessageLines;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** Sends every message to the desk that deals with its like. */
final class Reception implements BiConsumer<Link, ReceivedMessage> {
  private final HostDesk desk;
  private final ManagementDesk management;
  private final NetworkDesk network;
  private final JournalWriter journal;
  private final Statistics statistics;

  Reception(
      HostDesk desk,
      ManagementDesk management,
      NetworkDesk network,
      JournalWriter journal,
      Statistics statistics) {
    this.desk = desk;
    this.management = management;
    this.network = network;
    this.journal = journal;
    this.statistics = statistics;
  }

  @Override
  public void accept(Link link, ReceivedMessage message) {
    statistics.count("received");
    try {
      receive(link, message);
    } catch (RuntimeException e) {
      // what cannot be booked is not answered either, and the acquirer will find out by a reversal
      statistics.count("failed");
      FaultLog.report(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void receive(Link link, ReceivedMessage message) {
    String mti = message.mti();
    if (!mti.matches("[0-9]{4}")) {
      statistics.count("unreadable");
      journal.message(MessageLines.in(message, "unreadable"));
    } else if ((mti.charAt(2) - '0') % 2 == 1) {
      network.answered(message);
    } else if (mti.startsWith("08")) {
      management.answer(link, message);
    } else {
      desk.answer(link, message);
    }
  }
}
