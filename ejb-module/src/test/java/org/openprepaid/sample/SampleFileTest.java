package org.openprepaid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.card.CardIssuing;
import org.openprepaid.card.Pan;
import org.openprepaid.terminal.SoftKeys;

/** The sample file is a contract that other tools read. */
class SampleFileTest {
  @TempDir private Path folder;

  private SampleFile file;
  private SamplePlan plan;
  private JsonObject json;

  @BeforeEach
  void writtenAndPublished() throws Exception {
    file = new SampleFile(folder.resolve("run/sample.json"), 18583, 18080);
    plan = new SampleDraw(new CardIssuing(null, SoftKeys.module())::draw).plan(10, 200);
    file.writeDraft(plan);
    assertThat(file.isDone()).isFalse();
    file.publish();
    json = Json.createReader(new StringReader(Files.readString(file.path()))).readObject();
  }

  @Test
  void itSaysWhereToGo() {
    assertThat(json.getJsonObject("iso8583"))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("host", "127.0.0.1")
                .add("port", 18583)
                .add("tpdu", "6000030000")
                .add("header", "603100310000")
                .build());
    assertThat(json.getJsonObject("rest").getString("admin"))
        .isEqualTo("http://127.0.0.1:18080/api/admin");
    assertThat(json.getJsonObject("rest").getString("merchant"))
        .isEqualTo("http://127.0.0.1:18080/api/merchant");
    assertThat(json.getString("console")).isEqualTo("http://127.0.0.1:18080/console");
  }

  @Test
  void itHasTheAgreedParts() {
    assertThat(json.keySet())
        .containsExactly(
            "iso8583",
            "rest",
            "console",
            "operators",
            "merchants",
            "terminals",
            "cards",
            "upstream");
    assertThat(json.getJsonObject("upstream").keySet())
        .containsExactly("host", "institution", "zmk", "zpk", "zak", "cards");
    assertThat(first("operators").keySet()).containsExactly("username", "password", "roles");
    assertThat(first("merchants").keySet()).containsExactly("merchantId", "name", "apiKey");
    assertThat(first("terminals").keySet()).containsExactly("terminalId", "merchantId", "tmk");
    assertThat(first("cards").keySet())
        .containsExactly("pan", "track2", "pin", "expiry", "balance", "product");
  }

  @Test
  void itHasTwoHundredCardsOfTwoProductsHalfOfThemWithPin() {
    assertThat(plan.cards()).hasSize(200).allMatch(card -> Pan.isWellFormed(card.pan()));
    assertThat(plan.cards().stream().filter(card -> card.pin().matches("[0-9]{6}"))).hasSize(100);
    assertThat(plan.cards().stream().filter(card -> card.pin().isEmpty())).hasSize(100);
    assertThat(plan.cards().stream().map(SamplePlan.CardLine::product).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("SAMPLE-CITY", "SAMPLE-GIFT");
    assertThat(plan.cards()).allMatch(card -> card.balance() == 100_000);
  }

  @Test
  void terminalsBelongToTheMerchantsAndHaveKeysOfTheirOwn() {
    assertThat(plan.merchants()).hasSize(3).allMatch(line -> line.merchantId().length() == 15);
    assertThat(plan.terminals())
        .hasSize(10)
        .allMatch(line -> line.terminalId().matches("[0-9]{8}"))
        .allMatch(line -> line.tmk().matches("[0-9A-F]{32}"));
    assertThat(plan.terminals().stream().map(SamplePlan.TerminalLine::tmk).distinct()).hasSize(10);
    assertThat(
            plan.terminals().stream()
                .map(SamplePlan.TerminalLine::merchantId)
                .collect(Collectors.toSet()))
        .isEqualTo(
            plan.merchants().stream()
                .map(SamplePlan.MerchantLine::merchantId)
                .collect(Collectors.toSet()));
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() throws Exception {
    assertThat(SampleJson.read(Files.readString(file.path()))).isEqualTo(plan);
  }

  @Test
  void thePlanDoesNotPrintItsSecrets() {
    assertThat(plan.toString())
        .isEqualTo("4 operators, 3 merchants, 10 terminals, 200 cards")
        .doesNotContain(plan.cards().get(0).pan());
    assertThat(plan.cards().get(0).toString()).doesNotContain(plan.cards().get(0).pan());
    assertThat(plan.terminals().get(0).toString()).doesNotContain(plan.terminals().get(0).tmk());
  }

  private JsonObject first(String part) {
    return json.getJsonArray(part).getJsonObject(0);
  }
}
