package org.openprepaid.transaction;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.openprepaid.card.PanHash;

/**
 * Tells a repeat from another request under the same key: 64 bits of SHA-256 over what the request
 * asks for. The card goes in as its keyed hash.
 */
final class Fingerprint {

  private Fingerprint() {}

  static long of(Request whole, PanHash card) {
    Request request = whole instanceof Request.Forwarded forwarded ? forwarded.asked() : whole;
    StringBuilder body = new StringBuilder(160);
    body.append(request.kind()).append('|').append(card).append('|');
    body.append(request.amount().minor()).append(request.amount().currency());
    body.append('|').append(request.origin().merchantId());
    if (request instanceof Request.Following following) {
      body.append('|').append(following.original());
    } else if (request instanceof Request.Reversal reversal) {
      body.append('|').append(reversal.originalKey());
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(body.toString().getBytes(StandardCharsets.US_ASCII)))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
