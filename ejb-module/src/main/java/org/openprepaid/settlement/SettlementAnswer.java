package org.openprepaid.settlement;

import java.util.Objects;
import org.openprepaid.transaction.ResponseCode;

/**
 * The answer to a batch's totals.
 *
 * @param code approved when the totals were taken, whether or not they agree
 * @param result how they compare; {@code null} when they were not taken
 */
public record SettlementAnswer(ResponseCode code, BatchResult result) {

  public SettlementAnswer {
    Objects.requireNonNull(code, "code");
    if (code.isApproved() != (result != null)) {
      throw new IllegalArgumentException("taken totals have a result, refused ones have none");
    }
  }

  static SettlementAnswer taken(BatchResult result) {
    return new SettlementAnswer(ResponseCode.APPROVED, result);
  }

  static SettlementAnswer refused(ResponseCode code) {
    return new SettlementAnswer(code, null);
  }
}
