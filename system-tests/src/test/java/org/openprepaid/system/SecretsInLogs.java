package org.openprepaid.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openprepaid.softpos.key.PinBlock;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;

/** Looks through everything that an instance logged for what must never stand there. */
final class SecretsInLogs {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final List<Path> logs;

  /** By their first digits, since there are hundreds: what each needle is. */
  private final Map<String, Map<String, String>> needles = new HashMap<>();

  SecretsInLogs(List<Path> logs) {
    this.logs = logs;
  }

  static SecretsInLogs of(Institution institution) {
    SecretsInLogs search = new SecretsInLogs(institution.instance().logs());
    institution.sample().allCards().stream().map(SampleCard::card).forEach(search::addCard);
    for (TerminalIdentity terminal : institution.sample().terminals()) {
      search.add(terminal.tmk(), "master key of " + terminal.terminalId());
    }
    for (String name :
        List.of(
            "database.password",
            "database.owner.password",
            "broker.password",
            "keystore.password")) {
      search.add(institution.instance().secret(name), name);
    }
    return search;
  }

  void addCard(Card card) {
    add(card.pan(), "card number");
    // as it stands in a packed message's hex, whose digits are the same, and as ASCII in hex
    add(HEX.formatHex(card.pan().getBytes(StandardCharsets.US_ASCII)), "card number in hex");
    if (card.pin() != null) {
      add(HEX.formatHex(PinBlock.clear(card.pin(), card.pan())), "clear PIN block");
      // six digits alone stand in any log by chance
      add("pin=" + card.pin(), "PIN");
      add("pin " + card.pin(), "PIN");
    }
  }

  void add(String needle, String what) {
    String upper = needle.toUpperCase(Locale.ROOT);
    needles.computeIfAbsent(upper.substring(0, 6), unused -> new HashMap<>()).put(upper, what);
  }

  /** Where each secret was found, without the secret. */
  List<String> findAll() {
    return logs.stream().flatMap(this::findIn).toList();
  }

  private Stream<String> findIn(Path log) {
    List<String> found = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
        number++;
        String upper = line.toUpperCase(Locale.ROOT);
        for (int at = 0; at + 6 <= upper.length(); at++) {
          int from = at;
          int lineNumber = number;
          needles.getOrDefault(upper.substring(at, at + 6), Map.of()).entrySet().stream()
              .filter(needle -> upper.startsWith(needle.getKey(), from))
              .forEach(needle -> found.add(log + ":" + lineNumber + ": " + needle.getValue()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream();
  }
}
