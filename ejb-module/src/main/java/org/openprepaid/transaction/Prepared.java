package org.openprepaid.transaction;

import org.openprepaid.card.PanHash;
import org.openprepaid.key.SecurityModule;

/**
 * A request with what can be worked out before its group begins, on the caller's thread.
 *
 * @param panHash the card's keyed hash, or {@code null} when the request names no card
 */
public record Prepared(Request request, PanHash panHash, long fingerprint) {

  static Prepared of(Request request, SecurityModule security) {
    PanHash hash =
        request.card() == null
            ? null
            : new PanHash(security.panHash(request.card().pan().digits()));
    return new Prepared(request, hash, Fingerprint.of(request, hash));
  }

  RequestKey key() {
    return request.origin().key();
  }

  /** The key of the original, where the request names it by key, else {@code null}. */
  RequestKey originalKey() {
    if (request instanceof Request.Reversal reversal) {
      return reversal.originalKey();
    }
    return request instanceof Request.Following following ? following.original().key() : null;
  }

  /** The id of the original, where the request names it by RRN, else 0. */
  long originalId() {
    return request instanceof Request.Following following && following.original().rrn() != null
        ? following.original().rrn().transactionId()
        : 0;
  }

  /** The authorisation code, where nothing else names the original, else {@code null}. */
  String authCodeOnly() {
    return request instanceof Request.Following following
            && following.original().rrn() == null
            && following.original().key() == null
        ? following.original().authCode()
        : null;
  }

  boolean actsOnOriginal() {
    return request instanceof Request.Following || request instanceof Request.Reversal;
  }

  /** One card's requests share a lane; those without a card go by the original's key. */
  int laneHash() {
    if (panHash != null) {
      return panHash.hashCode();
    }
    RequestKey original = originalKey();
    return (original == null ? key() : original).hashCode();
  }
}
