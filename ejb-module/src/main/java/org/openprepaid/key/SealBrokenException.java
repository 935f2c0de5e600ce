package org.openprepaid.key;

/**
 * A sealed card number or balance does not open (OP-1513): it was altered, copied from another
 * account, rolled back to an older version, or sealed under a key this institution does not have.
 */
public final class SealBrokenException extends KeyException {
  private static final long serialVersionUID = 1L;

  public SealBrokenException(String detail) {
    super(KeyFault.SEAL_BROKEN, detail);
  }
}
