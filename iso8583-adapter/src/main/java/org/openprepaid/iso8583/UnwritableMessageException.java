package org.openprepaid.iso8583;

import java.io.Serial;

/** A message that the profile cannot write. Its text names the element, never its value. */
final class UnwritableMessageException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnwritableMessageException(String reason) {
    super(reason);
  }
}
