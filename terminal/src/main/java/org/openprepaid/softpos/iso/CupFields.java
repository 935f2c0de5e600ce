package org.openprepaid.softpos.iso;

import org.openprepaid.softpos.iso.FieldSpec.Content;
import org.openprepaid.softpos.iso.FieldSpec.Length;

/**
 * The fields of the CUP profile. A number that is not here is not of the profile, and a message
 * that carries it cannot be read further.
 */
public final class CupFields {
  /** The highest field: the profile has a primary bitmap only. */
  public static final int MAX_FIELD = 64;

  private static final FieldSpec[] SPECS = new FieldSpec[MAX_FIELD + 1];

  static {
    varying(2, "primary account number", Content.DIGITS, Length.LL, 19);
    digits(3, "processing code", 6);
    digits(4, "amount", 12);
    digits(11, "trace", 6);
    digits(12, "local time", 6);
    digits(13, "local date", 4);
    digits(14, "expiry", 4);
    digits(15, "settlement date", 4);
    add(new FieldSpec(22, "entry mode", Content.DIGITS, Length.FIXED, 3, true));
    digits(23, "card sequence number", 3);
    digits(25, "condition code", 2);
    digits(26, "PIN capture length", 2);
    varying(32, "acquirer", Content.DIGITS, Length.LL, 11);
    varying(35, "track 2", Content.TRACK, Length.LL, 37);
    varying(36, "track 3", Content.TRACK, Length.LLL, 104);
    text(37, "retrieval reference number", 12);
    text(38, "authorisation code", 6);
    text(39, "response code", 2);
    text(41, "terminal", 8);
    text(42, "merchant", 15);
    varying(44, "additional response data", Content.TEXT, Length.LL, 25);
    varying(48, "totals and batch details", Content.DIGITS, Length.LLL, 322);
    text(49, "currency", 3);
    binary(52, "PIN block", 8);
    digits(53, "security control", 16);
    varying(54, "balance", Content.TEXT, Length.LLL, 120);
    varying(55, "chip data", Content.BINARY, Length.LLL, 255);
    varying(58, "e-purse data", Content.BINARY, Length.LLL, 999);
    varying(60, "message type, batch, management code", Content.DIGITS, Length.LLL, 999);
    varying(61, "original transaction", Content.DIGITS, Length.LLL, 999);
    varying(62, "keys and parameters", Content.BINARY, Length.LLL, 999);
    varying(63, "operator, card organisation", Content.TEXT, Length.LLL, 999);
    binary(64, "MAC", 8);
  }

  private CupFields() {}

  /** How the field is written, or {@code null} when the profile has no such field. */
  public static FieldSpec spec(int field) {
    return field < 2 || field > MAX_FIELD ? null : SPECS[field];
  }

  private static void digits(int number, String name, int length) {
    add(new FieldSpec(number, name, Content.DIGITS, Length.FIXED, length, false));
  }

  private static void text(int number, String name, int length) {
    add(new FieldSpec(number, name, Content.TEXT, Length.FIXED, length, true));
  }

  private static void binary(int number, String name, int length) {
    add(new FieldSpec(number, name, Content.BINARY, Length.FIXED, length, true));
  }

  private static void varying(int number, String name, Content content, Length length, int max) {
    add(new FieldSpec(number, name, content, length, max, true));
  }

  private static void add(FieldSpec spec) {
    SPECS[spec.number()] = spec;
  }
}
