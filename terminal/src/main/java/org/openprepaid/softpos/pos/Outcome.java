package org.openprepaid.softpos.pos;

import java.util.OptionalLong;
import org.openprepaid.softpos.iso.IsoMessage;

/**
 * How an exchange with the host ended.
 *
 * @param title what was asked, in words
 * @param status see {@link Status}
 * @param code the host's field 39; the terminal's own {@code 98} or {@code A0} when there was no
 *     good reply
 * @param request as sent, with its MAC
 * @param reply as it came, or {@code null}; not to be trusted when the status is {@code BAD_MAC}
 */
public record Outcome(
    String title, Status status, String code, IsoMessage request, IsoMessage reply) {

  /** What the terminal may conclude. */
  public enum Status {
    APPROVED,
    DECLINED,
    /** Nothing came in time. */
    NO_REPLY,
    /** A reply came whose MAC is wrong or missing. */
    BAD_MAC
  }

  public boolean approved() {
    return status == Status.APPROVED;
  }

  /** Field 11 of the request. */
  public int trace() {
    return Integer.parseInt(request.get(11));
  }

  /** The batch in field 60 of the request. */
  public int batch() {
    return Integer.parseInt(request.get(60).substring(2, 8));
  }

  /** Field 37 of the reply, or {@code null}. */
  public String rrn() {
    return field(37);
  }

  /** Field 38 of the reply, or {@code null}. */
  public String authCode() {
    return field(38);
  }

  /** The balance in field 54, in fen, negative when marked as a debit; empty when there is none. */
  public OptionalLong balance() {
    String text = field(54);
    if (text == null || !text.matches(".{7}[CD][0-9]{12}.*")) {
      return OptionalLong.empty();
    }
    long amount = Long.parseLong(text.substring(8, 20));
    return OptionalLong.of(text.charAt(7) == 'D' ? -amount : amount);
  }

  private String field(int number) {
    return reply == null ? null : reply.get(number);
  }
}
