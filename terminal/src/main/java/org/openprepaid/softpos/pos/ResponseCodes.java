package org.openprepaid.softpos.pos;

import static java.util.Map.entry;

import java.util.Map;

/** The meaning of field 39, by the profile page. */
public final class ResponseCodes {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          entry("00", "approved"),
          entry("01", "refer to issuer"),
          entry("03", "invalid merchant"),
          entry("04", "capture card"),
          entry("05", "do not honour"),
          entry("12", "invalid transaction"),
          entry("13", "invalid amount"),
          entry("14", "no such card"),
          entry("15", "no such issuer"),
          entry("25", "original not found"),
          entry("30", "format error"),
          entry("34", "suspected fraud, capture card"),
          entry("38", "PIN tries exceeded, capture card"),
          entry("40", "function not supported"),
          entry("41", "lost card"),
          entry("43", "stolen card"),
          entry("45", "fallback not allowed"),
          entry("51", "insufficient funds"),
          entry("54", "card expired"),
          entry("55", "wrong PIN"),
          entry("57", "not allowed for this card"),
          entry("58", "not allowed for this terminal"),
          entry("59", "suspected fraud"),
          entry("61", "above the amount limit"),
          entry("62", "restricted card"),
          entry("64", "not the original's amount"),
          entry("65", "above the count limit"),
          entry("68", "response came too late"),
          entry("75", "PIN tries exceeded"),
          entry("77", "batch or sign-in does not match: sign in again"),
          entry("90", "cut-over in progress"),
          entry("91", "issuer unavailable"),
          entry("92", "no route to the issuer"),
          entry("94", "duplicate"),
          entry("96", "system error"),
          entry("97", "unknown terminal"),
          entry("98", "no reply"),
          entry("99", "PIN format error"),
          entry("A0", "MAC failure"));

  private ResponseCodes() {}

  /** In words; a code that the profile does not have says so. */
  public static String meaning(String code) {
    return MEANINGS.getOrDefault(code, "a code that the profile does not have");
  }

  public static boolean isKnown(String code) {
    return MEANINGS.containsKey(code);
  }
}
