package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.pos.Outcome;

/** What a counter expects of the host's replies. */
final class Replies {
  private Replies() {}

  static Outcome assertApproved(Outcome outcome) {
    assertThat(outcome.code()).as(outcome.title()).isEqualTo("00");
    assertThat(outcome.status()).as(outcome.title()).isEqualTo(Outcome.Status.APPROVED);
    return outcome;
  }

  /** Answered with this code, by a reply that is the host's own. */
  static Outcome assertRefused(String code, Outcome outcome) {
    assertThat(outcome.code()).as(outcome.title()).isEqualTo(code);
    assertThat(outcome.status()).as(outcome.title()).isEqualTo(Outcome.Status.DECLINED);
    return outcome;
  }

  /** Approved, with this much available afterwards, in fen. */
  static Outcome assertApproved(Outcome outcome, long available) {
    assertApproved(outcome);
    assertThat(balanceOf(outcome)).as(outcome.title() + ": available").isEqualTo(available);
    return outcome;
  }

  static void assertCode(String code, IsoMessage reply) {
    assertThat(reply.get(39)).as("answer to " + reply.mti()).isEqualTo(code);
  }

  static long balanceOf(Outcome outcome) {
    assertApproved(outcome);
    return outcome
        .balance()
        .orElseThrow(() -> new AssertionError(outcome.title() + ": no balance in field 54"));
  }
}
