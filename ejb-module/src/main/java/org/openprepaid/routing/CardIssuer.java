package org.openprepaid.routing;

import java.util.List;

/**
 * Who issued cards.
 *
 * @param code 1 to 16 of A-Z, 0-9 and hyphens
 * @param name 1 to 80 characters, for people
 * @param onUs whether its cards are ours, and decided here; otherwise its routes say where
 */
public record CardIssuer(String code, String name, boolean onUs) implements RoutingEntry {
  public CardIssuer {
    Notation.requireName(code, "an issuer's code");
    Notation.requireTitle(name, "an issuer's name");
  }

  @Override
  public Kind kind() {
    return Kind.ISSUER;
  }

  @Override
  public String key() {
    return code;
  }

  @Override
  public String notation() {
    return Notation.of("code", code, "on-us", onUs, "name", name);
  }

  static CardIssuer parse(String notation) {
    List<String> values = Notation.values(notation, "code", "on-us", "name");
    return new CardIssuer(values.get(0), values.get(2), Boolean.parseBoolean(values.get(1)));
  }
}
