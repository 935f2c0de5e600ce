package org.openprepaid.upstreamhost.misbehave;

/**
 * What is done to an answer.
 *
 * @param name which act
 * @param number milliseconds of {@link Name#LATE}, answers of {@link Name#FLOOD}; else 0
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
      case LATE, FLOOD -> name.written() + " " + number;
      case DECLINE -> name.written() + " " + code;
      default -> name.written();
    };
  }
}
