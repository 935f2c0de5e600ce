package org.openprepaid.transaction;

/**
 * The answers of the trade (ISO 8583 field 39, in the UnionPay dialect). Source: the profile page
 * {@code docs/iso8583-profile.md}.
 */
public enum ResponseCode {
  APPROVED("00"),
  REFER_TO_ISSUER("01"),
  INVALID_MERCHANT("03"),
  CAPTURE_CARD("04"),
  DO_NOT_HONOUR("05"),
  /** Asked elsewhere and not answered: no terminal ever sees it. */
  IN_PROGRESS("09"),
  INVALID_TRANSACTION("12"),
  INVALID_AMOUNT("13"),
  NO_SUCH_CARD("14"),
  NO_SUCH_ISSUER("15"),
  ORIGINAL_NOT_FOUND("25"),
  FORMAT_ERROR("30"),
  FRAUD("34"),
  PIN_TRIES_EXCEEDED_CAPTURE("38"),
  NOT_SUPPORTED("40"),
  LOST_CARD("41"),
  STOLEN_CARD("43"),
  NO_FALLBACK("45"),
  INSUFFICIENT_FUNDS("51"),
  EXPIRED_CARD("54"),
  WRONG_PIN("55"),
  NOT_ALLOWED_FOR_CARD("57"),
  NOT_ALLOWED_FOR_TERMINAL("58"),
  SUSPECTED_FRAUD("59"),
  AMOUNT_LIMIT("61"),
  RESTRICTED_CARD("62"),
  ORIGINAL_AMOUNT_DIFFERS("64"),
  COUNT_LIMIT("65"),
  LATE("68"),
  PIN_TRIES_EXCEEDED("75"),
  SIGN_IN_AGAIN("77"),
  CUT_OVER("90"),
  ISSUER_UNAVAILABLE("91"),
  NO_ROUTE("92"),
  DUPLICATE("94"),
  SYSTEM_ERROR("96"),
  UNKNOWN_TERMINAL("97"),
  NO_ANSWER("98"),
  PIN_FORMAT("99"),
  MAC_FAILURE("A0");

  private final String code;

  ResponseCode(String code) {
    this.code = code;
  }

  /** The two characters of field 39. */
  public String code() {
    return code;
  }

  public boolean isApproved() {
    return this == APPROVED;
  }

  /**
   * @throws IllegalArgumentException when no answer has this code
   */
  public static ResponseCode of(String code) {
    ResponseCode found = find(code);
    if (found == null) {
      throw new IllegalArgumentException("unknown response code " + code);
    }
    return found;
  }

  /**
   * What another host's answer means here, {@code null} when it does not say that nothing happened
   * there: a code that we do not know may be an approval, and its own trouble is no decision.
   */
  public static ResponseCode ofHost(String code) {
    ResponseCode found = find(code);
    if (found == null) {
      return null;
    }
    return switch (found) {
      case IN_PROGRESS, LATE, DUPLICATE, SYSTEM_ERROR, NO_ANSWER -> null;
      // it speaks of our link to it, and not of the terminal's to us
      case SIGN_IN_AGAIN, UNKNOWN_TERMINAL, MAC_FAILURE -> ISSUER_UNAVAILABLE;
      case FORMAT_ERROR, NOT_SUPPORTED -> DO_NOT_HONOUR;
      default -> found;
    };
  }

  private static ResponseCode find(String code) {
    for (ResponseCode response : values()) {
      if (response.code.equals(code)) {
        return response;
      }
    }
    return null;
  }
}
