package org.openprepaid.acquiring;

import java.util.Optional;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.transaction.OriginalReference;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.transaction.TransactionKind;

/** How a message names an earlier transaction: elements 37, 38 and 61. */
final class OriginalFields {
  private static final int BATCH_DIGITS = 6;
  private static final int TRACE_END = 12;
  private static final int AUTH_CODE_LENGTH = 6;

  private OriginalFields() {}

  /**
   * The original of a void, refund or completion.
   *
   * @throws RefusedMessageException when nothing names one, or no RRN of this host does
   */
  static OriginalReference read(IsoFields fields, TransactionKind kind, String terminalId)
      throws RefusedMessageException {
    Rrn rrn = rrn(fields);
    String authCode = authCode(fields);
    RequestKey key = key(fields, terminalId);
    if (mayComeFromAnotherTerminal(kind) && (rrn != null || authCode != null)) {
      // element 61 counts in the other terminal's batches, whose id the message does not carry
      key = null;
    }
    if (rrn == null && key == null && authCode == null) {
      throw RefusedMessageException.field(61);
    }
    return new OriginalReference(rrn, key, authCode);
  }

  /** The transaction that element 61 names at this terminal, or {@code null} when it names none. */
  static RequestKey key(IsoFields fields, String terminalId) throws RefusedMessageException {
    if (!fields.has(61)) {
      return null;
    }
    String text = Digits.atLeast(fields, 61, TRACE_END);
    int batch = (int) Digits.number(text, 0, BATCH_DIGITS);
    int trace = (int) Digits.number(text, BATCH_DIGITS, TRACE_END);
    return batch == 0 || trace == 0 ? null : RequestKey.ofTerminal(terminalId, batch, trace);
  }

  private static boolean mayComeFromAnotherTerminal(TransactionKind kind) {
    return switch (kind) {
      case REFUND, PRE_AUTHORISATION_VOID, COMPLETION, COMPLETION_ADVICE -> true;
      default -> false;
    };
  }

  private static Rrn rrn(IsoFields fields) throws RefusedMessageException {
    String text = fields.text(37);
    if (text == null || text.isBlank() || text.chars().allMatch(c -> c == '0')) {
      return null;
    }
    Optional<Rrn> rrn = Rrn.parse(text);
    if (rrn.isEmpty()) {
      throw new RefusedMessageException(ResponseCode.ORIGINAL_NOT_FOUND, "element 37");
    }
    return rrn.get();
  }

  private static String authCode(IsoFields fields) throws RefusedMessageException {
    String text = fields.text(38);
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.length() != AUTH_CODE_LENGTH) {
      throw RefusedMessageException.field(38);
    }
    return text;
  }
}
