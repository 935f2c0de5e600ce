package org.openprepaid.key.block;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * What a key block says of its key, in the clear and covered by its MAC (ANSI X9.143:2021, section
 * 6.2). The characters are checked against the standard's sets; which usages, algorithms and modes
 * there are, and which go together, is left to the caller, since numbers are free for one's own.
 *
 * <p>The length field and the padding block PB are not part of it: they belong to the text.
 *
 * @param version decides the cipher of the block, not of the key in it
 * @param usage two letters or digits (table 2), for instance P0, M3 or K0
 * @param algorithm the key's cipher (table 3): A for AES, T for triple DES, D for DES, H for HMAC;
 *     digits are free, for instance 4 for SM4
 * @param mode of use (table 4): B, C, D, E, G, N, S, V, X, Y or a digit
 * @param keyVersion two letters or digits (table 5): 00 if not used, c and a digit for a component
 * @param exportability (table 6): E under a trusted key, N not at all, S under any key
 * @param optionalBlocks at most 99, in their order; no identifier twice, because two readers could
 *     take different ones
 */
public record BlockHeader(
    BlockVersion version,
    String usage,
    char algorithm,
    char mode,
    String keyVersion,
    char exportability,
    List<OptionalBlock> optionalBlocks) {
  /** Bound of the field that counts them: two decimal digits. */
  public static final int MAX_OPTIONAL_BLOCKS = 99;

  /** Exportable under a key of the same or a higher quality. */
  public static final char EXPORTABLE = 'E';

  /** Not exportable. */
  public static final char NOT_EXPORTABLE = 'N';

  /** Exportable in other forms too. */
  public static final char SENSITIVE = 'S';

  static final int FIXED_CHARACTERS = 16;
  static final String RESERVED = "00";

  private static final String NO_VERSION = "00";

  /**
   * Checks every field.
   *
   * @throws KeyException {@link KeyFault#BLOCK_MALFORMED} if one is outside the standard
   */
  public BlockHeader {
    Objects.requireNonNull(version, "version");
    BlockCharacters.requireAlphanumeric(usage, 2, "usage");
    BlockCharacters.requireAlphanumeric(String.valueOf(algorithm), 1, "algorithm");
    BlockCharacters.requireAlphanumeric(String.valueOf(mode), 1, "mode of use");
    BlockCharacters.requireAlphanumeric(keyVersion, 2, "key version");
    if (exportability != EXPORTABLE
        && exportability != NOT_EXPORTABLE
        && exportability != SENSITIVE) {
      throw BlockCharacters.malformed("exportability");
    }
    optionalBlocks = List.copyOf(optionalBlocks);
    requireDistinct(optionalBlocks);
  }

  private static void requireDistinct(List<OptionalBlock> blocks) {
    if (blocks.size() > MAX_OPTIONAL_BLOCKS) {
      throw BlockCharacters.malformed("too many optional blocks");
    }
    Set<String> ids = new HashSet<>();
    for (OptionalBlock block : blocks) {
      if (block.isPadding() || !ids.add(block.id())) {
        throw BlockCharacters.malformed("optional block that is padding or there twice");
      }
    }
  }

  /** A header without key version and optional blocks, of a key that is not exportable. */
  public static BlockHeader of(BlockVersion version, String usage, char algorithm, char mode) {
    return new BlockHeader(version, usage, algorithm, mode, NO_VERSION, NOT_EXPORTABLE, List.of());
  }

  /**
   * The header of a block: layout and lengths of the whole text are checked, which takes no key.
   * Nothing of it can be trusted before the block has been opened.
   *
   * @param block at most {@value KeyBlockCodec#MAX_CHARACTERS} characters
   * @throws KeyException {@link KeyFault#BLOCK_MALFORMED} if the text is no block of a known
   *     version
   */
  public static BlockHeader parse(String block) {
    return BlockText.parse(block).header();
  }

  public BlockHeader withKeyVersion(String other) {
    return new BlockHeader(version, usage, algorithm, mode, other, exportability, optionalBlocks);
  }

  public BlockHeader withExportability(char other) {
    return new BlockHeader(version, usage, algorithm, mode, keyVersion, other, optionalBlocks);
  }

  /** With one more optional block, behind those that are there. */
  public BlockHeader withOptional(String id, String value) {
    List<OptionalBlock> more = new ArrayList<>(optionalBlocks);
    more.add(new OptionalBlock(id, value));
    return new BlockHeader(version, usage, algorithm, mode, keyVersion, exportability, more);
  }

  /** The value of an optional block. */
  public Optional<String> optional(String id) {
    return optionalBlocks.stream()
        .filter(block -> block.id().equals(id))
        .map(OptionalBlock::value)
        .findFirst();
  }

  /** The fields, and the identifiers of the optional blocks without their values. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("BlockHeader[").append(version).append(' ').append(usage);
    text.append(' ').append(algorithm).append(' ').append(mode).append(' ').append(keyVersion);
    text.append(' ').append(exportability);
    optionalBlocks.forEach(block -> text.append(' ').append(block.id()));
    return text.append(']').toString();
  }
}
