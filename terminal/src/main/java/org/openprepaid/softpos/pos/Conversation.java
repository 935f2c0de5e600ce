package org.openprepaid.softpos.pos;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.openprepaid.softpos.iso.CodecException;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.Frame;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.Keys;

/** One request and its reply: MAC put on, the reply found and its MAC checked. */
final class Conversation implements AutoCloseable {
  private static final Set<String> WITHOUT_MAC = Set.of("0800", "0820", "0500", "0320");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int MAC_BYTES = 8;

  private final HostLink link;
  private final Faults faults;
  private final Duration replyTimeout;
  private int hostOrder;

  Conversation(HostLink link, Faults faults, Duration replyTimeout) {
    this.link = link;
    this.faults = faults;
    this.replyTimeout = replyTimeout;
  }

  void connect() {
    link.connect();
  }

  /** The order in the last reply's header: see {@link Frame#order()}. */
  int hostOrder() {
    return hostOrder;
  }

  /** Puts the MAC on, where the type has one, and exchanges. */
  Outcome exchange(String title, IsoMessage request, Keys keys) {
    if (WITHOUT_MAC.contains(request.mti())) {
      return transmit(title, request, keys);
    }
    byte[] mac = keys.mac().over(CupCodec.packForMac(request));
    if (faults.takeWrongMac()) {
      mac[0] = (byte) (mac[0] == '0' ? '1' : '0');
    }
    return transmit(title, request.with(64, HEX.formatHex(mac)), keys);
  }

  /** Exchanges a message as it is, MAC and all. */
  Outcome transmit(String title, IsoMessage request, Keys keys) {
    boolean maced = !WITHOUT_MAC.contains(request.mti());
    Frame frame = frameFor(request);
    if (frame == null || (maced && faults.takeDrop())) {
      // whatever is still on its way belongs to no request any more
      link.close();
      return new Outcome(title, Outcome.Status.NO_REPLY, "98", request, null);
    }
    hostOrder = frame.order();
    IsoMessage reply = CupCodec.unpack(frame.message());
    if (maced && !macIsGood(frame.message(), reply, keys)) {
      return new Outcome(title, Outcome.Status.BAD_MAC, "A0", request, reply);
    }
    String code = reply.has(39) ? reply.get(39) : "96";
    Outcome.Status status = code.equals("00") ? Outcome.Status.APPROVED : Outcome.Status.DECLINED;
    return new Outcome(title, status, code, request, reply);
  }

  @Override
  public void close() {
    link.close();
  }

  /** The frame that answers this request, or {@code null} when none comes in time. */
  private Frame frameFor(IsoMessage request) {
    try {
      link.send(CupCodec.pack(request));
      long deadline = System.nanoTime() + replyTimeout.toNanos();
      Frame frame;
      do {
        frame = link.receive(deadline);
      } while (frame != null && !answers(request, CupCodec.unpack(frame.message())));
      return frame;
    } catch (IOException | CodecException lost) {
      // a broken line or an unreadable reply leaves the same doubt as silence
      return null;
    }
  }

  private static boolean answers(IsoMessage request, IsoMessage reply) {
    String expected = request.mti().substring(0, 2) + (char) (request.mti().charAt(2) + 1) + "0";
    return reply.mti().equals(expected)
        && request.get(11).equals(reply.get(11))
        && (!reply.has(41) || request.get(41).equals(reply.get(41)));
  }

  private boolean macIsGood(byte[] raw, IsoMessage reply, Keys keys) {
    if (!reply.has(64) || keys == null) {
      // a host that does not know the terminal's key can still say no, but never yes
      return !"00".equals(reply.get(39));
    }
    byte[] covered = Arrays.copyOf(raw, raw.length - MAC_BYTES);
    byte[] mac = Arrays.copyOfRange(raw, raw.length - MAC_BYTES, raw.length);
    if (faults.takeDamage()) {
      mac[0] ^= 1;
    }
    return keys.mac().verify(covered, mac);
  }
}
