package org.openprepaid.softpos.pos;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line of the journal: an event and what belongs to it, as one JSON object. */
final class JournalLine {
  /** What happened. */
  enum Event {
    /** The first line of a file: where the trace numbers go on. */
    OPENED,
    /** Keys as the host sent them, under the terminal master key, and the open batch. */
    SIGNED_IN,
    SIGNED_OFF,
    /** A trace number was used outside a transaction. */
    TRACE,
    /** About to be sent: on disk before the first byte leaves. */
    SENT,
    ANSWERED,
    /** A reversal or repetition is owed from now on. */
    OWED,
    /** The host answered the reversal. */
    CLEARED,
    /** Totals were sent for settlement. */
    SETTLING
  }

  private static final JsonProvider JSON = JsonProvider.provider();

  private final JsonObject object;

  private JournalLine(JsonObject object) {
    this.object = object;
  }

  static Builder of(Event event) {
    return new Builder(event);
  }

  static JournalLine parse(String text) {
    try (var reader = JSON.createReader(new StringReader(text))) {
      JournalLine line = new JournalLine(reader.readObject());
      line.event();
      return line;
    } catch (JsonException | IllegalArgumentException | NullPointerException e) {
      throw new TerminalException("OP-1959", "the journal has a line that cannot be read", e);
    }
  }

  Event event() {
    return Event.valueOf(object.getString("event"));
  }

  /** The text, or {@code null}. */
  String text(String name) {
    return object.getString(name, null);
  }

  /** The number, or 0. */
  int number(String name) {
    return object.getInt(name, 0);
  }

  /** In fen, or 0. */
  long amount() {
    return object.containsKey("amount") ? object.getJsonNumber("amount").longValueExact() : 0;
  }

  @Override
  public String toString() {
    return object.toString();
  }

  /** Puts a line together. */
  static final class Builder {
    private final JsonObjectBuilder object = JSON.createObjectBuilder();

    private Builder(Event event) {
      object.add("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      object.add("event", event.name());
    }

    /** Leaves the name out when the value is {@code null}. */
    Builder with(String name, String value) {
      if (value != null) {
        object.add(name, value);
      }
      return this;
    }

    Builder with(String name, long value) {
      object.add(name, value);
      return this;
    }

    JournalLine line() {
      return new JournalLine(object.build());
    }
  }
}
