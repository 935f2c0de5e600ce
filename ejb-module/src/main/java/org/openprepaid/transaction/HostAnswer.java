package org.openprepaid.transaction;

import java.util.Objects;
import org.openprepaid.money.Money;

/**
 * How asking an upstream host ended.
 *
 * @param status {@link Exchange.Status#ANSWERED}, {@link Exchange.Status#UNSENT} or {@link
 *     Exchange.Status#UNKNOWN}
 * @param code what the terminal is told
 * @param hostCode element 39 as it came, empty without an answer
 * @param authCode the host's authorisation code, at most 6 characters, empty without one
 * @param available what the host says the card can spend, or {@code null}
 * @param reversalReason why a reversal is owed when the outcome is unknown (element 39 of the
 *     reversal); empty otherwise
 */
public record HostAnswer(
    Exchange.Status status,
    ResponseCode code,
    String hostCode,
    String authCode,
    Money available,
    String reversalReason) {
  /** No answer in time. */
  public static final String NO_ANSWER = "98";

  /** An answer whose MAC is wrong, or that speaks of something else. */
  public static final String UNUSABLE_ANSWER = "A0";

  /** An answer that could not be checked or understood by our own fault. */
  public static final String OWN_FAULT = "96";

  public HostAnswer {
    Objects.requireNonNull(code, "code");
    boolean ended =
        status == Exchange.Status.ANSWERED
            || status == Exchange.Status.UNSENT
            || status == Exchange.Status.UNKNOWN;
    if (!ended || (code.isApproved() && status != Exchange.Status.ANSWERED)) {
      throw new IllegalArgumentException("no end of an exchange: " + status + " " + code);
    }
  }

  /** The host has answered. */
  public static HostAnswer answered(
      ResponseCode code, String hostCode, String authCode, Money available) {
    return new HostAnswer(Exchange.Status.ANSWERED, code, hostCode, authCode, available, "");
  }

  /** It could not be asked. */
  public static HostAnswer unsent(ResponseCode code) {
    return new HostAnswer(Exchange.Status.UNSENT, code, "", "", null, "");
  }

  /**
   * Nobody knows what it decided.
   *
   * @param reversalReason {@link #NO_ANSWER}, {@link #UNUSABLE_ANSWER} or {@link #OWN_FAULT}
   */
  public static HostAnswer unknown(String reversalReason) {
    return unknown(reversalReason, "");
  }

  /**
   * It answered, but not what it decided.
   *
   * @param hostCode element 39 as it came
   */
  public static HostAnswer unknown(String reversalReason, String hostCode) {
    return new HostAnswer(
        Exchange.Status.UNKNOWN, ResponseCode.NO_ANSWER, hostCode, "", null, reversalReason);
  }
}
