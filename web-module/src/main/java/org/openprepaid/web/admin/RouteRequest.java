package org.openprepaid.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.openprepaid.web.error.ApiException;

/**
 * The body of a change of routing: one JSON object with members that are known here. What is wrong
 * with it is told by the member's name; its value is not repeated.
 */
final class RouteRequest {
  /** Bound of a body in bytes. */
  static final int MAX_BYTES = 8_192;

  private final JsonObject body;
  private final Set<String> unread;

  private RouteRequest(JsonObject body) {
    this.body = body;
    this.unread = new HashSet<>(body.keySet());
  }

  /**
   * @throws ApiException OP-1809 if it is too long or no JSON object
   */
  static RouteRequest read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw ApiException.badParameter("a body has at most " + MAX_BYTES + " bytes");
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      return new RouteRequest(reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      throw ApiException.badParameter("the body is no JSON object");
    }
  }

  /** A member that must be there. */
  String text(String name) {
    String value = optional(name);
    if (value == null) {
      throw ApiException.badParameter(name + " is missing");
    }
    return value;
  }

  /** A member that may be missing or {@code null}. */
  String optional(String name) {
    unread.remove(name);
    JsonValue value = body.getOrDefault(name, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return null;
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw ApiException.badParameter(name + " is a string");
  }

  /** A member that is a text of some form. */
  <T> T optional(String name, Function<String, T> reading, String form) {
    String value = optional(name);
    try {
      return value == null ? null : reading.apply(value);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw ApiException.badParameter(name + " is " + form);
    }
  }

  boolean flag(String name) {
    unread.remove(name);
    JsonValue value = body.getOrDefault(name, JsonValue.FALSE);
    if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
      return value == JsonValue.TRUE;
    }
    throw ApiException.badParameter(name + " is true or false");
  }

  int number(String name, int otherwise) {
    unread.remove(name);
    if (!body.containsKey(name)) {
      return otherwise;
    }
    try {
      return body.getJsonNumber(name).intValueExact();
    } catch (ClassCastException | ArithmeticException e) {
      throw ApiException.badParameter(name + " is a whole number");
    }
  }

  Set<String> texts(String name) {
    unread.remove(name);
    Set<String> texts = new HashSet<>();
    if (!body.containsKey(name)) {
      return texts;
    }
    try {
      body.getJsonArray(name).getValuesAs(JsonString::getString).forEach(texts::add);
      return texts;
    } catch (ClassCastException e) {
      throw ApiException.badParameter(name + " is a list of strings");
    }
  }

  /**
   * When all that is known has been read: a member with a wrong name must not pass for a missing
   * one.
   *
   * @throws ApiException OP-1809 if there is more
   */
  void end() {
    if (!unread.isEmpty()) {
      throw ApiException.badParameter("the body has a member that is not known here");
    }
  }
}
