package org.openprepaid.softpos.pos;

/** How a card came into the terminal: the first two digits of field 22. */
public enum EntryMode {
  KEYED("01"),
  SWIPED("02"),
  CHIP("05"),
  CONTACTLESS("07");

  private final String digits;

  EntryMode(String digits) {
    this.digits = digits;
  }

  public String digits() {
    return digits;
  }

  /** True when the card's sequence number goes with the message. */
  public boolean isChip() {
    return this == CHIP || this == CONTACTLESS;
  }
}
