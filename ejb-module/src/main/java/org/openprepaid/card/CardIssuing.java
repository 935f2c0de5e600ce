package org.openprepaid.card;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.SecurityModule;

/**
 * Issues cards in chunks, each in a transaction of its own: a card file is written while its cards
 * come into being, and what was handed out is in the database.
 */
@ApplicationScoped
public class CardIssuing {
  private static final int CHUNK = 200;
  private static final int MAX_DRAWS = 5;

  private CardRegister register;
  private SecurityModule securityModule;
  private final CardDraw draw = new CardDraw(new SecureRandom(), this::track2);
  private final Clock clock = Clock.systemUTC();

  /** For the container's proxy. */
  protected CardIssuing() {}

  @Inject
  public CardIssuing(CardRegister register, SecurityModule securityModule) {
    this.register = register;
    this.securityModule = securityModule;
  }

  /**
   * Where a product's PINs are verified by PVV, that goes on the stripe: it is of no one card id.
   */
  private String track2(CardProduct product, Pan pan, String expiry, char[] pin) {
    boolean withPvv = pin != null && product.pinMethod() == PinMethod.VISA_PVV;
    byte[] reference =
        withPvv
            ? securityModule.pinReference(
                PinMethod.VISA_PVV, new PinCard(product.issuer(), 0, pan.digits()), pin)
            : null;
    return securityModule.track2(
        product.issuer(), pan.digits(), expiry, product.serviceCode(), reference);
  }

  /** Draws cards without issuing them: {@link #issue(CardProduct, List)} does, when told to. */
  public List<CardData> draw(CardProduct product, int count) {
    return draw.draw(product, YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)), count);
  }

  /**
   * Issues new cards and hands each chunk over after its commit.
   *
   * @param count how many
   * @param cardFile takes the clear card data of one committed chunk; it is wiped afterwards
   * @throws CardNumberTakenException when the BIN is so full that free numbers are not found
   */
  public void issue(CardProduct product, int count, Consumer<List<CardData>> cardFile) {
    for (int left = count; left > 0; left -= CHUNK) {
      List<CardData> cards = issueChunk(product, Math.min(CHUNK, left));
      try {
        cardFile.accept(cards);
      } finally {
        cards.forEach(CardData::wipe);
      }
    }
  }

  /**
   * Issues cards that were drawn before, leaving out those that are there already: to be called
   * again after an interruption, with the same cards.
   *
   * @return how many were new
   */
  public int issue(CardProduct product, List<CardData> drawn) {
    int issued = 0;
    for (int from = 0; from < drawn.size(); from += CHUNK) {
      List<CardData> chunk = drawn.subList(from, Math.min(drawn.size(), from + CHUNK));
      List<CardData> missing = register.notYetEntered(chunk);
      register.enter(product, missing);
      issued += missing.size();
    }
    return issued;
  }

  private List<CardData> issueChunk(CardProduct product, int count) {
    for (int attempt = 1; ; attempt++) {
      List<CardData> cards = draw(product, count);
      try {
        register.enter(product, cards);
        return cards;
      } catch (CardNumberTakenException e) {
        if (attempt == MAX_DRAWS) {
          throw e;
        }
      }
    }
  }
}
