package org.openprepaid.softpos.load;

import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.DissectedField;
import org.openprepaid.softpos.iso.Framing;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.CupMac;

/**
 * A purchase of one card at one terminal, whole but for its trace and its MAC. The MAC folds all
 * blocks into one by exclusive or, so the fold is made once here and each trace is put into it
 * afterwards.
 */
final class PurchaseTemplate {
  /** Bytes of length, TPDU and header. */
  static final int MESSAGE_AT = 2 + Framing.PREFIX_BYTES;

  static final int MAC_BYTES = 8;

  private static final byte[] BCD = new byte[100];

  static {
    for (int i = 0; i < BCD.length; i++) {
      BCD[i] = (byte) (((i / 10) << 4) | (i % 10));
    }
  }

  private final byte[] frame;
  private final int traceAt;
  private final long fold;

  /**
   * Makes a purchase ready.
   *
   * @param purchase with trace 000000
   */
  PurchaseTemplate(IsoMessage purchase, Framing framing) {
    byte[] message = CupCodec.pack(purchase.with(64, "0".repeat(2 * MAC_BYTES)));
    this.frame = framing.frame(message);
    this.fold = CupMac.fold(message, 0, message.length - MAC_BYTES);
    this.traceAt =
        CupCodec.dissect(message).fields().stream()
            .filter(f -> f.spec().number() == 11)
            .mapToInt(DissectedField::offset)
            .findFirst()
            .orElseThrow();
  }

  /** Writes the frame with this trace into a buffer that is large enough; returns its length. */
  int write(int trace, CupMac mac, byte[] out) {
    System.arraycopy(frame, 0, out, 0, frame.length);
    long folded = fold;
    folded ^= put(out, 0, BCD[trace / 10_000]);
    folded ^= put(out, 1, BCD[trace / 100 % 100]);
    folded ^= put(out, 2, BCD[trace % 100]);
    mac.overFolded(folded, out, frame.length - MAC_BYTES);
    return frame.length;
  }

  private long put(byte[] out, int index, byte digits) {
    int at = traceAt + index;
    out[MESSAGE_AT + at] = digits;
    return (digits & 0xFFL) << (56 - 8 * (at & 7));
  }
}
