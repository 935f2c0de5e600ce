package org.openprepaid.softpos.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.Dissection;

/**
 * What a field engineer pasted: a message with or without its length, TPDU and header. Which of
 * them are there is found by trying each way and taking the one that reads best.
 *
 * @param prefix the two bytes of length, empty when there are none
 * @param tpdu five bytes, or empty
 * @param header six bytes, or empty
 * @param message what is left
 * @param dissection of the message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Capture(byte[] prefix, byte[] tpdu, byte[] header, byte[] message, Dissection dissection) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int WRONG_LENGTH_COST = 2;

  /** In the order in which they are preferred when several read equally well. */
  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout(2, 5, 6),
          new Layout(0, 5, 6),
          new Layout(0, 0, 0),
          new Layout(2, 0, 0),
          new Layout(0, 5, 0),
          new Layout(2, 5, 0),
          new Layout(0, 0, 6),
          new Layout(2, 0, 6));

  static Capture of(byte[] bytes) {
    return LAYOUTS.stream()
        .filter(layout -> layout.fits(bytes))
        .map(layout -> layout.cut(bytes))
        .min(Comparator.comparingInt(Capture::cost))
        .orElseGet(() -> new Layout(0, 0, 0).cut(bytes));
  }

  /** What is wrong with the framing. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (prefix.length > 0) {
      int said = (prefix[0] & 0xFF) << 8 | (prefix[1] & 0xFF);
      int follow = tpdu.length + header.length + message.length;
      if (said != follow) {
        problems.add("the length says " + said + " byte(s), " + follow + " follow");
      }
    }
    return problems;
  }

  String prefixHex() {
    return HEX.formatHex(prefix);
  }

  String tpduHex() {
    return HEX.formatHex(tpdu);
  }

  String headerHex() {
    return HEX.formatHex(header);
  }

  private int cost() {
    boolean known = dissection.mti() != null && MessageTypes.isKnown(dissection.mti());
    return dissection.allProblems().size()
        + problems().size() * WRONG_LENGTH_COST
        + (known ? 0 : WRONG_LENGTH_COST);
  }

  /** How many bytes of each kind stand in front. */
  private record Layout(int prefix, int tpdu, int header) {
    boolean fits(byte[] bytes) {
      int at = prefix + tpdu + header;
      return bytes.length >= at + 2
          && (tpdu == 0 || bytes[prefix] == 0x60)
          && (header == 0 || (bytes[prefix + tpdu] & 0xF0) == 0x60)
          && (bytes[at] & 0xF0) == 0
          && bytes[at] != 0;
    }

    Capture cut(byte[] bytes) {
      int tpduAt = prefix;
      int headerAt = tpduAt + tpdu;
      int messageAt = headerAt + header;
      byte[] message = Arrays.copyOfRange(bytes, messageAt, bytes.length);
      return new Capture(
          Arrays.copyOf(bytes, prefix),
          Arrays.copyOfRange(bytes, tpduAt, headerAt),
          Arrays.copyOfRange(bytes, headerAt, messageAt),
          message,
          CupCodec.dissect(message));
    }
  }
}
