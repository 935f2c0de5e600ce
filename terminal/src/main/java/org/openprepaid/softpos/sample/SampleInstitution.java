package org.openprepaid.softpos.sample;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openprepaid.softpos.iso.Framing;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.EntryMode;
import org.openprepaid.softpos.pos.TerminalException;
import org.openprepaid.softpos.pos.TerminalIdentity;

/**
 * What {@code .run/sample.json} tells: where the host listens, its terminals and its cards. The
 * file holds keys, numbers and PINs in clear, which is why there is only a sample in it.
 *
 * @param host where the host listens
 * @param port of its ISO 8583 endpoint
 * @param framing TPDU and header
 * @param terminals at least one
 * @param cards the cards, with what the holder knows
 * @param foreignCards cards of the simulated host upstream, if the sample has one
 */
public record SampleInstitution(
    String host,
    int port,
    Framing framing,
    List<TerminalIdentity> terminals,
    List<SampleCard> cards,
    List<SampleCard> foreignCards) {

  public SampleInstitution {
    terminals = List.copyOf(terminals);
    cards = List.copyOf(cards);
    foreignCards = List.copyOf(foreignCards);
  }

  /**
   * A card and what it began with.
   *
   * @param card as its holder presents it: swiped, with its PIN if it has one
   * @param balance in fen, when it was issued
   * @param product its product's name, or whose it is
   */
  public record SampleCard(Card card, long balance, String product) {}

  /**
   * Reads the file.
   *
   * @throws TerminalException {@code OP-1964} when it is not there or not of its shape
   */
  public static SampleInstitution read(Path file) {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      JsonObject root = reader.readObject();
      JsonObject line = root.getJsonObject("iso8583");
      return new SampleInstitution(
          line.getString("host"),
          line.getInt("port"),
          new Framing(line.getString("tpdu"), line.getString("header")),
          root.getJsonArray("terminals").getValuesAs(SampleInstitution::terminal),
          root.getJsonArray("cards").getValuesAs(SampleInstitution::card),
          foreignCards(root.getJsonObject("upstream")));
    } catch (IOException e) {
      throw new TerminalException(
          "OP-1964", "no sample at " + file + ": start the platform with ./prepaid run first", e);
    } catch (JsonException | NullPointerException | ClassCastException e) {
      throw new TerminalException("OP-1964", file + " is not the shape of a sample", e);
    }
  }

  /**
   * The terminal of this id.
   *
   * @throws TerminalException {@code OP-1964} when the sample has no such terminal
   */
  public TerminalIdentity terminal(String terminalId) {
    return terminals.stream()
        .filter(t -> t.terminalId().equals(terminalId))
        .findFirst()
        .orElseThrow(
            () -> new TerminalException("OP-1964", "the sample has no terminal " + terminalId));
  }

  /** Own cards and foreign ones, as they may come to a counter. */
  public List<SampleCard> allCards() {
    return Stream.concat(cards.stream(), foreignCards.stream()).toList();
  }

  /** The same institution reached elsewhere. */
  public SampleInstitution at(String otherHost, int otherPort) {
    return new SampleInstitution(otherHost, otherPort, framing, terminals, cards, foreignCards);
  }

  private static TerminalIdentity terminal(JsonValue value) {
    JsonObject terminal = value.asJsonObject();
    return new TerminalIdentity(
        terminal.getString("terminalId"),
        terminal.getString("merchantId"),
        terminal.getString("tmk"));
  }

  private static List<SampleCard> foreignCards(JsonObject upstream) {
    return upstream == null
        ? List.of()
        : upstream
            .getJsonArray("cards")
            .getValuesAs(value -> card(value, "of " + upstream.getString("host")));
  }

  private static SampleCard card(JsonValue value) {
    return card(value, "");
  }

  private static SampleCard card(JsonValue value, String otherwise) {
    JsonObject card = value.asJsonObject();
    String pin = blankToNull(card, "pin");
    String track2 = blankToNull(card, "track2");
    // people write track 2 with an equals sign; the wire has a D
    String track = track2 == null ? null : track2.replace('=', 'D');
    EntryMode entry = track == null ? EntryMode.KEYED : EntryMode.SWIPED;
    return new SampleCard(
        new Card(card.getString("pan"), track, blankToNull(card, "expiry"), pin, entry, null),
        card.containsKey("balance") ? card.getJsonNumber("balance").longValue() : 0,
        card.getString("product", otherwise));
  }

  private static String blankToNull(JsonObject object, String name) {
    String text = object.containsKey(name) && !object.isNull(name) ? object.getString(name) : "";
    return text.isBlank() ? null : text;
  }
}
