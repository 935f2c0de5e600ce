package org.openprepaid.upstreamhost.desk;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jpos.iso.ISOMsg;
import org.openprepaid.upstreamhost.key.Zone;
import org.openprepaid.upstreamhost.misbehave.Act;
import org.openprepaid.upstreamhost.wire.Dialect;
import org.openprepaid.upstreamhost.wire.Link;

/**
 * Gets answers to the acquirer, or does to them what a misbehaviour asks for. A late one waits in a
 * timer, so it holds up no other.
 */
final class Delivery {
  private static final int LATE_LIMIT = 100_000;
  private static final String UNKNOWN_TYPE = "0990";

  private final Dialect dialect;
  private final Zone zone;
  private final long delayMillis;
  private final ScheduledThreadPoolExecutor timer;
  private final Statistics statistics;
  private final Random random;

  Delivery(
      Dialect dialect,
      Zone zone,
      HostManner manner,
      ScheduledThreadPoolExecutor timer,
      Statistics statistics) {
    this.dialect = dialect;
    this.zone = zone;
    this.delayMillis = manner.delayMillis();
    this.random = new Random(manner.seed());
    this.timer = timer;
    this.statistics = statistics;
  }

  /**
   * Sends an answer.
   *
   * @param act what is done to it, or null
   */
  void deliver(Link link, ISOMsg answer, boolean withMac, Act act) {
    if (act == null) {
      send(link, frame(answer, withMac), 0);
      return;
    }
    statistics.count("act." + act.toString().replace(' ', '-'));
    switch (act.name()) {
      case NEVER -> {}
      case LATE -> send(link, frame(answer, withMac), act.number());
      case TWICE -> {
        byte[] frame = frame(answer, withMac);
        send(link, frame, 0);
        send(link, frame, 0);
      }
      case GARBLED -> send(link, garbled(frame(answer, withMac)), 0);
      case OTHER_AMOUNT -> send(link, frame(withOtherAmount(answer), withMac), 0);
      case OTHER_CARD -> send(link, frame(withOtherCard(answer), withMac), 0);
      case BAD_MAC -> send(link, Dialect.withBrokenMac(frame(answer, withMac)), 0);
      case DROP -> link.hangUp();
      case DROP_MID_MESSAGE -> {
        byte[] frame = frame(answer, withMac);
        link.send(Arrays.copyOf(frame, frame.length / 2));
        link.hangUp();
      }
      case UNKNOWN_TYPE -> {
        send(link, unknownType(answer), 0);
        send(link, frame(answer, withMac), 0);
      }
      case STRAY -> withStrays(link, answer, withMac, 1);
      case FLOOD -> withStrays(link, answer, withMac, act.number());
      case DECLINE, DISCLAIM -> send(link, frame(answer, withMac), 0);
      case HELD -> throw new IllegalStateException("what is held has no answer yet");
    }
  }

  /** Lets a message wait as late answers do. */
  void hold(Runnable message, Act act) {
    statistics.count("act." + act.toString().replace(' ', '-'));
    if (timer.getQueue().size() < LATE_LIMIT) {
      var unused = timer.schedule(message, act.number(), TimeUnit.MILLISECONDS);
    } else {
      statistics.count("held-messages-lost");
    }
  }

  private byte[] frame(ISOMsg answer, boolean withMac) {
    return withMac ? dialect.frame(answer, zone.zak().inUse()) : dialect.frame(answer);
  }

  private void send(Link link, byte[] frame, long lateMillis) {
    long wait = delayMillis + lateMillis;
    if (wait == 0) {
      link.send(frame);
    } else if (timer.getQueue().size() < LATE_LIMIT) {
      var unused = timer.schedule(() -> link.send(frame), wait, TimeUnit.MILLISECONDS);
    } else {
      statistics.count("late-answers-lost");
    }
  }

  /** The length stays right, so that it is the message and not the framing that is broken. */
  private synchronized byte[] garbled(byte[] frame) {
    int from = Dialect.messageAt();
    for (int i = from; i < frame.length; i++) {
      if (i < from + 4 || random.nextInt(4) == 0) {
        frame[i] = (byte) random.nextInt(256);
      }
    }
    return frame;
  }

  private static ISOMsg withOtherAmount(ISOMsg answer) {
    String said = answer.hasField(4) ? answer.getString(4) : "";
    long amount = said.matches("[0-9]+") ? Long.parseLong(said) : 0;
    answer.set(4, String.format("%012d", amount == 0 ? 1 : amount - 1));
    return answer;
  }

  private static ISOMsg withOtherCard(ISOMsg answer) {
    String said = answer.hasField(2) ? answer.getString(2) : "";
    String pan = said.isEmpty() ? "6200000000000000" : said;
    int last = Character.digit(pan.charAt(pan.length() - 1), 10);
    answer.set(2, pan.substring(0, pan.length() - 1) + (last + 1) % 10);
    return answer;
  }

  private byte[] unknownType(ISOMsg answer) {
    ISOMsg unknown = dialect.message(UNKNOWN_TYPE);
    for (int element : new int[] {7, 11}) {
      if (answer.hasField(element)) {
        unknown.set(element, answer.getString(element));
      }
    }
    return dialect.frame(unknown);
  }

  /** Answers to what nobody asked: well made, but with a trace and time of no request. */
  private void withStrays(Link link, ISOMsg answer, boolean withMac, long count) {
    for (long i = 0; i < count; i++) {
      ISOMsg stray = (ISOMsg) answer.clone();
      stray.set(7, "0101000000");
      stray.set(11, strayTrace());
      send(link, frame(stray, withMac), 0);
    }
    send(link, frame(answer, withMac), 0);
  }

  private synchronized String strayTrace() {
    return String.format("%06d", random.nextInt(1_000_000));
  }
}
