package org.openprepaid.system;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.Frame;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.Keys;
import org.openprepaid.softpos.pos.HostLink;

/** A line to the host on which nothing is taken care of: what is said is said. */
final class Wire implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final HostLink link;

  Wire(HostLink link) {
    this.link = link;
  }

  /** The message with the MAC that these keys give it. */
  static IsoMessage sealed(IsoMessage message, Keys keys) {
    byte[] mac = keys.mac().over(CupCodec.packForMac(message));
    return message.with(64, HEX.formatHex(mac));
  }

  /** The host's reply to a message. */
  IsoMessage ask(IsoMessage message) {
    link.connect();
    try {
      link.send(CupCodec.pack(message));
    } catch (IOException e) {
      throw new AssertionError("the host hung up", e);
    }
    return answer();
  }

  /** The next message that comes. */
  IsoMessage answer() {
    Frame frame = nextFrame();
    if (frame == null) {
      throw new AssertionError("the host did not answer");
    }
    return CupCodec.unpack(frame.message());
  }

  /** Sends bytes as they are. */
  Wire say(String hex) throws IOException {
    link.connect();
    link.sendBytes(HEX.parseHex(hex));
    return this;
  }

  /** True when the host hangs up without another word. */
  boolean isHungUp() {
    try {
      // neither a frame nor silence will do
      link.receive(System.nanoTime() + PATIENCE.toNanos());
      return false;
    } catch (IOException hungUp) {
      return true;
    }
  }

  private Frame nextFrame() {
    try {
      return link.receive(System.nanoTime() + PATIENCE.toNanos());
    } catch (IOException e) {
      throw new AssertionError("the host hung up", e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
