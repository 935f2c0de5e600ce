package org.openprepaid.card;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws new cards of a product: random number under its BIN, expiry, track 2 and PIN. Touches no
 * database, so whether a number is free is for {@link CardRegister} to say.
 */
public final class CardDraw {
  private static final DateTimeFormatter YYMM = DateTimeFormatter.ofPattern("yyMM");

  private final RandomGenerator random;
  private final Stripe stripe;

  /** Writes the stripe of a card; the security module does. */
  @FunctionalInterface
  public interface Stripe {
    /**
     * Track 2, with {@code =}.
     *
     * @param expiry {@code YYMM}
     * @param pin {@code null} when the product has none
     */
    String track2(CardProduct product, Pan pan, String expiry, char[] pin);
  }

  /**
   * @param random a cryptographically strong source
   */
  public CardDraw(RandomGenerator random, Stripe stripe) {
    this.random = random;
    this.stripe = stripe;
  }

  /**
   * Cards with numbers that differ from one another.
   *
   * @param issuedIn the month of issue; the cards are valid through the product's last month
   * @param count at most a tenth of the numbers under the BIN, so that drawing ends
   */
  public List<CardData> draw(CardProduct product, YearMonth issuedIn, int count) {
    int free = product.panLength() - product.bin().length() - 1;
    if (count < 0 || count > Math.pow(10, free - 1.0)) {
      throw new IllegalArgumentException("OP-1604 the BIN has no room for so many cards");
    }
    Set<Pan> drawn = new HashSet<>();
    List<CardData> cards = new ArrayList<>(count);
    while (cards.size() < count) {
      Pan pan = pan(product, free);
      if (drawn.add(pan)) {
        cards.add(card(product, pan, YYMM.format(issuedIn.plusMonths(product.validityMonths()))));
      }
    }
    return cards;
  }

  private Pan pan(CardProduct product, int accountDigits) {
    String withoutCheckDigit = product.bin() + digits(accountDigits);
    return Pan.of(withoutCheckDigit + Pan.checkDigit(withoutCheckDigit));
  }

  private CardData card(CardProduct product, Pan pan, String expiry) {
    if (!product.isPinRequired()) {
      return CardData.of(pan, expiry, stripe.track2(product, pan, expiry, null), null);
    }
    char[] pin = product.pinRule().draw(random);
    try {
      return CardData.of(pan, expiry, stripe.track2(product, pan, expiry, pin), pin);
    } finally {
      Arrays.fill(pin, '0');
    }
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }
}
