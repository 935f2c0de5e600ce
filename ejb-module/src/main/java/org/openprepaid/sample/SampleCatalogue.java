package org.openprepaid.sample;

import java.util.List;
import org.openprepaid.card.CardProduct;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/** What of the sample institution is the same everywhere: its card products and its shops. */
final class SampleCatalogue {
  private static final Currency CURRENCY = Currency.CNY;

  /** As high as a registered card may go (facts on regulation: 5,000.00). */
  private static final Money CAP = Money.of(500_000, CURRENCY);

  /** The host that holds the cards of others, and how it knows us. */
  static final String HOST = "CUPNET";

  static final String INSTITUTION = "48020000";
  static final String FOREIGN_BIN = "622848";

  static final List<Shop> MERCHANTS =
      List.of(
          new Shop("898100054110001", "Sample Supermarket", "5411"),
          new Shop("898100059420001", "Sample Bookshop", "5942"),
          new Shop("898100055410001", "Sample Petrol Station", "5541"));

  private SampleCatalogue() {}

  static List<CardProduct> products(long firstId, long secondId) {
    return List.of(withPin(firstId), withoutPin(secondId));
  }

  static CardProduct withPin(long id) {
    return new CardProduct(id, "SAMPLE-CITY", "Sample City Card, with PIN", CURRENCY, "622700")
        .withPin(6, 3)
        .withLimits(CAP, CAP);
  }

  static CardProduct withoutPin(long id) {
    return new CardProduct(id, "SAMPLE-GIFT", "Sample Gift Card, without PIN", CURRENCY, "622701")
        .withLimits(CAP, CAP);
  }

  /** Stands for the cards of others: only their numbers, stripes and PINs are drawn. */
  static CardProduct ofOthers() {
    return new CardProduct(0, HOST, "Cards of others", CURRENCY, FOREIGN_BIN).withPin(6, 3);
  }

  static Currency currency() {
    return CURRENCY;
  }

  /**
   * @param categoryCode ISO 18245
   */
  record Shop(String merchantId, String name, String categoryCode) {}
}
