package org.openprepaid.upstream;

import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.ResponseCode;

/** Turns outcomes into answers to a host. */
final class NetworkReplies {
  private static final int[] REPEATED = {2, 3, 4, 7, 11, 12, 13, 25, 32, 37, 41, 42, 49, 70};

  private NetworkReplies() {}

  /** 0200 to 0210, 0220 and 0221 to 0230. */
  static IsoFields reply(IsoFields request, ResponseCode code) {
    String mti = request.mti();
    IsoFields reply = new IsoFields(mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + '0');
    for (int element : REPEATED) {
      reply.set(element, request.text(element));
    }
    return reply.set(39, code.code());
  }

  static IsoFields reply(IsoFields request, Outcome outcome) {
    IsoFields reply = reply(request, outcome.code());
    if (!outcome.isRecorded()) {
      return reply;
    }
    reply.set(15, Elements.monthAndDay(outcome.businessDate().atStartOfDay()));
    if (!outcome.authCode().isBlank()) {
      reply.set(38, outcome.authCode());
    }
    boolean asksBalance = "31".equals(request.text(3).substring(0, 2));
    if (asksBalance && outcome.code().isApproved() && outcome.available() != null) {
      reply.set(54, Elements.balance(outcome.available()));
    }
    return reply;
  }
}
