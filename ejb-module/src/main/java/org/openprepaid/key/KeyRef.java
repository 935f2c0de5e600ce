package org.openprepaid.key;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;
import org.openprepaid.key.block.BlockHeader;
import org.openprepaid.key.block.BlockVersion;

/**
 * What callers hold of a key: the key itself, wrapped under the local master key as an ANSI X9.143
 * (TR-31) block of version D, which only the security module opens. As with a stateless hardware
 * module nothing has to be looked up, and any node can use it.
 *
 * <p>Beside usage, algorithm, mode of use, version and exportability the header carries the
 * optional block {@code 10} (digits are left to private use): type, algorithm with its length,
 * owner and days of validity, as {@code PIK|TDES_2KEY|TERMINAL/10000001|2000010199991231}. All of
 * it is authenticated with the key, so that a block does not open as another terminal's, for
 * another purpose or on another day than it was made for.
 *
 * <p>What it says is trusted only once the module has opened it.
 */
public final class KeyRef implements WorkingKey {
  /** Bound of the text, and of the columns that hold it. */
  public static final int MAX_LENGTH = 512;

  /** The optional block that holds what X9.143 has no field for. */
  static final String ATTRIBUTES = "10";

  /** The version of blocks under the local master key. */
  static final BlockVersion VERSION = BlockVersion.D;

  private final String block;
  private final BlockHeader header;
  private final KeySpec spec;
  private final long firstDay;
  private final long lastDay;

  private KeyRef(String block, BlockHeader header, KeySpec spec) {
    this.block = block;
    this.header = header;
    this.spec = spec;
    this.firstDay = spec.validity().from().toEpochDay();
    this.lastDay = spec.validity().to().toEpochDay();
  }

  /**
   * Reads a stored reference. Whether it is genuine shows when the module opens it.
   *
   * @throws KeyException {@link KeyFault#BLOCK_MALFORMED} if it is no block of this platform
   */
  public static KeyRef of(String block) {
    Objects.requireNonNull(block, "block");
    if (block.length() > MAX_LENGTH) {
      throw new KeyException(KeyFault.BLOCK_MALFORMED, "too long");
    }
    BlockHeader header = BlockHeader.parse(block);
    return new KeyRef(block, header, specOf(header));
  }

  /** The header for a new block. */
  static BlockHeader header(KeySpec spec, char mode) {
    String attributes =
        String.join(
            "|",
            spec.type().name(),
            spec.algorithm().name(),
            spec.owner().text(),
            spec.validity().digits());
    return BlockHeader.of(
            VERSION, spec.type().usage(spec.algorithm()), spec.algorithm().code(), mode)
        .withKeyVersion("%02d".formatted(spec.version()))
        .withExportability(spec.exportable() ? BlockHeader.EXPORTABLE : BlockHeader.NOT_EXPORTABLE)
        .withOptional(ATTRIBUTES, attributes);
  }

  private static KeySpec specOf(BlockHeader header) {
    String text = header.optional(ATTRIBUTES).orElse("");
    String[] parts = text.split("\\|", -1);
    try {
      KeySpec spec =
          new KeySpec(
              new KeyOwner(parts[2]),
              KeyType.valueOf(parts[0]),
              KeyAlgorithm.valueOf(parts[1]),
              Integer.parseInt(header.keyVersion()),
              header.exportability() != BlockHeader.NOT_EXPORTABLE,
              Validity.ofDigits(parts[3]));
      if (header.version() != VERSION || header.algorithm() != spec.algorithm().code()) {
        throw new IllegalArgumentException("version or algorithm");
      }
      return spec;
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | DateTimeException
        | KeyException e) {
      throw new KeyException(KeyFault.BLOCK_MALFORMED, "no block of the local master key", e);
    }
  }

  /** The block's text, to be stored anywhere: ASCII, at most {@link #MAX_LENGTH} characters. */
  public String value() {
    return block;
  }

  /** All that the block says of its key. */
  public KeySpec spec() {
    return spec;
  }

  public KeyOwner owner() {
    return spec.owner();
  }

  public KeyType type() {
    return spec.type();
  }

  public KeyAlgorithm algorithm() {
    return spec.algorithm();
  }

  public int version() {
    return spec.version();
  }

  /** The mode of use in its header. */
  char mode() {
    return header.mode();
  }

  /** Whether the key may be used on a day, counted from 1970-01-01. */
  boolean isValidOn(long epochDay) {
    return epochDay >= firstDay && epochDay <= lastDay;
  }

  /** The last day on which it may be used. */
  public LocalDate lastDay() {
    return spec.validity().to();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRef that && that.block.equals(block);
  }

  @Override
  public int hashCode() {
    return block.hashCode();
  }

  /** Type, algorithm and owner only: enough to know the key in a log. */
  @Override
  public String toString() {
    return "KeyRef[" + spec.type() + " " + spec.algorithm() + " " + spec.owner() + "]";
  }
}
