package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;

/** What an operator sees. */
@ExtendWith(RunningInstance.class)
class AdminIT {
  private static final String TRANSACTIONS = "/api/admin/transactions";

  @Test
  void thePlatformSaysThatItIsReadyAndWhy(Institution institution) {
    JsonObject ready = Browser.nobody(institution).getJson("/health/ready");

    assertThat(ready.getString("status")).isEqualTo("UP");
    List<String> checks =
        ready.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
            .map(check -> check.getString("name"))
            .toList();
    assertThat(checks).contains("database", "iso8583", "gateway", "keys");
  }

  @Test
  void theApiDescribesItself(Institution institution) {
    HttpResponse<String> page = Browser.nobody(institution).get("/openapi");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("openapi:").contains("/admin/transactions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRANSACTIONS + "?rrn=000000000000",
        TRANSACTIONS + "/000000000000",
        "/api/admin/business-day"
      })
  void nobodyLooksWithoutLoggingIn(String path, Institution institution) {
    Browser nobody = Browser.nobody(institution);

    assertThat(nobody.get(path).statusCode()).isEqualTo(401);
    assertThat(nobody.as("admin", "a guess").get(path).statusCode()).isEqualTo(401);
    assertThat(Browser.administrator(institution).get(path).statusCode()).isNotEqualTo(401);
  }

  @Test
  void theStoryOfAPurchaseIsFoundByTraceByReferenceAndByMaskedCard(
      Institution institution, Counter counter) {
    Browser operator = Browser.administrator(institution);
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Outcome purchase = assertApproved(terminal.purchase(card, 30_00));
    Slip slip = terminal.slip(purchase);

    JsonObject byTrace =
        only(
            operator.getJson(
                TRANSACTIONS
                    + "?terminalId="
                    + counter.identity().terminalId()
                    + "&batch="
                    + slip.batch()
                    + "&trace="
                    + slip.trace()));
    JsonObject byReference = only(operator.getJson(TRANSACTIONS + "?rrn=" + purchase.rrn()));
    // what the card was issued with came from a transaction as well
    List<JsonObject> byCard =
        found(operator.getJson(TRANSACTIONS + "?card=" + Browser.encoded(masked(card))));

    assertThat(byTrace.getString("rrn")).isEqualTo(purchase.rrn());
    assertThat(byReference).isEqualTo(byTrace);
    assertThat(byCard).contains(byTrace).hasSizeGreaterThanOrEqualTo(2);
    assertThat(byTrace.getString("kind")).isEqualTo("PURCHASE");
    assertThat(byTrace.getString("state")).isEqualTo("APPROVED");
    assertThat(byTrace.getString("authCode")).isEqualTo(purchase.authCode());
    assertThat(byTrace.getInt("amount")).isEqualTo(30_00);
  }

  @Test
  void theStoryTellsMessageDecisionEntryAndReversalAndNothingUnmasked(
      Institution institution, Counter counter) {
    Browser operator = Browser.administrator(institution);
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Outcome purchase = assertApproved(terminal.purchase(card, 30_00));
    Outcome reversal = assertApproved(terminal.reverse(terminal.slip(purchase)));

    String body = operator.get(TRANSACTIONS + "/" + purchase.rrn()).body();
    JsonObject story = Browser.json(body);

    assertThat(story.getJsonObject("transaction").getString("state")).isEqualTo("REVERSED");
    assertThat(story.getJsonObject("transaction").getString("card")).isEqualTo(masked(card));
    assertThat(story.getString("message")).startsWith("0200");
    assertThat(story.getJsonObject("decision").getString("responseCode")).isEqualTo("00");
    List<JsonObject> postings =
        story.getJsonObject("entry").getJsonArray("postings").getValuesAs(JsonObject.class);
    assertThat(postings).hasSize(2);
    assertThat(postings.stream().mapToLong(p -> p.getJsonNumber("amount").longValue()).sum())
        .isZero();
    List<JsonObject> followers = story.getJsonArray("followedBy").getValuesAs(JsonObject.class);
    assertThat(followers).hasSize(1);
    assertThat(followers.get(0).getString("rrn")).isEqualTo(reversal.rrn());
    assertThat(followers.get(0).getString("kind")).isEqualTo("REVERSAL");
    assertThat(body)
        .doesNotContain(card.pan())
        .doesNotContain(card.track2())
        .doesNotContain(purchase.request().get(52));
  }

  @Test
  void aWholeCardNumberIsNoQuestionAndIsNotRepeated(Institution institution, Counter counter) {
    Card card = counter.cardWithPin();

    HttpResponse<String> refused =
        Browser.administrator(institution).get(TRANSACTIONS + "?card=" + card.pan());

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("OP-1809").doesNotContain(card.pan());
  }

  @Test
  void whatNeverHappenedHasNoStory(Institution institution) {
    HttpResponse<String> missing =
        Browser.administrator(institution).get(TRANSACTIONS + "/000000000001");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("OP-1803");
  }

  private static JsonObject only(JsonObject page) {
    assertThat(found(page)).hasSize(1);
    return found(page).get(0);
  }

  private static List<JsonObject> found(JsonObject page) {
    return page.getJsonArray("transactions").getValuesAs(JsonObject.class);
  }

  private static String masked(Card card) {
    String pan = card.pan();
    return pan.substring(0, 6) + "*".repeat(pan.length() - 10) + pan.substring(pan.length() - 4);
  }
}
