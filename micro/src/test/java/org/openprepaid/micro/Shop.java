package org.openprepaid.micro;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openprepaid.card.Pan;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;

/**
 * In the container: a terminal of the sample institution, and cards that nobody else uses. It hands
 * requests to the gateway as the message-driven bean does, without a message.
 */
final class Shop {
  private static final AtomicInteger OPENED = new AtomicInteger();
  private static final AtomicInteger CARDS = new AtomicInteger();
  private static final int FIRST_BATCH = 1;

  private final String terminalId;
  private final String merchantId;
  private final List<JsonObject> cardsWithoutPin;
  private final AtomicInteger trace = new AtomicInteger();

  /**
   * @param sample the sample institution's file
   */
  Shop(Path sample) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(sample))) {
      JsonObject institution = reader.readObject();
      JsonObject terminal =
          institution.getJsonArray("terminals").getJsonObject(OPENED.getAndIncrement());
      terminalId = terminal.getString("terminalId");
      merchantId = terminal.getString("merchantId");
      cardsWithoutPin =
          institution.getJsonArray("cards").getValuesAs(JsonObject.class).stream()
              .filter(card -> card.getString("pin").isEmpty())
              .toList();
    }
  }

  String terminalId() {
    return terminalId;
  }

  static Money yuan(long amount) {
    return Money.of(amount * 100, Currency.CNY);
  }

  /** A customer who has spent nothing yet. */
  PresentedCard customer() {
    JsonObject card = cardsWithoutPin.get(CARDS.getAndIncrement());
    return new PresentedCard(Pan.of(card.getString("pan")), card.getString("expiry"), null);
  }

  Request purchase(PresentedCard card, Money amount) {
    return new Request.Purchase(origin("a purchase"), card, amount);
  }

  Request preAuthorisation(PresentedCard card, Money amount) {
    return new Request.PreAuthorisation(origin("a pre-authorisation"), card, amount);
  }

  Request inquiry(PresentedCard card) {
    return new Request.BalanceInquiry(origin("an inquiry"), card, Money.zero(Currency.CNY));
  }

  /** A purchase that the rules approve and the database refuses: the column takes ASCII only. */
  Request purchaseThatCannotBeWritten(PresentedCard card, Money amount) {
    return new Request.Purchase(origin("\u8d2d\u7269"), card, amount);
  }

  private Origin origin(String evidence) {
    int number = trace.incrementAndGet();
    return new Origin(
        RequestKey.ofTerminal(terminalId, FIRST_BATCH, number),
        Channel.POS,
        merchantId,
        terminalId,
        FIRST_BATCH,
        number,
        LocalDateTime.of(2026, 11, 22, 9, 0),
        evidence);
  }
}
