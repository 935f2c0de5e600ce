package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What operators see of a refusal: its fault, and the code before the text. */
final class Faults {
  private Faults() {}

  static KeyException assertFault(KeyFault fault, ThrowingCallable action) {
    Throwable thrown = catchThrowable(action);
    assertThat(thrown).isInstanceOf(KeyException.class);
    KeyException refusal = (KeyException) thrown;
    assertThat(refusal.fault()).as(refusal.getMessage()).isEqualTo(fault);
    assertThat(refusal).hasMessageStartingWith(fault.code() + " ");
    return refusal;
  }

  /** A key that is not for this. */
  static void assertNotForThis(ThrowingCallable action) {
    assertThat(assertFault(KeyFault.USAGE_REFUSED, action))
        .isInstanceOf(KeyUsageException.class)
        .hasMessageStartingWith("OP-1508 ");
  }
}
