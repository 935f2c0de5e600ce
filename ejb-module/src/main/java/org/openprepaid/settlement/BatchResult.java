package org.openprepaid.settlement;

/** How a batch came out; the digits are those of the profile and of the database. */
public enum BatchResult {
  BALANCED(1),
  /** The totals differ: the terminal uploads the details. */
  UNBALANCED(2),
  /** The totals differ, and the upload ended with fewer or more details than it told. */
  INCOMPLETE(3);

  private final int digit;

  BatchResult(int digit) {
    this.digit = digit;
  }

  public int digit() {
    return digit;
  }

  /**
   * The result of a digit.
   *
   * @throws IllegalArgumentException when no result has this digit
   */
  public static BatchResult of(int digit) {
    for (BatchResult result : values()) {
      if (result.digit == digit) {
        return result;
      }
    }
    throw new IllegalArgumentException("unknown batch result " + digit);
  }
}
