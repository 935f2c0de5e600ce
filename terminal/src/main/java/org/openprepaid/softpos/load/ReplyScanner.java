package org.openprepaid.softpos.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openprepaid.softpos.iso.CupFields;
import org.openprepaid.softpos.iso.FieldSpec;
import org.openprepaid.softpos.key.CupMac;

/** Finds in a reply what a load wants to know, without taking the rest apart. */
final class ReplyScanner {
  private static final int TRACE = 11;
  private static final int RRN = 37;
  private static final int CODE = 39;
  private static final int MAC = 64;

  private final byte[] expectedMac = new byte[PurchaseTemplate.MAC_BYTES];
  private byte[] bytes;
  private int from;
  private int to;
  private int traceAt;
  private int rrnAt;
  private int codeAt;
  private int macAt;

  /** Reads a message that lies between two places of an array; false when it cannot be read. */
  boolean scan(byte[] message, int start, int end) {
    bytes = message;
    from = start;
    to = end;
    traceAt = -1;
    rrnAt = -1;
    codeAt = -1;
    macAt = -1;
    int at = start + 10;
    for (int field = 2; field <= CupFields.MAX_FIELD && at <= end; field++) {
      if ((message[start + 2 + (field - 1) / 8] & (0x80 >> ((field - 1) & 7))) != 0) {
        remember(field, at);
        at = after(field, at);
        if (at < 0) {
          return false;
        }
      }
    }
    return at == end && traceAt >= 0 && codeAt >= 0;
  }

  /** True when the reply carries this trace. */
  boolean answers(int trace) {
    return digits(traceAt) == trace / 10_000
        && digits(traceAt + 1) == trace / 100 % 100
        && digits(traceAt + 2) == trace % 100;
  }

  /** The two characters of field 39, seven bits each. */
  int code() {
    return ((bytes[codeAt] & 0x7F) << 7) | (bytes[codeAt + 1] & 0x7F);
  }

  boolean hasMac() {
    return macAt >= 0;
  }

  boolean macIsGood(CupMac mac) {
    if (macAt < 0) {
      return false;
    }
    mac.over(bytes, from, to - from - PurchaseTemplate.MAC_BYTES, expectedMac, 0);
    return Arrays.equals(expectedMac, 0, PurchaseTemplate.MAC_BYTES, bytes, macAt, to);
  }

  String rrn() {
    return rrnAt < 0 ? "" : new String(bytes, rrnAt, 12, StandardCharsets.US_ASCII);
  }

  private void remember(int field, int at) {
    switch (field) {
      case TRACE -> traceAt = at;
      case RRN -> rrnAt = at;
      case CODE -> codeAt = at;
      case MAC -> macAt = at;
      default -> {
        // of no interest
      }
    }
  }

  private int after(int field, int at) {
    FieldSpec spec = CupFields.spec(field);
    if (spec == null) {
      return -1;
    }
    return switch (spec.length()) {
      case FIXED -> at + spec.bytesFor(spec.max());
      case LL -> at >= to ? -1 : at + 1 + spec.bytesFor(digits(at));
      case LLL -> at + 1 >= to ? -1 : at + 2 + spec.bytesFor(digits(at) * 100 + digits(at + 1));
    };
  }

  private int digits(int at) {
    return ((bytes[at] >> 4) & 0x0F) * 10 + (bytes[at] & 0x0F);
  }
}
