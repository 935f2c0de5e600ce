package org.openprepaid.routing;

import java.time.LocalDateTime;
import org.openprepaid.card.Pan;

/** Says which issuer a card number belongs to, and where its requests are decided. */
public interface Routing {

  /**
   * The route of a request. Looks into memory only.
   *
   * @param kind name of the transaction's kind ({@code PURCHASE}, {@code REFUND} …)
   * @param merchantId the card acceptor, 15 characters
   * @param at the institution's local time
   */
  Route route(Pan card, String kind, String merchantId, LocalDateTime at);
}
