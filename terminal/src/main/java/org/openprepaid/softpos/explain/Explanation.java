package org.openprepaid.softpos.explain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.DissectedField;
import org.openprepaid.softpos.iso.Dissection;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.iso.Masking;
import org.openprepaid.softpos.key.CupMac;
import org.openprepaid.softpos.key.Keys;

/** A captured message read aloud: every field with its meaning, and all that is wrong with it. */
public final class Explanation {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int MAC_BYTES = 8;

  private final Capture capture;
  private final boolean clear;
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Explanation(Capture capture, boolean clear) {
    this.capture = capture;
    this.clear = clear;
  }

  /**
   * Explains a capture, with or without length, TPDU and header.
   *
   * @param mak 8 or 16 bytes to verify field 64 with, or {@code null}
   * @param clear whether card numbers, tracks and key cryptograms may be shown
   */
  public static Explanation of(byte[] bytes, byte[] mak, boolean clear) {
    Explanation explanation = new Explanation(Capture.of(bytes), clear);
    explanation.framing();
    explanation.message();
    if (mak != null) {
      explanation.mac(mak);
    }
    return explanation;
  }

  /** Explains a message that is not packed, as the terminal shows its last exchange. */
  public static Explanation of(IsoMessage message) {
    return of(CupCodec.pack(message), null, false);
  }

  /** What could be read, one line each. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** What is wrong; empty when nothing is. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private void framing() {
    if (capture.prefix().length > 0) {
      lines.add(line("length", capture.prefixHex(), "bytes that follow"));
    }
    if (capture.tpdu().length > 0) {
      String tpdu = capture.tpduHex();
      String meaning = "to " + tpdu.substring(2, 6) + ", from " + tpdu.substring(6, 10);
      lines.add(line("TPDU", tpdu, meaning));
    }
    if (capture.header().length > 0) {
      String header = capture.headerHex();
      lines.add(line("header", header, "host orders: " + order(header.charAt(5))));
    }
    problems.addAll(capture.problems());
  }

  private static String order(char digit) {
    return switch (digit) {
      case '0' -> "nothing (0)";
      case '1' -> "download parameters, in a reply (1)";
      case '2' -> "upload status, in a reply (2)";
      case '3' -> "sign in again, in a reply (3)";
      case '4' -> "download CA keys, in a reply (4)";
      case '5' -> "download IC parameters, in a reply (5)";
      case '6' -> "download an application, in a reply (6)";
      default -> "unknown (" + digit + ")";
    };
  }

  private void message() {
    Dissection dissection = capture.dissection();
    problems.addAll(dissection.allProblems());
    if (dissection.mti() == null) {
      return;
    }
    lines.add(line("type", dissection.mti(), MessageTypes.title(dissection.mti())));
    if (dissection.bitmap() != null) {
      lines.add(line("bitmap", dissection.bitmap(), "fields " + announced(dissection.bitmap())));
    }
    IsoMessage message = dissection.message();
    for (DissectedField field : dissection.fields()) {
      field(message, field);
    }
    whole(message, dissection.problems().isEmpty());
  }

  private void field(IsoMessage message, DissectedField field) {
    int number = field.spec().number();
    String shown = clear ? field.value() : Masking.field(number, field.value());
    lines.add(
        String.format(
            "%4d  %-37s %-14s @%-4d %s",
            number, field.spec().name(), field.spec().notation(), field.offset(), shown));
    FieldMeaning meaning = FieldMeaning.of(message, number, clear);
    meaning.lines().forEach(text -> lines.add(" ".repeat(14) + text));
    field.problems().forEach(text -> lines.add(" ".repeat(14) + "! " + text));
    meaning.problems().forEach(text -> lines.add(" ".repeat(14) + "! " + text));
    meaning.problems().forEach(text -> problems.add("field " + number + ": " + text));
  }

  /** What shows only in the message as a whole. */
  private void whole(IsoMessage message, boolean readToTheEnd) {
    String mti = message.mti();
    if (!MessageTypes.isKnown(mti)) {
      problems.add("the message type " + mti + " is not of the profile");
      return;
    }
    if (!readToTheEnd) {
      return;
    }
    boolean reply = MessageTypes.isReply(mti);
    if (MessageTypes.hasMac(mti) && !reply) {
      String transaction = MessageTypes.transaction(message);
      if (transaction == null) {
        problems.add("type, fields 3, 25 and 60.1 together name no transaction of the profile");
      } else {
        lines.add(line("this is", "", transaction));
      }
    }
    boolean approved = !reply || "00".equals(message.get(39));
    if (MessageTypes.hasMac(mti) && approved && !message.has(64)) {
      problems.add("has no MAC (field 64)");
    }
    if (reply && !message.has(39)) {
      problems.add("a reply without a response code (field 39)");
    }
    if (!message.has(41)) {
      problems.add("names no terminal (field 41)");
    }
  }

  private void mac(byte[] mak) {
    Dissection dissection = capture.dissection();
    boolean whole = dissection.mti() != null && dissection.problems().isEmpty();
    if (!whole || !dissection.message().has(64)) {
      problems.add(
          "the MAC cannot be verified: " + (whole ? "no field 64" : "not read to the end"));
      return;
    }
    byte[] message = capture.message();
    byte[] covered = Arrays.copyOf(message, message.length - MAC_BYTES);
    byte[] found = Arrays.copyOfRange(message, message.length - MAC_BYTES, message.length);
    byte[] single = Arrays.copyOf(mak, 8);
    boolean halfEmpty = mak.length == 16 && Arrays.equals(mak, 8, 16, new byte[8], 0, 8);
    byte[] key = halfEmpty ? single : mak;
    lines.add(line("MAC key", "", key.length + " bytes, KCV " + HEX.formatHex(Keys.kcv(key))));
    if (new CupMac(key).verify(covered, found)) {
      lines.add(line("MAC", ascii(found), "right"));
    } else if (key.length == 16 && new CupMac(single).verify(covered, found)) {
      lines.add(line("MAC", ascii(found), "right by single DES with the key's first half"));
    } else {
      String expected = ascii(new CupMac(key).over(covered));
      lines.add(line("MAC", ascii(found), "wrong: by this key it is " + expected));
      problems.add("field 64: the MAC is wrong, by this key it is " + expected);
    }
  }

  private static String ascii(byte[] mac) {
    String text = new String(mac, StandardCharsets.ISO_8859_1);
    return text.matches("[ -~]*") ? text : HEX.formatHex(mac);
  }

  private static String announced(String bitmap) {
    byte[] bits = HEX.parseHex(bitmap);
    StringBuilder text = new StringBuilder();
    for (int field = 1; field <= 8 * bits.length; field++) {
      if ((bits[(field - 1) / 8] & (0x80 >> ((field - 1) % 8))) != 0) {
        text.append(text.isEmpty() ? "" : " ").append(field);
      }
    }
    return text.toString();
  }

  private static String line(String name, String value, String meaning) {
    return String.format("%-8s %-18s %s", name, value, meaning).stripTrailing();
  }
}
