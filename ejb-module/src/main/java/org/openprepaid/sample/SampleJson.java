package org.openprepaid.sample;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** The sample file's shape: a contract that terminals, tests and the benchmark read. */
final class SampleJson {
  private static final String HOST = "127.0.0.1";
  private static final String TPDU = "6000030000";
  private static final String HEADER = "603100310000";

  private SampleJson() {}

  static String write(SamplePlan plan, int iso8583Port, int httpPort) {
    String web = "http://" + HOST + ":" + httpPort;
    JsonObjectBuilder root =
        Json.createObjectBuilder()
            .add(
                "iso8583",
                Json.createObjectBuilder()
                    .add("host", HOST)
                    .add("port", iso8583Port)
                    .add("tpdu", TPDU)
                    .add("header", HEADER))
            .add(
                "rest",
                Json.createObjectBuilder()
                    .add("admin", web + "/api/admin")
                    .add("merchant", web + "/api/merchant"))
            .add("console", web + "/console")
            .add("operators", operators(plan))
            .add("merchants", merchants(plan))
            .add("terminals", terminals(plan))
            .add("cards", cards(plan.cards()));
    if (plan.upstream() != null) {
      root.add("upstream", upstream(plan.upstream()));
    }
    StringWriter text = new StringWriter();
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
      writer.writeObject(root.build());
    }
    return text.toString().strip() + "\n";
  }

  static SamplePlan read(String text) {
    JsonObject root;
    try (var reader = Json.createReader(new StringReader(text))) {
      root = reader.readObject();
    }
    return new SamplePlan(
        objects(root, "operators").stream()
            .map(
                line ->
                    new SamplePlan.OperatorLine(
                        line.getString("username"),
                        line.getString("password"),
                        line.getJsonArray("roles").getValuesAs(JsonString::getString)))
            .toList(),
        objects(root, "merchants").stream()
            .map(
                line ->
                    new SamplePlan.MerchantLine(
                        line.getString("merchantId"),
                        line.getString("name"),
                        line.getString("apiKey")))
            .toList(),
        objects(root, "terminals").stream()
            .map(
                line ->
                    new SamplePlan.TerminalLine(
                        line.getString("terminalId"),
                        line.getString("merchantId"),
                        line.getString("tmk")))
            .toList(),
        objects(root, "cards").stream().map(SampleJson::card).toList(),
        root.containsKey("upstream") ? upstream(root.getJsonObject("upstream")) : null);
  }

  private static SamplePlan.UpstreamLine upstream(JsonObject line) {
    return new SamplePlan.UpstreamLine(
        line.getString("host"),
        line.getString("institution"),
        line.getString("zmk"),
        line.getString("zpk"),
        line.getString("zak"),
        objects(line, "cards").stream().map(SampleJson::card).toList());
  }

  private static JsonObjectBuilder upstream(SamplePlan.UpstreamLine line) {
    return Json.createObjectBuilder()
        .add("host", line.host())
        .add("institution", line.institution())
        .add("zmk", line.zmk())
        .add("zpk", line.zpk())
        .add("zak", line.zak())
        .add("cards", cards(line.cards()));
  }

  private static List<JsonObject> objects(JsonObject root, String name) {
    return root.getJsonArray(name).getValuesAs(JsonObject.class);
  }

  private static SamplePlan.CardLine card(JsonObject line) {
    return new SamplePlan.CardLine(
        line.getString("pan"),
        line.getString("track2"),
        line.getString("pin"),
        line.getString("expiry"),
        line.getJsonNumber("balance").longValueExact(),
        line.getString("product"));
  }

  private static JsonArray operators(SamplePlan plan) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    plan.operators()
        .forEach(
            line ->
                array.add(
                    Json.createObjectBuilder()
                        .add("username", line.username())
                        .add("password", line.password())
                        .add("roles", Json.createArrayBuilder(line.roles()))));
    return array.build();
  }

  private static JsonArray merchants(SamplePlan plan) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    plan.merchants()
        .forEach(
            line ->
                array.add(
                    Json.createObjectBuilder()
                        .add("merchantId", line.merchantId())
                        .add("name", line.name())
                        .add("apiKey", line.apiKey())));
    return array.build();
  }

  private static JsonArray terminals(SamplePlan plan) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    plan.terminals()
        .forEach(
            line ->
                array.add(
                    Json.createObjectBuilder()
                        .add("terminalId", line.terminalId())
                        .add("merchantId", line.merchantId())
                        .add("tmk", line.tmk())));
    return array.build();
  }

  private static JsonArray cards(List<SamplePlan.CardLine> cards) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    cards.forEach(
        line ->
            array.add(
                Json.createObjectBuilder()
                    .add("pan", line.pan())
                    .add("track2", line.track2())
                    .add("pin", line.pin())
                    .add("expiry", line.expiry())
                    .add("balance", line.balance())
                    .add("product", line.product())));
    return array.build();
  }
}
