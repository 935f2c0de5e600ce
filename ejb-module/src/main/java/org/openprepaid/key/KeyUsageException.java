package org.openprepaid.key;

/** A key was asked to serve another purpose than its own (OP-1508). */
public final class KeyUsageException extends KeyException {
  private static final long serialVersionUID = 1L;

  public KeyUsageException(String wanted, KeyType found) {
    super(KeyFault.USAGE_REFUSED, "wanted " + wanted + ", the key is for " + found);
  }
}
