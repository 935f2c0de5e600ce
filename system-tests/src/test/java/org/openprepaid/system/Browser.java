package org.openprepaid.system;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** An operator's view of an instance: HTTP, logged in or not. */
final class Browser {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String authorization;

  private Browser(String base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  static Browser nobody(Institution institution) {
    return new Browser("http://127.0.0.1:" + institution.instance().ports().http(), null);
  }

  /** The sample's first operator. */
  static Browser administrator(Institution institution) {
    JsonObject operator = operator(institution.instance().sample());
    return nobody(institution).as(operator.getString("username"), operator.getString("password"));
  }

  Browser as(String username, String password) {
    byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Browser(base, "Basic " + Base64.getEncoder().encodeToString(both));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path) {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The body of an answer that must be 200. */
  JsonObject getJson(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " gave " + response.statusCode() + " " + response.body());
    }
    return json(response.body());
  }

  static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  static String encoded(String parameter) {
    return URLEncoder.encode(parameter, StandardCharsets.UTF_8);
  }

  private static JsonObject operator(Path sample) {
    try {
      return json(Files.readString(sample)).getJsonArray("operators").getJsonObject(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
