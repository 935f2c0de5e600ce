package org.openprepaid.softpos.iso;

/** How card data is shown: never whole. */
public final class Masking {
  private Masking() {}

  /** First six and last four digits; a number too short for that is hidden whole. */
  public static String pan(String pan) {
    int length = pan.length();
    if (length < 12) {
      return "*".repeat(length);
    }
    return pan.substring(0, 6) + "*".repeat(length - 10) + pan.substring(length - 4);
  }

  /** A field's value as it may be printed. */
  public static String field(int field, String value) {
    return switch (field) {
      case 2 -> pan(value);
      case 35, 36 -> track(value);
      case 14, 52, 55, 62 -> "<" + value.length() + ">";
      // the details of a batch upload list card numbers; totals have 62 digits and the end has 4
      case 48 -> value.length() == 62 || value.length() == 4 ? value : "<" + value.length() + ">";
      default -> value;
    };
  }

  /** The card number masked as {@link #pan}, all behind the separator hidden. */
  public static String track(String track) {
    int separator = track.indexOf('D');
    if (separator < 0) {
      return "*".repeat(track.length());
    }
    return pan(track.substring(0, separator)) + "D" + "*".repeat(track.length() - separator - 1);
  }
}
