package org.openprepaid.key;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a key in the vault: whose it is, what it is for, and its version, as operators write
 * it: {@code ZONE/CUPNET:ZPK:1}.
 *
 * @param version 1 to {@value #MAX_VERSION}
 */
public record KeyName(KeyOwner owner, KeyType type, int version) {
  /** The highest version: two digits of an X9.143 header, and one byte of a sealed value. */
  public static final int MAX_VERSION = 99;

  private static final Pattern TEXT = Pattern.compile("([^:]+):([A-Za-z_-]+):([0-9]{1,2})");

  public KeyName {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(type, "type");
    if (version < 1 || version > MAX_VERSION) {
      throw new KeyException(KeyFault.VERSION_REFUSED, "a version is 1 to " + MAX_VERSION);
    }
    if (!type.isManaged() || !owner.mayOwn(type)) {
      throw new KeyException(KeyFault.NAME_MALFORMED, type + " is no key of " + owner);
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws KeyException {@link KeyFault#NAME_MALFORMED} or what its parts say
   */
  public static KeyName parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new KeyException(KeyFault.NAME_MALFORMED, "OWNER:TYPE:VERSION is wanted");
    }
    return new KeyName(
        new KeyOwner(parts.group(1)),
        KeyType.named(parts.group(2)),
        Integer.parseInt(parts.group(3)));
  }

  @Override
  public String toString() {
    return owner + ":" + type + ":" + version;
  }
}
