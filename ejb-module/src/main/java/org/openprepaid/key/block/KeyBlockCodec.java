package org.openprepaid.key.block;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.cipher.SecureBytes;

/**
 * Wraps keys into key blocks and opens them, by any number of threads; the layout is in the
 * package's description.
 *
 * <p>A block's length could tell that of its key. The default hides it as ANSI X9.143 proposes: the
 * field always has room for the longest key of the family, 32 bytes for AES (algorithm A) and 24
 * for DES and triple DES (D and T). Of other algorithms nothing is hidden but what whole cipher
 * blocks hide: SM4 has one length, and HMAC no longest one. What is opened may have any padding.
 */
public final class KeyBlockCodec {
  /**
   * Bound of a block's text. The standard's is 9992; this one leaves room for an RSA key of 2048
   * bits with its certificate.
   */
  public static final int MAX_CHARACTERS = 4096;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final boolean hidesLength;
  private final RandomFill random;

  KeyBlockCodec(boolean hidesLength, RandomFill random) {
    this.hidesLength = hidesLength;
    this.random = random;
  }

  /** The usual codec. */
  public static KeyBlockCodec hidingKeyLength() {
    return new KeyBlockCodec(true, SecureBytes::fill);
  }

  /**
   * One whose blocks are as short as they can be, for partners whose devices know TR-31:2018 and no
   * longer padding.
   */
  public static KeyBlockCodec showingKeyLength() {
    return new KeyBlockCodec(false, SecureBytes::fill);
  }

  /**
   * The key as a block under a protection key.
   *
   * @param header its version must be that of the protection key's algorithm
   * @param clearKey one byte or more; remains the caller's to wipe
   * @throws IllegalArgumentException if the versions differ, the key is empty, or the block would
   *     have more than {@value #MAX_CHARACTERS} characters
   */
  public String wrap(ProtectionKey kbpk, BlockHeader header, byte[] clearKey) {
    BlockVersion version = header.version();
    if (version != kbpk.algorithm().version()) {
      throw new IllegalArgumentException("the protection key makes blocks of another version");
    }
    if (clearKey.length == 0 || clearKey.length > KeyField.MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key has one to 8191 bytes");
    }
    int room = hidesLength ? longestKey(header.algorithm()) : 0;
    int fieldBytes = KeyField.bytes(Math.max(clearKey.length, room), version);
    int bodyCharacters = 2 * (fieldBytes + version.blockBytes());
    String headerText = HeaderWriter.write(header, bodyCharacters, random);
    byte[] field = KeyField.of(clearKey, fieldBytes, random);
    try (BlockKeys keys = BlockKeys.of(kbpk)) {
      byte[] mac = keys.mac(headerText.getBytes(StandardCharsets.US_ASCII), field);
      return headerText + HEX.formatHex(keys.encrypt(mac, field)) + HEX.formatHex(mac);
    } finally {
      Arrays.fill(field, (byte) 0);
    }
  }

  /**
   * The key in a block. The caller closes it.
   *
   * @param block anything; at most {@value #MAX_CHARACTERS} characters are looked at
   * @throws KeyException {@link KeyFault#BLOCK_MALFORMED} if the text has not the layout of a
   *     block; {@link KeyFault#BLOCK_BROKEN} if it was altered, made under another protection key
   *     or kind of it, or holds no key
   */
  public UnwrappedKey unwrap(ProtectionKey kbpk, String block) {
    BlockText text = BlockText.parse(block);
    if (text.header().version() != kbpk.algorithm().version()) {
      throw new KeyException(KeyFault.BLOCK_BROKEN, "made under another kind of key");
    }
    try (BlockKeys keys = BlockKeys.of(kbpk)) {
      byte[] mac = text.mac();
      byte[] field = keys.decrypt(mac, text.encryptedField());
      try {
        if (!MessageDigest.isEqual(mac, keys.mac(text.headerBytes(), field))) {
          throw new KeyException(KeyFault.BLOCK_BROKEN, "its MAC is wrong");
        }
        return new UnwrappedKey(text.header(), KeyField.keyIn(field));
      } finally {
        Arrays.fill(field, (byte) 0);
      }
    }
  }

  private static int longestKey(char algorithm) {
    return switch (algorithm) {
      case 'A' -> 32;
      case 'D', 'T' -> 24;
      default -> 0;
    };
  }
}
