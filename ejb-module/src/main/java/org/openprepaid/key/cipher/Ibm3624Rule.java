package org.openprepaid.key.cipher;

/**
 * What an issuer chooses of the IBM 3624 method and writes down with the key: which digits of the
 * card number are validated and what decimal digits the encrypted ones become.
 *
 * <p>It belongs to the key and is as much a matter of the key's keepers: who may choose the
 * decimalisation table call by call finds PINs out digit by digit (Bond and Zieliński,
 * "Decimalisation table attacks for PIN cracking", Cambridge 2003).
 *
 * @param decimalisation 16 decimal digits, for the hexadecimal digits 0 to F
 * @param digits how many digits of the card number, 1 to 16
 * @param skipped how many digits at the card number's right end are left out first, 0 to 15
 * @param pad the nibble 0 to 15 that follows up to 16
 */
public record Ibm3624Rule(String decimalisation, int digits, int skipped, int pad) {
  /** The table of most issuers: a letter is its value less ten. */
  public static final String USUAL_DECIMALISATION = "0123456789012345";

  /**
   * The twelve rightmost digits before the check digit, the same that ISO 9564-1 puts into PIN
   * blocks, filled with D. Neither part is a standard: IBM leaves the validation data to the issuer
   * ("CCA Basic Services", data array of the IBM-PIN methods). D is the pad character of the
   * examples of AWS Payment Cryptography; others use F, and the whole number without any.
   */
  public static final Ibm3624Rule USUAL = new Ibm3624Rule(USUAL_DECIMALISATION, 12, 1, 0xD);

  static final int NIBBLES = 2 * DesKey.BLOCK_BYTES;

  public Ibm3624Rule {
    if (!Digits.areDigits(decimalisation, NIBBLES, NIBBLES)) {
      throw new IllegalArgumentException("a decimalisation table has 16 decimal digits");
    }
    if (digits < 1 || digits > NIBBLES || skipped < 0 || skipped >= NIBBLES) {
      throw new IllegalArgumentException("validation data has 1 to 16 digits of the card number");
    }
    if (pad < 0 || pad > 0xF) {
      throw new IllegalArgumentException("a pad is one nibble");
    }
  }

  /** The validation data of a card, 8 bytes. */
  byte[] validationData(String pan) {
    Digits.requirePan(pan);
    int to = pan.length() - skipped;
    int from = to - digits;
    if (from < 0) {
      throw new IllegalArgumentException("a card number too short for its validation data");
    }
    byte[] data = new byte[DesKey.BLOCK_BYTES];
    Nibbles.xor(data, 0, pan, from, to);
    for (int i = digits; i < NIBBLES; i++) {
      Nibbles.xor(data, i, pad);
    }
    return data;
  }

  /** The first decimal digits of an encrypted block, as values 0 to 9. */
  byte[] decimalised(byte[] encrypted, int count) {
    byte[] decimal = new byte[count];
    for (int i = 0; i < count; i++) {
      decimal[i] = (byte) (decimalisation.charAt(Nibbles.get(encrypted, i)) - '0');
    }
    return decimal;
  }
}
