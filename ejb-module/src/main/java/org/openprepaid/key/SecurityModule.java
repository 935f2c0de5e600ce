package org.openprepaid.key;

import java.util.List;
import java.util.Optional;

/**
 * The only place where keys and PINs are clear. Callers hold {@link KeyRef}s and sealed bytes;
 * clear keys never leave it, except a working key encrypted under its terminal's master key.
 *
 * <p>Safe for use by many threads. Every operation throws {@link KeyUsageException} (OP-1508) if a
 * key is not for it, {@link KeyException} with {@link KeyFault#BLOCK_BROKEN} (OP-1507) if a block
 * was altered, {@link KeyFault#KEY_EXPIRED} (OP-1528) if today is none of its days, {@link
 * KeyFault#MODULE_UNREACHABLE} (OP-1515) at once while the local master key's token is out of
 * reach, and {@link IllegalArgumentException} if the caller breaks a stated bound.
 */
public interface SecurityModule extends MacFunctions, PinFunctions, CardFunctions, SealFunctions {

  /** Whether it can be used: a token may have gone. Costs nothing. */
  boolean isInReach();

  /** A new random key. */
  KeyRef generate(KeySpec spec);

  /**
   * A key from one to three components of the key's length: their XOR, set to odd parity for the
   * DES family. The components remain the caller's to wipe. Custodians go through {@link
   * org.openprepaid.key.custody.KeyCeremonies}.
   *
   * @throws KeyException {@link KeyFault#COMPONENTS_REFUSED} for a wrong number or length of
   *     components, or if they combine to a weak key or to a double-length key of two equal halves
   */
  KeyRef combine(KeySpec spec, List<byte[]> components);

  /**
   * The key check value of any key, 4 bytes: for the DES family and SM4, the beginning of a block
   * of zero bytes encrypted (CUP profile); for AES, of the AES-CMAC over sixteen zero bytes (ANSI
   * X9.24-1:2017, annex A); for HMAC, of the HMAC over no bytes at all.
   */
  byte[] kcv(KeyRef key);

  /**
   * A working key (PIN, MAC or track) in ECB under a terminal's master key, as the CUP profile
   * wants it: as many bytes as the working key has.
   */
  byte[] exportUnder(KeyRef terminalMaster, KeyRef workingKey);

  /** The key of the house that is active for this owner and purpose, a partner's ZPK say. */
  Optional<KeyRef> activeKey(KeyOwner owner, KeyType type);
}
