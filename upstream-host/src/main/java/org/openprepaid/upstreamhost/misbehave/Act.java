package org.openprepaid.upstreamhost.misbehave;

/**
 * What is done to an answer, or to the message itself.
 *
 * @param name which act
 * @param number milliseconds of {@link Name#LATE} and {@link Name#HELD}, answers of {@link
 *     Name#FLOOD}; else 0
 * @param code of {@link Name#DECLINE}; else null
 */
public record Act(Name name, long number, String code) {
  /** The acts, as they are written in a rule: lower case, with hyphens. */
  public enum Name {
    LATE,
    NEVER,
    TWICE,
    GARBLED,
    OTHER_AMOUNT,
    OTHER_CARD,
    BAD_MAC,
    DROP,
    DROP_MID_MESSAGE,
    DECLINE,
    /** The message is read later, as if it had been stuck on its way. */
    HELD,
    /** A reversal of something unknown is answered 25 and leaves no mark. */
    DISCLAIM,
    UNKNOWN_TYPE,
    STRAY,
    FLOOD;

    String written() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  static Act plain(Name name) {
    return new Act(name, 0, null);
  }

  /** As it is written in a rule. */
  @Override
  public String toString() {
    return switch (name) {
      case LATE, HELD, FLOOD -> name.written() + " " + number;
      case DECLINE -> name.written() + " " + code;
      default -> name.written();
    };
  }
}
