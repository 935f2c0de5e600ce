package org.openprepaid.upstreamhost.desk;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jpos.iso.ISOMsg;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.journal.JournalWriter;
import org.openprepaid.upstreamhost.key.KeyType;
import org.openprepaid.upstreamhost.misbehave.Act;
import org.openprepaid.upstreamhost.misbehave.Script;
import org.openprepaid.upstreamhost.wire.Dialect;
import org.openprepaid.upstreamhost.wire.FaultLog;
import org.openprepaid.upstreamhost.wire.Link;
import org.openprepaid.upstreamhost.wire.MessageLines;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** Answers network management: sign-on, sign-off, echo, and the wish for a new key. */
final class ManagementDesk {
  private static final long KEY_CHANGE_MILLIS = 30_000;

  private final Answers answers = new Answers(new Dialect());
  private final JournalWriter journal;
  private final Script script;
  private final Delivery delivery;
  private final KeyExchange keys;
  private final ExecutorService changes;
  private final Statistics statistics;

  ManagementDesk(
      JournalWriter journal,
      Script script,
      Delivery delivery,
      KeyExchange keys,
      ExecutorService changes,
      Statistics statistics) {
    this.journal = journal;
    this.script = script;
    this.delivery = delivery;
    this.keys = keys;
    this.changes = changes;
    this.statistics = statistics;
  }

  void answer(Link link, ReceivedMessage message) {
    Optional<KeyType> wanted = wantedKey(message);
    String code = wanted.isPresent() ? "00" : responseCode(message);
    ISOMsg answer = answers.refusal(message, code);
    Act act = script.choose(message.mti(), null, 0).orElse(null);
    statistics.count("management." + message.text(70));
    journal.exchange(
        MessageLines.in(message, "management " + message.text(70)),
        null,
        MessageLines.out(Answers.type(message.mti()), answer, act == null ? null : act.toString()));
    delivery.deliver(link, answer, false, act);
    wanted.ifPresent(type -> changes.execute(() -> change(type, link)));
  }

  private static String responseCode(ReceivedMessage message) {
    String function = message.text(70);
    if (message.isMalformed() || function == null) {
      return "30";
    }
    boolean known = function.equals("001") || function.equals("002") || function.equals("301");
    return known && MessageKey.first(message.mti()).equals("0800") ? "00" : "40";
  }

  private static Optional<KeyType> wantedKey(ReceivedMessage message) {
    boolean asks =
        !message.isMalformed()
            && MessageKey.first(message.mti()).equals("0820")
            && "101".equals(message.text(70))
            && message.hasField(48);
    return asks ? KeyType.named(message.text(48)) : Optional.empty();
  }

  private void change(KeyType type, Link link) {
    try {
      keys.change(type, link, KEY_CHANGE_MILLIS);
    } catch (HostException e) {
      FaultLog.report(e.getMessage());
    }
  }
}
