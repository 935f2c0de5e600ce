package org.openprepaid.upstreamhost.sample;

/** Card numbers as they may be seen. */
public final class Masking {
  private Masking() {}

  /** First six and last four digits; of what is too short to be a card number, nothing. */
  public static String pan(String pan) {
    if (pan.length() < 13) {
      return "*".repeat(pan.length());
    }
    int hidden = pan.length() - 10;
    return pan.substring(0, 6) + "*".repeat(hidden) + pan.substring(6 + hidden);
  }
}
