package org.openprepaid.softpos.pos;

/**
 * The transaction that another one acts on, as fields 37, 38 and 61 name it. Any part may be
 * missing.
 *
 * @param batch its batch number, used together with {@code trace}, or 0
 * @param trace its trace number, or 0 when field 61 shall be left out
 * @param date {@code MMDD} of its reply, or {@code null}
 * @param rrn its retrieval reference number, or {@code null}
 * @param authCode its authorisation code, or {@code null}
 */
public record Original(int batch, int trace, String date, String rrn, String authCode) {

  /** An original of which only the retrieval reference number is known. */
  public static Original byRrn(String rrn) {
    return new Original(0, 0, null, rrn, null);
  }

  /** Field 61, or {@code null} when the trace is not known. */
  public String field61() {
    if (trace == 0) {
      return null;
    }
    String text = String.format("%06d%06d", batch, trace);
    return date == null ? text : text + date;
  }
}
