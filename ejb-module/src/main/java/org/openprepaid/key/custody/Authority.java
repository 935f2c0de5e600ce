package org.openprepaid.key.custody;

import java.util.Objects;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * Who answers for an act: one operator, or two.
 *
 * @param operator who acts
 * @param second who agrees; {@code null} if nobody was asked
 */
public record Authority(String operator, String second) {
  public Authority {
    Objects.requireNonNull(operator, "operator");
  }

  /** One operator alone. */
  public static Authority of(String operator) {
    return new Authority(operator, null);
  }

  /**
   * @throws KeyException {@link KeyFault#DUAL_CONTROL} unless two different operators answer
   */
  void requireTwo() {
    if (second == null || second.equals(operator)) {
      throw new KeyException(KeyFault.DUAL_CONTROL, "besides " + operator);
    }
  }

  /** As it is recorded: both names. */
  @Override
  public String toString() {
    return second == null ? operator : operator + "+" + second;
  }
}
