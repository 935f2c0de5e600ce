package org.openprepaid.acquiring;

import org.openprepaid.card.Pan;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.key.PinFormat;
import org.openprepaid.terminal.TerminalKeys;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.ResponseCode;

/** The card in a message: number (2), expiry (14), track 2 (35) and PIN (26, 52, 53). */
final class CardFields {
  private static final int PIN_BLOCK_BYTES = 8;
  private static final int MIN_PIN = 4;
  private static final int MAX_PIN = 12;

  /** Of track 2, counted from the separator. */
  private static final int SERVICE_CODE_END = 8;

  private static final int CVN_END = 16;

  private CardFields() {}

  /**
   * @throws RefusedMessageException when there is no card, or it contradicts itself
   */
  static PresentedCard read(IsoFields fields, TerminalKeys keys) throws RefusedMessageException {
    String track2 = fields.text(35);
    int separator = separator(track2);
    String number = number(fields, track2, separator);
    if (number == null) {
      throw RefusedMessageException.field(2);
    }
    return new PresentedCard(
        pan(number),
        expiry(fields, track2, separator),
        pin(fields, keys),
        stripe(track2, separator));
  }

  /**
   * The card of a reversal: only its number counts, and it may be missing. What is no card number
   * was refused before anything happened; its reversal finds nothing, and that is what it wants.
   */
  static PresentedCard readForReversal(IsoFields fields) throws RefusedMessageException {
    String track2 = fields.text(35);
    String number = number(fields, track2, separator(track2));
    return number == null || !Pan.isWellFormed(number) ? null : PresentedCard.of(Pan.of(number));
  }

  private static Pan pan(String number) throws RefusedMessageException {
    if (!Pan.isWellFormed(number)) {
      throw new RefusedMessageException(ResponseCode.NO_SUCH_CARD, "not a card number");
    }
    return Pan.of(number);
  }

  /** Where track 2 goes on after the number; -1 without a track. */
  private static int separator(String track2) throws RefusedMessageException {
    if (track2 == null) {
      return -1;
    }
    for (int i = 0; i < track2.length(); i++) {
      char c = track2.charAt(i);
      if (c == 'D' || c == '=') {
        return i;
      }
    }
    throw RefusedMessageException.field(35);
  }

  private static String number(IsoFields fields, String track2, int separator)
      throws RefusedMessageException {
    String keyed = fields.text(2);
    if (track2 == null) {
      return keyed;
    }
    String read = track2.substring(0, separator);
    if (keyed != null && !keyed.equals(read)) {
      throw RefusedMessageException.field(35);
    }
    return read;
  }

  /** What the terminal states goes before what the track says. */
  private static String expiry(IsoFields fields, String track2, int separator)
      throws RefusedMessageException {
    if (fields.has(14)) {
      return month(Digits.exactly(fields, 14, 4), 14);
    }
    if (track2 == null) {
      return null;
    }
    if (track2.length() < separator + 5) {
      throw RefusedMessageException.field(35);
    }
    String expiry = track2.substring(separator + 1, separator + 5);
    if (!Digits.areDigits(expiry)) {
      throw RefusedMessageException.field(35);
    }
    return month(expiry, 35);
  }

  /**
   * Behind the number: separator, expiry (4), service code (3), PVKI (1), PVV (4), CVN (3). A
   * stripe that is too short for a CVN has none, which a product that checks it does not take.
   */
  private static PresentedCard.Stripe stripe(String track2, int separator) {
    if (track2 == null || track2.length() < separator + SERVICE_CODE_END) {
      return null;
    }
    boolean complete = track2.length() >= separator + CVN_END;
    return new PresentedCard.Stripe(
        track2.replace('D', '='),
        track2.substring(separator + SERVICE_CODE_END - 3, separator + SERVICE_CODE_END),
        complete ? track2.substring(separator + CVN_END - 3, separator + CVN_END) : null);
  }

  private static String month(String expiry, int field) throws RefusedMessageException {
    long month = Digits.number(expiry, 2, 4);
    if (month < 1 || month > 12) {
      throw RefusedMessageException.field(field);
    }
    return expiry;
  }

  private static PresentedCard.EncryptedPin pin(IsoFields fields, TerminalKeys keys)
      throws RefusedMessageException {
    byte[] block = fields.bytes(52);
    boolean told = fields.has(26);
    if (block == null && !told) {
      return null;
    }
    boolean consistent =
        block != null
            && block.length == PIN_BLOCK_BYTES
            && told
            && isPinLength(fields.text(26))
            && isFormat0(fields.text(53), keys.hasDoubleLengthPinKey());
    if (!consistent) {
      throw new RefusedMessageException(ResponseCode.PIN_FORMAT, "elements 26, 52, 53");
    }
    return new PresentedCard.EncryptedPin(keys.pinKey(), PinFormat.ISO_0, block);
  }

  private static boolean isPinLength(String text) {
    if (text.length() != 2 || !Digits.areDigits(text)) {
      return false;
    }
    long length = Digits.number(text, 0, 2);
    return length >= MIN_PIN && length <= MAX_PIN;
  }

  /** Digit 1: a block with the card number; digit 2: the length of the key it is under. */
  private static boolean isFormat0(String securityControl, boolean doubleLengthKey) {
    return securityControl != null
        && securityControl.length() == 16
        && securityControl.charAt(0) == '2'
        && securityControl.charAt(1) == (doubleLengthKey ? '6' : '0');
  }
}
