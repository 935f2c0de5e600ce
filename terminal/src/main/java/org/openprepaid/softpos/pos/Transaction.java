package org.openprepaid.softpos.pos;

import java.util.Locale;

/** What a terminal can do with a card: how each is told apart on the wire, and how it counts. */
public enum Transaction {
  PURCHASE("0200", "000000", "00", "22", Side.DEBIT, OnSilence.REVERSE),
  PURCHASE_VOID("0200", "200000", "00", "23", Side.CREDIT, OnSilence.REVERSE),
  REFUND("0220", "200000", "00", "25", Side.CREDIT, OnSilence.REPEAT),
  INQUIRY("0200", "310000", "00", "01", Side.NONE, OnSilence.NOTHING),
  TOP_UP("0200", "400000", "66", "49", Side.CREDIT, OnSilence.REVERSE),
  PRE_AUTHORISATION("0100", "030000", "06", "10", Side.NONE, OnSilence.REVERSE),
  PRE_AUTHORISATION_VOID("0100", "200000", "06", "11", Side.NONE, OnSilence.REVERSE),
  COMPLETION("0200", "000000", "06", "20", Side.DEBIT, OnSilence.REVERSE),
  COMPLETION_ADVICE("0220", "000000", "06", "24", Side.DEBIT, OnSilence.REPEAT),
  COMPLETION_VOID("0200", "200000", "06", "21", Side.CREDIT, OnSilence.REVERSE);

  /** On which side of the settlement totals an amount counts. */
  public enum Side {
    DEBIT,
    CREDIT,
    NONE
  }

  /** What the terminal owes when no good answer comes. */
  public enum OnSilence {
    /** A reversal, before anything else. */
    REVERSE,
    /** An advice must arrive: the same message, until it is answered. */
    REPEAT,
    /** Nothing moved. */
    NOTHING
  }

  private final String mti;
  private final String processingCode;
  private final String condition;
  private final String messageType;
  private final Side side;
  private final OnSilence onSilence;

  Transaction(
      String mti,
      String processingCode,
      String condition,
      String messageType,
      Side side,
      OnSilence onSilence) {
    this.mti = mti;
    this.processingCode = processingCode;
    this.condition = condition;
    this.messageType = messageType;
    this.side = side;
    this.onSilence = onSilence;
  }

  public String mti() {
    return mti;
  }

  /** Field 3. */
  public String processingCode() {
    return processingCode;
  }

  /** Field 25. */
  public String condition() {
    return condition;
  }

  /** Field 60.1. */
  public String messageType() {
    return messageType;
  }

  public Side side() {
    return side;
  }

  public OnSilence onSilence() {
    return onSilence;
  }

  /** True when a PIN goes with it: not where the terminal only tells the host what was done. */
  public boolean takesPin() {
    return onSilence != OnSilence.REPEAT && this != TOP_UP;
  }

  /** True when field 37 names the original; the others find theirs by field 38. */
  public boolean namesOriginalByRrn() {
    return this == PURCHASE_VOID || this == REFUND || this == COMPLETION_VOID;
  }

  /** In words. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
