package org.openprepaid.key.custody;

import java.time.LocalDateTime;
import java.util.List;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeySpec;

/**
 * A key that is being put together from components, or handed out as components.
 *
 * @param spec the key: of one handed out, that key; of one put together, what it will be
 * @param direction into the vault or out of it
 * @param components how many there are in all, 2 or 3
 * @param begunBy the operator who began it
 * @param expiresAt when it is abandoned, in UTC
 * @param parts what has been entered or is to be taken, in order of number
 */
public record Ceremony(
    KeySpec spec,
    Direction direction,
    int components,
    String begunBy,
    LocalDateTime expiresAt,
    List<Part> parts) {

  /** Which way the components go. */
  public enum Direction {
    IN,
    OUT
  }

  /**
   * One component.
   *
   * @param custodian who entered or took it; {@code null} while nobody has taken it
   * @param kcv its check value, 8 hexadecimal digits
   */
  public record Part(int number, String custodian, String kcv) {}

  public Ceremony {
    parts = List.copyOf(parts);
  }

  /** The name of the key. */
  public KeyName name() {
    return spec.name();
  }

  /** Whether every component has been entered, or taken. */
  public boolean isComplete() {
    return parts.size() == components && parts.stream().noneMatch(part -> part.custodian() == null);
  }
}
