package org.openprepaid.key.master;

import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * Where a token's key stands.
 *
 * @param connection through which it is in reach, else null
 * @param fault what keeps it out of reach, else null
 * @param why the same for operators
 */
record Reach(TokenConnection connection, KeyFault fault, String why) {
  static final Reach CLOSED = lost(KeyFault.MODULE_UNREACHABLE, "closed");

  static Reach through(TokenConnection connection) {
    return new Reach(connection, null, "in reach");
  }

  static Reach lost(KeyFault fault, String why) {
    return new Reach(null, fault, why);
  }

  boolean isInReach() {
    return connection != null;
  }

  boolean isClosed() {
    return equals(CLOSED);
  }

  /** A PIN that was refused is refused again, and at last locked. */
  boolean mayComeBack() {
    return !isInReach() && !isClosed() && fault != KeyFault.TOKEN_REFUSED;
  }

  /** For a caller only two kinds differ: it may come back by itself, or it will not. */
  KeyException refusal() {
    return mayComeBack()
        ? new KeyException(KeyFault.MODULE_UNREACHABLE, why)
        : new KeyException(fault, why);
  }
}
