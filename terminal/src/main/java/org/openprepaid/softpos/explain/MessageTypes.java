package org.openprepaid.softpos.explain;

import static java.util.Map.entry;

import java.util.Map;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.pos.Transaction;

/** What a message is, by its type and the fields that the host dispatches on. */
final class MessageTypes {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          entry("0100", "authorisation request"),
          entry("0110", "authorisation reply"),
          entry("0200", "financial request"),
          entry("0210", "financial reply"),
          entry("0220", "financial advice"),
          entry("0230", "financial advice reply"),
          entry("0320", "batch upload"),
          entry("0330", "batch upload reply"),
          entry("0400", "reversal request"),
          entry("0410", "reversal reply"),
          entry("0500", "settlement request"),
          entry("0510", "settlement reply"),
          entry("0620", "chip script result"),
          entry("0630", "chip script result reply"),
          entry("0800", "network management request"),
          entry("0810", "network management reply"),
          entry("0820", "network management advice"),
          entry("0830", "network management advice reply"));

  private static final Map<String, String> MANAGEMENT =
      Map.ofEntries(
          entry("001", "sign-in, single-length keys"),
          entry("002", "sign-off"),
          entry("003", "sign-in, double-length keys"),
          entry("004", "sign-in, double-length keys with track key"),
          entry("006", "sign-in, SM keys"),
          entry("201", "settlement or magnetic upload"),
          entry("202", "upload end, not balanced"),
          entry("203", "chip upload, balanced"),
          entry("204", "failed chip upload"),
          entry("205", "chip upload, not balanced"),
          entry("206", "failed chip upload"),
          entry("207", "upload end, balanced"),
          entry("301", "echo test"),
          entry("360", "parameter download"),
          entry("362", "status upload"),
          entry("370", "CA key download"),
          entry("371", "CA key download end"),
          entry("372", "CA key query"),
          entry("380", "IC parameter download"),
          entry("381", "IC parameter download end"),
          entry("382", "IC parameter query"),
          entry("390", "card blacklist"),
          entry("391", "card blacklist end"),
          entry("951", "chip script result"));

  private static final Map<String, String> OTHER_TRANSACTIONS =
      Map.ofEntries(
          entry("0100/33/00/01", "cash top-up check"),
          entry("0200/63/00/48", "cash top-up"),
          entry("0220/63/00/48", "cash top-up confirmation"),
          entry("0200/63/91/41", "e-purse cash load"),
          entry("0200/60/91/40", "e-purse load, linked account"),
          entry("0200/62/91/42", "e-purse load, other account"),
          entry("0200/63/91/46", "e-cash cash load"),
          entry("0200/60/91/45", "e-cash load, linked account"),
          entry("0200/62/91/47", "e-cash load, other account"),
          entry("0200/17/91/51", "cash load void"),
          entry("0200/00/65/22", "points purchase"),
          entry("0200/20/65/23", "points void"),
          entry("0200/31/65/03", "points inquiry"),
          entry("0200/00/00/36", "offline chip purchase"),
          entry("0220/00/00/36", "offline chip purchase"),
          entry("0220/00/00/30", "offline purchase"),
          entry("0220/00/00/32", "adjustment"),
          entry("0220/00/00/34", "tip"));

  private MessageTypes() {}

  static boolean isKnown(String mti) {
    return TYPES.containsKey(mti);
  }

  static String title(String mti) {
    return TYPES.getOrDefault(mti, "not a message type of the profile");
  }

  static String management(String code) {
    return MANAGEMENT.getOrDefault(code, "not a management code of the profile");
  }

  static boolean isManagement(String mti) {
    return mti.startsWith("08")
        || mti.startsWith("05")
        || mti.startsWith("03")
        || mti.startsWith("06");
  }

  /** True for 0110, 0210, 0230 and so on. */
  static boolean isReply(String mti) {
    return (mti.charAt(2) - '0') % 2 == 1;
  }

  static boolean hasMac(String mti) {
    return mti.startsWith("01") || mti.startsWith("02") || mti.startsWith("04");
  }

  /** Which transaction it is; {@code null} when type, fields 3, 25 and 60.1 together are none. */
  static String transaction(IsoMessage message) {
    String field60 = message.get(60);
    if (!message.has(3) || !message.has(25) || field60 == null || field60.length() < 2) {
      return null;
    }
    String type = field60.substring(0, 2);
    boolean reversal = message.mti().startsWith("04");
    String request = requestType(message.mti());
    for (Transaction transaction : Transaction.values()) {
      boolean same =
          transaction.processingCode().startsWith(message.get(3).substring(0, 2))
              && transaction.condition().equals(message.get(25))
              && transaction.messageType().equals(type);
      if (same && (reversal || transaction.mti().equals(request))) {
        return reversal ? "reversal of " + transaction.title() : transaction.title();
      }
    }
    String key =
        request + "/" + message.get(3).substring(0, 2) + "/" + message.get(25) + "/" + type;
    return OTHER_TRANSACTIONS.get(key);
  }

  private static String requestType(String mti) {
    return isReply(mti) ? mti.substring(0, 2) + (char) (mti.charAt(2) - 1) + mti.charAt(3) : mti;
  }
}
