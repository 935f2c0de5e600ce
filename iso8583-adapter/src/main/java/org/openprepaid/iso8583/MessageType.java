package org.openprepaid.iso8583;

/**
 * What an MTI says: version, class, function, origin (ISO 8583-1). Functions 0 and 2 (request,
 * advice) want an answer, 1 and 3 are the answers. An origin that is odd marks a repetition, which
 * is answered like the original.
 */
final class MessageType {
  private static final int LENGTH = 4;
  private static final int FUNCTION = 2;
  private static final int ORIGIN = 3;

  private MessageType() {}

  static boolean isRequest(String mti) {
    return hasFunction(mti, '0', '2') && mti.charAt(ORIGIN) <= '5';
  }

  static boolean isAnswer(String mti) {
    return hasFunction(mti, '1', '3') && mti.charAt(ORIGIN) <= '5';
  }

  /** {@code 0210} for {@code 0200}, {@code 0230} for {@code 0221}; only of a request. */
  static String answerTo(String mti) {
    char[] answer = mti.toCharArray();
    answer[FUNCTION]++;
    answer[ORIGIN] &= (char) ~1;
    return new String(answer);
  }

  private static boolean hasFunction(String mti, char one, char other) {
    if (mti.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (mti.charAt(i) < '0' || mti.charAt(i) > '9') {
        return false;
      }
    }
    return mti.charAt(1) != '0' && (mti.charAt(FUNCTION) == one || mti.charAt(FUNCTION) == other);
  }
}
