package org.openprepaid.transaction;

/**
 * How a request names the transaction it acts on. What is given must agree with the transaction
 * found; at least one of RRN, terminal key and authorisation code must be given.
 *
 * @param rrn the original's retrieval reference number, or {@code null}
 * @param key the original's request key, or {@code null}
 * @param authCode the original's authorisation code, 6 characters, or {@code null}
 */
public record OriginalReference(Rrn rrn, RequestKey key, String authCode) {

  public OriginalReference {
    if (rrn == null && key == null && authCode == null) {
      throw new IllegalArgumentException("an original is named by RRN, key or authorisation code");
    }
  }
}
