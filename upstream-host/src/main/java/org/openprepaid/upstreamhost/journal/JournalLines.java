package org.openprepaid.upstreamhost.journal;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.book.Booking;
import org.openprepaid.upstreamhost.book.Effect;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.MessageKey;

/** The lines of the journal that its reader needs again: effects and key changes. */
final class JournalLines {
  static final String EFFECT = "EFFECT";
  static final String KEY = "KEY";

  /** Looking for a JSON provider takes longer than reading a line. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private JournalLines() {}

  static boolean is(String line, String event) {
    return line.startsWith("{\"ev\":\"" + event + "\"");
  }

  static String effect(Instant at, Booking booking) {
    MessageKey original = booking.original();
    return new JsonLine(EFFECT)
        .with("at", at.toString())
        .with("mti", booking.key().mti())
        .with("7", booking.key().sentAt())
        .with("11", booking.key().trace())
        .with("32", booking.key().institution())
        .with("37", booking.rrn())
        .with("kind", booking.kind().name())
        .with("card", booking.card())
        .with("pan", booking.maskedPan())
        .with("amount", booking.amount())
        .with("original", original == null ? null : original.toString())
        .with("39", booking.responseCode())
        .with("38", booking.authCode())
        .with("15", booking.settlementDate())
        .with("effect", booking.effect().name())
        .with("balance", booking.balanceChange())
        .with("held", booking.heldChange())
        .line();
  }

  static Booking booking(String line) {
    JsonObject json = parse(line);
    try {
      String original = json.getString("original", null);
      return new Booking(
          new MessageKey(
              json.getString("mti"),
              json.getString("11"),
              json.getString("7"),
              json.getString("32")),
          Kind.valueOf(json.getString("kind")),
          json.getString("card"),
          json.getString("pan"),
          json.getJsonNumber("amount").longValueExact(),
          json.getString("37"),
          original == null ? null : MessageKey.parse(original),
          json.getString("39"),
          json.getString("38", null),
          json.getString("15"),
          Effect.valueOf(json.getString("effect")),
          json.getJsonNumber("balance").longValueExact(),
          json.getJsonNumber("held").longValueExact());
    } catch (NullPointerException
        | ClassCastException
        | IllegalArgumentException
        | ArithmeticException e) {
      throw new HostException("OP-1984", "a line of the journal is not an effect: " + line, e);
    }
  }

  static JsonObject parse(String line) {
    try (JsonReader reader = READERS.createReader(new StringReader(line))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new HostException("OP-1984", "a line of the journal is not JSON: " + line, e);
    }
  }
}
