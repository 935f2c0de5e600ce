package org.openprepaid.upstream;

import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.transaction.HostAnswer;
import org.openprepaid.transaction.ResponseCode;

/**
 * Reads an answer, once it is certain that it is the host's and speaks of what was asked. What is
 * missing in an answer contradicts nothing, but for the response code.
 */
final class AnswerReading {
  /** What an answer repeats of its request, besides what it was matched by. */
  private static final int[] REPEATED = {3, 37, 41, 42, 49};

  private final ZoneKeys keys;

  AnswerReading(ZoneKeys keys) {
    this.keys = keys;
  }

  /** Why the answer cannot be used; {@code null} when it can. */
  Stray.Why fault(UpstreamHost host, IsoFields request, IsoAnswer answer) {
    if (!keys.isAuthentic(host, answer.macInput(), answer.mac())) {
      return Stray.Why.BAD_MAC;
    }
    IsoFields fields = answer.fields();
    if (contradicts(request, fields, 2)) {
      return Stray.Why.OTHER_CARD;
    }
    if (contradicts(request, fields, 4)) {
      return Stray.Why.OTHER_AMOUNT;
    }
    for (int field : REPEATED) {
      if (contradicts(request, fields, field)) {
        return Stray.Why.CONTRADICTORY;
      }
    }
    String code = fields.text(39);
    return code == null || code.length() != 2 ? Stray.Why.CONTRADICTORY : null;
  }

  private static boolean contradicts(IsoFields request, IsoFields answer, int field) {
    return answer.has(field)
        && request.has(field)
        && !answer.text(field).equals(request.text(field));
  }

  /** Of an answer without fault. */
  static HostAnswer read(IsoFields answer) {
    String hostCode = answer.text(39);
    ResponseCode code = ResponseCode.ofHost(hostCode);
    if (code == null) {
      return HostAnswer.unknown(HostAnswer.UNUSABLE_ANSWER, printable(hostCode));
    }
    return HostAnswer.answered(
        code,
        printable(hostCode),
        code.isApproved() ? authCode(answer) : "",
        Elements.balance(answer.text(54)));
  }

  private static String authCode(IsoFields answer) {
    String text = answer.text(38);
    return text == null || text.isBlank() ? "" : printable(text);
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", ".");
  }
}
