package org.openprepaid.iso8583;

import java.io.Serial;

/** Bytes that are no message of the profile. Its text carries nothing of their content. */
final class UnreadableMessageException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnreadableMessageException(String reason) {
    // an attacker must not make the server walk its stack a thousand times a second
    super(reason, null, false, false);
  }
}
