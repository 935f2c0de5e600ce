package org.openprepaid.key;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Whose key it is: the institution's own, an issuer's, a zone's (a partner's), a terminal's or a
 * printer's.
 *
 * @param text {@code INSTITUTION}, or {@code ISSUER/}, {@code ZONE/}, {@code TERMINAL/} or {@code
 *     PRINTER/} and a name of 1 to {@value #MAX_NAME} letters, digits and hyphens
 */
public record KeyOwner(String text) {
  /** Bound of an owner's own name. */
  public static final int MAX_NAME = 24;

  /** Bound of the text, and of the columns that hold it. */
  public static final int MAX_LENGTH = 40;

  private static final Pattern TEXT =
      Pattern.compile("INSTITUTION|(ISSUER|ZONE|TERMINAL|PRINTER)/[A-Za-z0-9-]{1,24}");

  /** The institution itself. */
  public static final KeyOwner INSTITUTION = new KeyOwner("INSTITUTION");

  /**
   * @throws KeyException {@link KeyFault#NAME_MALFORMED} if it is none
   */
  public KeyOwner {
    Objects.requireNonNull(text, "text");
    if (!TEXT.matcher(text).matches()) {
      throw new KeyException(KeyFault.NAME_MALFORMED, "ZONE/NAME, TERMINAL/NAME … are wanted");
    }
  }

  public static KeyOwner issuer(String name) {
    return new KeyOwner("ISSUER/" + name);
  }

  /** A zone of keys shared with another host. */
  public static KeyOwner zone(String name) {
    return new KeyOwner("ZONE/" + name);
  }

  public static KeyOwner terminal(String terminalId) {
    return new KeyOwner("TERMINAL/" + terminalId);
  }

  public static KeyOwner printer(String name) {
    return new KeyOwner("PRINTER/" + name);
  }

  /** The owner's own name; empty for the institution. */
  public String name() {
    int slash = text.indexOf('/');
    return slash < 0 ? "" : text.substring(slash + 1);
  }

  /** Whether keys of this type are this kind of owner's. */
  public boolean mayOwn(KeyType type) {
    String scope = String.valueOf(type.scope()).toUpperCase(Locale.ROOT);
    return text.equals(scope) || text.startsWith(scope + "/");
  }

  @Override
  public String toString() {
    return text;
  }
}
