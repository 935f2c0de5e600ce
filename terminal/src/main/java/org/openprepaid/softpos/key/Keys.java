package org.openprepaid.softpos.key;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A terminal's working keys in clear, from the host's sign-in reply. They live in memory only, and
 * do not print.
 */
public final class Keys {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int KCV = 4;
  private static final int SINGLE_FORM = 24;
  private static final int DOUBLE_FORM = 40;
  private static final int TRACK_FORM = 60;

  private final byte[] pik;
  private final byte[] mak;

  private Keys(byte[] pik, byte[] mak) {
    this.pik = pik;
    this.mak = mak;
  }

  /**
   * Opens field 62 of a sign-in reply: 24 bytes (single-length PIN key), 40 bytes (double-length)
   * or 60 bytes (with a track key, which is not used here).
   *
   * @param tmk the terminal master key, 32 hex digits
   * @param field62 hex
   * @throws KeyException when the length is another, or a check value does not fit its key
   */
  public static Keys open(String tmk, String field62) {
    byte[] sent = HEX.parseHex(field62);
    int pikLength =
        switch (sent.length) {
          case SINGLE_FORM -> 8;
          case DOUBLE_FORM, TRACK_FORM -> 16;
          default ->
              throw new KeyException(
                  "field 62 has " + sent.length + " bytes; keys come in 24, 40 or 60");
        };
    Des master = Des.decrypting(HEX.parseHex(tmk));
    byte[] pik = master.apply(Arrays.copyOf(sent, pikLength));
    check("PIN key", pik, sent, pikLength);
    int makAt = pikLength + KCV;
    // in the double-length form the MAC key stays single, with eight zero bytes behind it
    int makKcvAt = makAt + (sent.length == SINGLE_FORM ? 8 : 16);
    byte[] mak = master.apply(Arrays.copyOfRange(sent, makAt, makAt + 8));
    check("MAC key", mak, sent, makKcvAt);
    return new Keys(pik, mak);
  }

  /** The check value of a key: four bytes of what it makes of eight zero bytes. */
  public static byte[] kcv(byte[] key) {
    return Arrays.copyOf(Des.encrypting(key).apply(new byte[Des.BLOCK]), KCV);
  }

  /** True when the PIN key has 16 bytes. */
  public boolean doubleLength() {
    return pik.length == 16;
  }

  /** A MAC machine of its own for the caller. */
  public CupMac mac() {
    return new CupMac(mak);
  }

  /** Field 52 for this PIN and card, as hex. */
  public String pinBlock(String pin, String pan) {
    return HEX.formatHex(PinBlock.encrypted(pin, pan, pik));
  }

  /** Field 53 that goes with {@link #pinBlock}: block with card number, key length. */
  public String securityControl() {
    return doubleLength() ? "2600000000000000" : "2000000000000000";
  }

  /** The MAC key in clear, for tools that verify captured messages. */
  public byte[] mak() {
    return mak.clone();
  }

  private static void check(String which, byte[] key, byte[] sent, int kcvAt) {
    if (!Arrays.equals(kcv(key), 0, KCV, sent, kcvAt, kcvAt + KCV)) {
      throw new KeyException("the check value of the " + which + " is wrong: another master key?");
    }
  }

  @Override
  public String toString() {
    return doubleLength() ? "double-length keys" : "single-length keys";
  }
}
