package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertRefused;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.PosTerminal;

/** What staff do about a card's PIN, which they never see. */
@ExtendWith(RunningInstance.class)
class CardPinIT {
  private static final String CARDS = "/api/admin/cards";

  @Test
  void aBlockedPinIsLetGo(Institution institution, Counter counter) {
    Browser operator = Browser.administrator(institution);
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    String wrong = card.pin().equals("000001") ? "000002" : "000001";
    for (int i = 0; i < 3; i++) {
      assertRefused("55", terminal.purchase(card.withPin(wrong), 1_00));
    }
    assertRefused("75", terminal.purchase(card, 1_00));

    HttpResponse<String> unblocked = operator.post(pinOf(card, operator) + "/unblock");

    assertThat(unblocked.statusCode()).isEqualTo(204);
    assertApproved(terminal.purchase(card, 1_00));
  }

  @Test
  void aNewPinLeavesOnlyForAPrinterThatHasAKey(Institution institution, Counter counter) {
    Browser operator = Browser.administrator(institution);
    Card card = counter.cardWithPin();

    HttpResponse<String> refused = operator.post(pinOf(card, operator) + "/reset?printer=NOWHERE");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("OP-1529");
    assertApproved(counter.terminal().purchase(card, 1_00));
  }

  @Test
  void aCardThatIsNotThereIsNotFound(Institution institution) {
    Browser operator = Browser.administrator(institution);

    assertThat(operator.post(CARDS + "/1/pin/unblock").statusCode()).isEqualTo(404);
    assertThat(operator.post(CARDS + "/none/pin/unblock").statusCode()).isEqualTo(400);
    assertThat(Browser.nobody(institution).post(CARDS + "/1/pin/unblock").statusCode())
        .isEqualTo(401);
  }

  private static String pinOf(Card card, Browser operator) {
    String pan = card.pan();
    String masked =
        pan.substring(0, 6) + "*".repeat(pan.length() - 10) + pan.substring(pan.length() - 4);
    JsonObject found =
        operator
            .getJson(CARDS + "?card=" + Browser.encoded(masked))
            .getJsonArray("cards")
            .getJsonObject(0);
    assertThat(found.getString("card")).isEqualTo(masked);
    return CARDS + "/" + found.getString("id") + "/pin";
  }
}
