package org.openprepaid.upstreamhost.book;

import java.util.Optional;

/** What an acquirer asks for. */
public enum Kind {
  /** Holds an amount. */
  PREAUTH("0100", "030000", "06"),
  /** Releases a hold. */
  PREAUTH_VOID("0100", "200000", "06"),
  /** Takes an amount. */
  PURCHASE("0200", "000000", "00"),
  /** Gives the amount of a purchase back, as if it had not been. */
  PURCHASE_VOID("0200", "200000", "00"),
  /** Takes an amount that was held. */
  COMPLETION("0200", "000000", "06"),
  /** Gives the amount of a completion back, and holds it again. */
  COMPLETION_VOID("0200", "200000", "06"),
  /** Tells the balance. */
  INQUIRY("0200", "310000", "00"),
  /** Gives back part or all of a purchase or completion. */
  REFUND("0220", "200000", "00"),
  /** A completion that has happened already. */
  COMPLETION_ADVICE("0220", "000000", "06"),
  /** Undoes whatever element 90 names. */
  REVERSAL("0420", null, null);

  private final String mti;
  private final String code;
  private final String condition;

  Kind(String mti, String code, String condition) {
    this.mti = mti;
    this.code = code;
    this.condition = condition;
  }

  /**
   * By message type (not that of a repetition), processing code and condition code.
   *
   * @return nothing when the host knows no such request
   */
  public static Optional<Kind> of(String mti, String code, String condition) {
    if (mti.equals(REVERSAL.mti)) {
      return Optional.of(REVERSAL);
    }
    for (Kind kind : values()) {
      if (kind != REVERSAL
          && kind.mti.equals(mti)
          && kind.code.equals(code)
          && kind.condition.equals(condition)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Whether some request comes with this message type. */
  public static boolean knows(String mti) {
    for (Kind kind : values()) {
      if (kind.mti.equals(mti)) {
        return true;
      }
    }
    return false;
  }

  /** Whether element 90 names what it is about. */
  public boolean hasOriginal() {
    return this != PREAUTH && this != PURCHASE && this != INQUIRY;
  }

  boolean isCompletion() {
    return this == COMPLETION || this == COMPLETION_ADVICE;
  }

  boolean isVoid() {
    return this == PREAUTH_VOID || this == PURCHASE_VOID || this == COMPLETION_VOID;
  }
}
