package org.openprepaid.upstreamhost.book;

/**
 * What makes a message the same one again: its type (that of the first sending), trace number
 * (element 11), transmission time (7) and acquirer (32, without leading zeros, because element 90
 * fills it up with them).
 *
 * @param mti four digits, the last one even
 */
public record MessageKey(String mti, String trace, String sentAt, String institution) {
  private static final int ORIGINAL_DATA = 42;

  public MessageKey {
    mti = first(mti);
    institution = institution.replaceFirst("^0+(?=.)", "");
  }

  /** The type of the first sending: {@code 0421} is {@code 0420} again. */
  public static String first(String mti) {
    char last = mti.charAt(mti.length() - 1);
    return last % 2 == 0 ? mti : mti.substring(0, mti.length() - 1) + (char) (last - 1);
  }

  /**
   * Of element 90.
   *
   * @return null when it has not its 42 digits
   */
  public static MessageKey ofOriginalData(String element) {
    if (element == null || !element.matches("[0-9]{" + ORIGINAL_DATA + "}")) {
      return null;
    }
    return new MessageKey(
        element.substring(0, 4),
        element.substring(4, 10),
        element.substring(10, 20),
        element.substring(20, 31));
  }

  /** As element 90. */
  public String originalData() {
    return mti
        + trace
        + sentAt
        + "0".repeat(11 - institution.length())
        + institution
        + "0".repeat(11);
  }

  /** As {@link #toString} wrote it. */
  public static MessageKey parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not a message key");
    }
    return new MessageKey(parts[0], parts[1], parts[2], parts[3]);
  }

  @Override
  public String toString() {
    return mti + "/" + trace + "/" + sentAt + "/" + institution;
  }
}
