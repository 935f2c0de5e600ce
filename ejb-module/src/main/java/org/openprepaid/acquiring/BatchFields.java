package org.openprepaid.acquiring;

import java.util.ArrayList;
import java.util.List;
import org.openprepaid.card.Pan;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.settlement.BatchResult;
import org.openprepaid.settlement.BatchTotals;
import org.openprepaid.settlement.UploadedTransaction;

/** Element 48 of batch settlement and batch upload, and the batch and code in element 60. */
final class BatchFields {
  private static final int TOTALS_DIGITS = 62;
  private static final int HALF = TOTALS_DIGITS / 2;
  private static final int MAX_DETAILS = 8;
  private static final int DETAIL_DIGITS = 40;

  private BatchFields() {}

  /** Element 60.3 of a management message. */
  static String code(IsoFields fields) throws RefusedMessageException {
    return Digits.atLeast(fields, 60, 11).substring(8, 11);
  }

  /** Element 60.2. */
  static int batch(IsoFields fields) throws RefusedMessageException {
    return (int) Digits.number(Digits.atLeast(fields, 60, 8), 2, 8);
  }

  /** Element 60 of a sign-in reply: the request's with the host's batch number. */
  static String withBatch(IsoFields fields, int batch) throws RefusedMessageException {
    String text = Digits.atLeast(fields, 60, 11);
    StringBuilder reply = new StringBuilder(text.length()).append(text, 0, 2);
    return Digits.append(reply, batch, 6).append(text, 8, text.length()).toString();
  }

  /** The terminal's totals of domestic cards. */
  static BatchTotals domestic(IsoFields fields) throws RefusedMessageException {
    return totals(Digits.exactly(fields, 48, TOTALS_DIGITS), 0);
  }

  /** The terminal's totals of foreign cards. */
  static BatchTotals foreign(IsoFields fields) throws RefusedMessageException {
    return totals(Digits.exactly(fields, 48, TOTALS_DIGITS), HALF);
  }

  private static BatchTotals totals(String text, int at) {
    return new BatchTotals(
        (int) Digits.number(text, at + 12, at + 15),
        Digits.number(text, at, at + 12),
        (int) Digits.number(text, at + 27, at + 30),
        Digits.number(text, at + 15, at + 27));
  }

  /**
   * Element 48 of the answer: the terminal's own totals with a result in each half. There are no
   * foreign cards here: foreign totals agree when they are empty.
   */
  static String withResult(IsoFields fields, BatchResult result) throws RefusedMessageException {
    BatchResult foreign = foreign(fields).isEmpty() ? BatchResult.BALANCED : BatchResult.UNBALANCED;
    StringBuilder text = new StringBuilder(fields.text(48));
    text.setCharAt(HALF - 1, (char) ('0' + result.digit()));
    text.setCharAt(TOTALS_DIGITS - 1, (char) ('0' + foreign.digit()));
    return text.toString();
  }

  /** The details of one upload message, 1 to 8. */
  static List<UploadedTransaction> details(IsoFields fields) throws RefusedMessageException {
    String text = Digits.atLeast(fields, 48, 2);
    int count = (int) Digits.number(text, 0, 2);
    if (count < 1 || count > MAX_DETAILS || text.length() != 2 + count * DETAIL_DIGITS) {
      throw RefusedMessageException.field(48);
    }
    List<UploadedTransaction> details = new ArrayList<>(count);
    for (int at = 2; at < text.length(); at += DETAIL_DIGITS) {
      details.add(
          new UploadedTransaction(
              text.substring(at, at + 2),
              (int) Digits.number(text, at + 2, at + 8),
              masked(text.substring(at + 8, at + 28)),
              Digits.number(text, at + 28, at + 40)));
    }
    return details;
  }

  /** How many details the terminal says it uploaded. */
  static int uploaded(IsoFields fields) throws RefusedMessageException {
    return (int) Digits.number(Digits.exactly(fields, 48, 4), 0, 4);
  }

  private static String masked(String padded) {
    int start = 0;
    while (start < padded.length() && padded.charAt(start) == '0') {
      start++;
    }
    String number = padded.substring(start);
    return Pan.isWellFormed(number) ? Pan.of(number).masked() : "*".repeat(number.length());
  }
}
