package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.card.PanHash;
import org.openprepaid.key.SecurityModule;

/**
 * A request with what can be worked out before its group begins, on the caller's thread.
 *
 * @param panHashes the keyed hashes under which the card may be stored, the active key's first;
 *     more than one only while that key is rotated, and none when the request names no card
 * @param fingerprint of the request, with the first of the hashes
 */
public record Prepared(Request request, List<PanHash> panHashes, long fingerprint) {

  static Prepared of(Request request, SecurityModule security) {
    List<PanHash> hashes =
        request.card() == null
            ? List.of()
            : security.panHashes(request.card().pan().digits()).stream().map(PanHash::new).toList();
    return new Prepared(request, hashes, Fingerprint.of(request, first(hashes)));
  }

  private static PanHash first(List<PanHash> hashes) {
    return hashes.isEmpty() ? null : hashes.get(0);
  }

  /** What is wanted, whoever is to be asked. */
  Request asked() {
    return request instanceof Request.Forwarded forwarded ? forwarded.asked() : request;
  }

  /** The message that would ask another host, or {@code null} when none is to be asked. */
  Transmission sent() {
    return request instanceof Request.Forwarded forwarded ? forwarded.sent() : null;
  }

  /** What a new request is told because no host can be asked, or {@code null}. */
  ResponseCode unreachable() {
    boolean follows = asked() instanceof Request.Following;
    return request instanceof Request.Forwarded forwarded && !follows
        ? forwarded.unreachable()
        : null;
  }

  boolean namesCard() {
    return !panHashes.isEmpty();
  }

  /** Whether the card is one of a number with this hash, under whichever key. */
  boolean namesCardOf(PanHash hash) {
    return panHashes.contains(hash);
  }

  /** Whether a request with this fingerprint was the same one, before a rotation perhaps. */
  boolean isRepeatOf(long earlier) {
    return earlier == fingerprint
        || panHashes.stream().skip(1).anyMatch(hash -> Fingerprint.of(request, hash) == earlier);
  }

  RequestKey key() {
    return request.origin().key();
  }

  /** The key of the original, where the request names it by key, else {@code null}. */
  RequestKey originalKey() {
    if (asked() instanceof Request.Reversal reversal) {
      return reversal.originalKey();
    }
    return asked() instanceof Request.Following following ? following.original().key() : null;
  }

  /** The id of the original, where the request names it by RRN or id, else 0. */
  long originalId() {
    if (request instanceof Request.Answered answered) {
      return answered.transactionId();
    }
    return asked() instanceof Request.Following following && following.original().rrn() != null
        ? following.original().rrn().transactionId()
        : 0;
  }

  /** The authorisation code, where nothing else names the original, else {@code null}. */
  String authCodeOnly() {
    return asked() instanceof Request.Following following
            && following.original().rrn() == null
            && following.original().key() == null
        ? following.original().authCode()
        : null;
  }

  boolean isAnswer() {
    return request instanceof Request.Answered;
  }

  boolean actsOnOriginal() {
    return isAnswer()
        || asked() instanceof Request.Following
        || asked() instanceof Request.Reversal;
  }

  /** One card's requests share a lane; those without a card go by the original's key. */
  int laneHash() {
    if (namesCard()) {
      return first(panHashes).hashCode();
    }
    RequestKey original = originalKey();
    return (original == null ? key() : original).hashCode();
  }
}
