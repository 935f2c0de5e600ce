package org.openprepaid.softpos.key;

/** Keys that the host sent are not what their check values say ({@code OP-1953}). */
public final class KeyException extends RuntimeException {
  public KeyException(String what) {
    super("OP-1953 " + what);
  }
}
