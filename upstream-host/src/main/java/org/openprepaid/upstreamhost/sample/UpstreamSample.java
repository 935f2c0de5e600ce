package org.openprepaid.upstreamhost.sample;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.key.Tdes;

/**
 * The {@code upstream} member of {@code sample.json}: who the host is, the keys of its zone, its
 * cards. It holds keys and PINs in clear, which is why there is only a sample in it.
 *
 * @param host its name, which is the zone's too
 * @param institution its number: element 32 of what it sends for others' cardholders
 * @param zmk zone master key
 * @param zpk zone PIN key to begin with
 * @param zak zone authentication key to begin with
 * @param cards its own cards
 */
public record UpstreamSample(
    String host, String institution, Tdes zmk, Tdes zpk, Tdes zak, List<SampleCard> cards) {

  public UpstreamSample {
    cards = List.copyOf(cards);
  }

  /**
   * Reads the file.
   *
   * @throws HostException {@code OP-1982} when it is not there or not of its shape
   */
  public static UpstreamSample read(Path file) {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      JsonObject upstream = reader.readObject().getJsonObject("upstream");
      if (upstream == null) {
        throw new HostException("OP-1982", file + " has no member \"upstream\"");
      }
      return of(upstream);
    } catch (IOException e) {
      throw new HostException("OP-1982", "no sample at " + file + ": ./prepaid run writes it", e);
    } catch (JsonException | NullPointerException | ClassCastException | ArithmeticException e) {
      throw new HostException("OP-1982", file + " is not the shape of a sample", e);
    }
  }

  private static UpstreamSample of(JsonObject upstream) {
    return new UpstreamSample(
        upstream.getString("host"),
        digits(upstream.getString("institution"), 1, 11, "institution"),
        Tdes.ofHex(upstream.getString("zmk")),
        Tdes.ofHex(upstream.getString("zpk")),
        Tdes.ofHex(upstream.getString("zak")),
        upstream.getJsonArray("cards").getValuesAs(UpstreamSample::card));
  }

  private static SampleCard card(JsonValue value) {
    JsonObject card = value.asJsonObject();
    String pin = card.getString("pin", "");
    String track2 = card.getString("track2", "");
    String expiry = card.getString("expiry", "");
    return new SampleCard(
        digits(card.getString("pan"), 13, 19, "pan"),
        track2.isBlank() ? null : track2,
        pin.isBlank() ? null : digits(pin, 4, 12, "pin"),
        expiry.isBlank() ? null : digits(expiry, 4, 4, "expiry"),
        card.getJsonNumber("balance").longValueExact());
  }

  private static String digits(String text, int least, int most, String what) {
    if (!text.matches("[0-9]{" + least + "," + most + "}")) {
      throw new HostException("OP-1982", what + " of the upstream sample is not a number");
    }
    return text;
  }
}
