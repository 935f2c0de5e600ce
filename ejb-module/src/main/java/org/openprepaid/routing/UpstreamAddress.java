package org.openprepaid.routing;

import java.util.List;
import java.util.regex.Pattern;
import org.openprepaid.key.MacAlgorithm;

/**
 * A host of others that routes may lead to.
 *
 * @param name 1 to 16 of A-Z, 0-9 and hyphens; also its key zone and its links' name
 * @param title 1 to 80 characters, for people
 * @param institution how the host knows us, 1 to 11 digits (elements 32 and 90)
 * @param macAlgorithm how its messages are authenticated
 */
public record UpstreamAddress(
    String name, String title, String institution, MacAlgorithm macAlgorithm)
    implements RoutingEntry {
  private static final Pattern INSTITUTION = Pattern.compile("[0-9]{1,11}");

  public UpstreamAddress {
    Notation.requireName(name, "a host's name");
    Notation.requireTitle(title, "a host's title");
    Notation.require(
        institution != null && INSTITUTION.matcher(institution).matches(),
        "an institution's id has 1 to 11 digits");
    Notation.require(macAlgorithm != null, "a host has a MAC algorithm");
  }

  @Override
  public Kind kind() {
    return Kind.HOST;
  }

  @Override
  public String key() {
    return name;
  }

  @Override
  public String notation() {
    return Notation.of(
        "name", name, "institution", institution, "mac-algorithm", macAlgorithm, "title", title);
  }

  static UpstreamAddress parse(String notation) {
    List<String> values =
        Notation.values(notation, "name", "institution", "mac-algorithm", "title");
    return new UpstreamAddress(
        values.get(0), values.get(3), values.get(1), algorithm(values.get(2)));
  }

  private static MacAlgorithm algorithm(String text) {
    try {
      return MacAlgorithm.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new RoutingException(RoutingFault.MALFORMED, "an unknown MAC algorithm", e);
    }
  }
}
