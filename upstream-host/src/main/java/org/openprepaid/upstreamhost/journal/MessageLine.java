package org.openprepaid.upstreamhost.journal;

import java.time.Instant;
import org.openprepaid.upstreamhost.sample.Masking;

/**
 * A message as the journal shows it; what it has not is null.
 *
 * @param direction {@code IN} from the acquirer, {@code OUT} to it
 * @param mti four digits
 * @param pan in clear here, masked in the journal
 * @param code element 3
 * @param amount element 4
 * @param sentAt element 7
 * @param trace element 11
 * @param institution element 32
 * @param rrn element 37
 * @param responseCode element 39
 * @param note what was special: the misbehaviour an answer suffered, why a message was refused
 */
public record MessageLine(
    String direction,
    String mti,
    String pan,
    String code,
    String amount,
    String sentAt,
    String trace,
    String institution,
    String rrn,
    String responseCode,
    String note) {

  String line(Instant at) {
    return new JsonLine(direction)
        .with("at", at.toString())
        .with("mti", mti)
        .with("pan", pan == null ? null : Masking.pan(pan))
        .with("3", code)
        .with("4", amount)
        .with("7", sentAt)
        .with("11", trace)
        .with("32", institution)
        .with("37", rrn)
        .with("39", responseCode)
        .with("note", note)
        .line();
  }

  @Override
  public String toString() {
    return direction + " " + mti + " " + trace + " " + responseCode;
  }
}
