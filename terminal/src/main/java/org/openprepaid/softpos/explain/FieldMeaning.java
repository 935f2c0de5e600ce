package org.openprepaid.softpos.explain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.iso.Masking;
import org.openprepaid.softpos.pos.Amounts;
import org.openprepaid.softpos.pos.ResponseCodes;
import org.openprepaid.softpos.pos.Totals;

/** What the value of one field says, line by line, and what in it cannot be right. */
final class FieldMeaning {
  private final IsoMessage message;
  private final boolean clear;
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private FieldMeaning(IsoMessage message, boolean clear) {
    this.message = message;
    this.clear = clear;
  }

  /**
   * Reads one field of a message.
   *
   * @param clear whether card numbers and tracks may be shown
   */
  static FieldMeaning of(IsoMessage message, int field, boolean clear) {
    FieldMeaning meaning = new FieldMeaning(message, clear);
    String value = message.get(field);
    // a value with unreadable digits was reported already, and cannot be interpreted
    if (value.indexOf('?') < 0 && !value.isEmpty()) {
      meaning.read(field, value);
    }
    return meaning;
  }

  List<String> lines() {
    return lines;
  }

  List<String> problems() {
    return problems;
  }

  private void read(int field, String value) {
    switch (field) {
      case 2 -> check(luhn(value), "the check digit of the card number is wrong");
      case 3 -> processingCode(value);
      case 4 -> lines.add("CNY " + Amounts.show(Long.parseLong(value)));
      case 12 -> check(value.matches("([01]\\d|2[0-3])[0-5]\\d[0-5]\\d"), "is no time of day");
      case 13, 15 -> check(isMonthDay(value), "is no date (MMDD)");
      case 14 -> check(value.matches("\\d\\d(0[1-9]|1[0-2])"), "is no expiry (YYMM)");
      case 22 -> entryMode(value);
      case 25 -> lines.add(condition(value));
      case 26 -> check(value.equals("12"), "is 12 when a PIN is present");
      case 35 -> check(value.indexOf('D') > 0, "track 2 has no separator");
      case 39 -> responseCode(value);
      case 48 -> field48(value);
      case 49 -> currency(value);
      case 53 -> securityControl(value);
      case 54 -> balance(value);
      case 55 -> chipData(value);
      case 60 -> field60(value);
      case 61 -> original(value);
      case 62 -> keys(value);
      case 64 -> mac(value);
      default -> {
        // nothing more to say than the value itself
      }
    }
  }

  private void check(boolean right, String problem) {
    if (!right) {
      problems.add(problem);
    }
  }

  private void processingCode(String value) {
    String prefix = value.substring(0, 2);
    lines.add(
        switch (prefix) {
          case "00" -> "purchase or completion";
          case "03" -> "pre-authorisation";
          case "17" -> "cash load void";
          case "20" -> "void or refund";
          case "31" -> "inquiry";
          case "33" -> "top-up check";
          case "40" -> "account top-up";
          case "60", "62", "63" -> "load";
          default -> "not a processing code of the profile";
        });
  }

  private void entryMode(String value) {
    String how =
        switch (value.substring(0, 2)) {
          case "01" -> "keyed";
          case "02" -> "magnetic";
          case "05" -> "chip";
          case "07" -> "contactless";
          default -> "unknown entry";
        };
    char pin = value.charAt(2);
    lines.add(how + (pin == '1' ? ", PIN entered" : pin == '2' ? ", no PIN" : ", PIN unknown"));
    check(!how.startsWith("unknown"), "entry mode " + value.substring(0, 2) + " is unknown");
    // a reversal keeps the original's entry mode and drops the PIN
    if (!MessageTypes.isReply(message.mti()) && !message.mti().equals("0400")) {
      check(pin != '1' || message.has(52), "says PIN entered, but there is no field 52");
      check(pin != '2' || !message.has(52), "says no PIN, but there is a field 52");
    }
  }

  private static String condition(String value) {
    return switch (value) {
      case "00" -> "normal";
      case "06" -> "pre-authorisation";
      case "65" -> "points";
      case "66" -> "account top-up";
      case "91" -> "e-purse, e-cash";
      default -> "not a condition of the profile";
    };
  }

  private void responseCode(String value) {
    lines.add(ResponseCodes.meaning(value));
    check(ResponseCodes.isKnown(value), "is not a response code of the profile");
  }

  private void currency(String value) {
    lines.add(value.equals("156") ? "CNY" : "another currency");
    check(value.equals("156"), "the currency is not 156 (CNY)");
  }

  private void mac(String value) {
    String text = new String(HexFormat.of().parseHex(value), StandardCharsets.ISO_8859_1);
    boolean hexDigits = text.matches("[0-9A-F]{8}");
    lines.add(hexDigits ? "characters " + text : "not written in characters");
    check(hexDigits, "a MAC is eight hex characters in ASCII");
  }

  private void securityControl(String value) {
    String block =
        switch (value.charAt(0)) {
          case '1' -> "PIN block without card number";
          case '2' -> "PIN block with card number";
          default -> "no PIN block";
        };
    String length = value.charAt(1) == '6' ? "double-length key" : "single-length key";
    lines.add(block + ", " + length + (value.charAt(2) == '1' ? ", tracks encrypted" : ""));
  }

  private void balance(String value) {
    if (!value.matches("(.{7}[CD][0-9]{12})+")) {
      problems.add("is no balance: sign at offset 7, 12 digits behind");
      return;
    }
    for (int at = 0; at < value.length(); at += 20) {
      String type = value.substring(at + 2, at + 4);
      String kind =
          switch (type) {
            case "01" -> "ledger balance";
            case "02" -> "available balance";
            default -> "amount type " + type;
          };
      String sign = value.charAt(at + 7) == 'D' ? "-" : "";
      long amount = Long.parseLong(value.substring(at + 8, at + 20));
      lines.add(
          kind
              + " "
              + sign
              + Amounts.show(amount)
              + ", currency "
              + value.substring(at + 4, at + 7));
    }
  }

  private void field60(String value) {
    if (value.length() < 8) {
      problems.add("has no message type and batch: 8 digits at least");
      return;
    }
    lines.add("60.1 message type " + value.substring(0, 2));
    lines.add("60.2 batch " + value.substring(2, 8));
    if (value.length() >= 11) {
      String code = value.substring(8, 11);
      String meaning =
          MessageTypes.isManagement(message.mti()) ? " " + MessageTypes.management(code) : "";
      lines.add("60.3 management code " + code + meaning);
    }
    if (value.length() > 11) {
      lines.add("60.4 " + value.substring(11));
    }
  }

  private void original(String value) {
    if (value.length() < 12) {
      problems.add("names no original: batch and trace are 12 digits");
      return;
    }
    lines.add("original batch " + value.substring(0, 6) + ", trace " + value.substring(6, 12));
    if (value.length() >= 16) {
      lines.add("original date " + value.substring(12, 16));
      check(isMonthDay(value.substring(12, 16)), "the original's date is no date (MMDD)");
    }
  }

  private void field48(String value) {
    if (message.mti().startsWith("05")) {
      totals(value);
    } else if (message.mti().startsWith("03")) {
      details(value);
    }
  }

  private void totals(String value) {
    if (value.length() != 62) {
      problems.add("totals have 62 digits, not " + value.length());
      return;
    }
    for (int half = 0; half < 2; half++) {
      String part = value.substring(half * 31, half * 31 + 31);
      String result =
          switch (part.charAt(30)) {
            case '0' -> "not compared";
            case '1' -> "balanced";
            case '2' -> "not balanced";
            case '3' -> "error";
            default -> "unknown result " + part.charAt(30);
          };
      lines.add((half == 0 ? "domestic: " : "foreign:  ") + Totals.ofReply(part) + ": " + result);
    }
  }

  private void details(String value) {
    if (value.length() == 4) {
      lines.add(Integer.parseInt(value) + " transaction(s) uploaded in all");
      return;
    }
    int count = value.length() < 2 ? -1 : Integer.parseInt(value.substring(0, 2));
    if (count < 0 || value.length() != 2 + count * 40) {
      problems.add("the details have " + value.length() + " digits, not 2 + 40 for each");
      return;
    }
    check(count <= 8, "more than 8 details in one message");
    for (int at = 2; at < value.length(); at += 40) {
      String pan = value.substring(at + 8, at + 28).replaceFirst("^0+", "");
      lines.add(
          "type "
              + value.substring(at, at + 2)
              + ", trace "
              + value.substring(at + 2, at + 8)
              + ", card "
              + (clear ? pan : Masking.pan(pan))
              + ", "
              + Amounts.show(Long.parseLong(value.substring(at + 28, at + 40))));
    }
  }

  private void keys(String value) {
    if (!message.mti().equals("0810") || !isSignIn()) {
      return;
    }
    switch (value.length() / 2) {
      case 24 -> {
        key("PIK", value, 0, 8, 8);
        key("MAK", value, 12, 8, 8);
      }
      case 40, 60 -> {
        key("PIK", value, 0, 16, 16);
        key("MAK", value, 20, 8, 16);
        if (value.length() == 120) {
          key("TDK", value, 40, 16, 16);
        }
      }
      default -> problems.add("keys come in 24, 40 or 60 bytes, not " + value.length() / 2);
    }
  }

  private boolean isSignIn() {
    String field60 = message.get(60);
    return field60 == null || field60.length() < 11 || field60.startsWith("00", 8);
  }

  /** A key under the terminal master key; its check value may be shown, itself only when asked. */
  private void key(String name, String value, int at, int length, int kcvBehind) {
    String cryptogram = value.substring(2 * at, 2 * (at + length));
    int kcvAt = 2 * (at + kcvBehind);
    lines.add(
        name
            + " "
            + length
            + " bytes under the TMK"
            + (clear ? " " + cryptogram : "")
            + ", KCV "
            + value.substring(kcvAt, kcvAt + 8));
  }

  private void chipData(String value) {
    for (Tlv object : Tlv.read(HexFormat.of().parseHex(value), problems)) {
      boolean hidden = object.isCardData() && !clear;
      lines.add(
          String.format(
              "%-4s %-32s %s",
              object.tag(),
              object.name(),
              hidden ? "<" + object.value().length() / 2 + " bytes>" : object.value()));
    }
  }

  private static boolean isMonthDay(String value) {
    return value.matches("(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");
  }

  private static boolean luhn(String pan) {
    int sum = 0;
    for (int i = 0; i < pan.length(); i++) {
      int digit = pan.charAt(pan.length() - 1 - i) - '0';
      int weighted = i % 2 == 1 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
