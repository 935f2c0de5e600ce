package org.openprepaid.key;

import static org.openprepaid.key.KeyAlgorithm.AES_128;
import static org.openprepaid.key.KeyAlgorithm.AES_192;
import static org.openprepaid.key.KeyAlgorithm.AES_256;
import static org.openprepaid.key.KeyAlgorithm.DES;
import static org.openprepaid.key.KeyAlgorithm.HMAC_SHA256;
import static org.openprepaid.key.KeyAlgorithm.HMAC_SM3;
import static org.openprepaid.key.KeyAlgorithm.SM4;
import static org.openprepaid.key.KeyAlgorithm.TDES_2KEY;
import static org.openprepaid.key.KeyAlgorithm.TDES_3KEY;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The one purpose a key serves. The security module refuses it for any other.
 *
 * <p>Each has its usage and its mode of use in the sense of ANSI X9.143. Some share a usage there
 * (a PIN key is {@code P0}, whoever holds it), so the type itself stands in the block too.
 */
public enum KeyType {
  /** Zone master key: protects the keys exchanged with a partner. */
  ZMK(Scope.ZONE, "K1", 'B', TDES_2KEY, TDES_3KEY, AES_128, AES_192, AES_256),
  /** Zone PIN key: PIN blocks between the platform and a partner. */
  ZPK(Scope.ZONE, "P0", 'B', TDES_2KEY, TDES_3KEY, AES_128, AES_192, AES_256, SM4),
  /** Zone authentication key: MACs between the platform and a partner. */
  ZAK(Scope.ZONE, "M3", 'C', DES, TDES_2KEY, AES_128, AES_192, AES_256, SM4),

  /** Terminal master key: carries working keys to one terminal. Never single-length. */
  TMK(Scope.TERMINAL, "K0", 'B', TDES_2KEY, SM4),
  /** Terminal PIN key: encrypts the PIN block between one terminal and the host. */
  PIK(Scope.TERMINAL, "P0", 'B', DES, TDES_2KEY, AES_128, AES_192, AES_256, SM4),
  /** Terminal MAC key: authenticates messages between one terminal and the host. */
  MAK(Scope.TERMINAL, "M3", 'C', DES, TDES_2KEY, AES_128, AES_192, AES_256, SM4),
  /** Terminal data key: encrypts track data between one terminal and the host. */
  TDK(Scope.TERMINAL, "D0", 'B', TDES_2KEY, SM4),
  /** Base derivation key of DUKPT (ANSI X9.24), for terminals outside the master-session scheme. */
  BDK(Scope.ZONE, "B0", 'X', TDES_2KEY, AES_128, AES_192, AES_256),

  /** Of the keyed hash by which PINs are verified. */
  PIN_HASH(Scope.ISSUER, "V0", 'C', HMAC_SHA256, HMAC_SM3),
  /** PIN verification key of the IBM 3624 offset. */
  PIN_OFFSET(Scope.ISSUER, "V1", 'C', TDES_2KEY),
  /** PIN verification key of the Visa PVV. */
  PVV(Scope.ISSUER, "V2", 'C', TDES_2KEY),
  /** Under which PINs are stored where a product verifies by the encrypted PIN. */
  PIN_STORAGE(Scope.ISSUER, "P0", 'B', AES_256, SM4),
  /** Card verification key: CVN of the magnetic stripe. */
  CVK(Scope.ISSUER, "C0", 'C', TDES_2KEY),
  /** Under which card numbers are stored. */
  PAN_ENCRYPTION(Scope.INSTITUTION, "D0", 'B', AES_256, SM4),
  /** Of the keyed hash by which card numbers are found. */
  PAN_LOOKUP(Scope.INSTITUTION, "M7", 'C', HMAC_SHA256, HMAC_SM3),
  /** From which the keys come under which balances are sealed, one an account. */
  BALANCE_SEALING(Scope.INSTITUTION, "D0", 'B', AES_256, SM4),
  /** Under which files to and from a partner of the issuer travel. */
  FILE_TRANSPORT(Scope.ISSUER, "D0", 'B', AES_256, SM4),
  /** Of a PIN mailer's printer, which alone can open what is encrypted under it. */
  PRINTER(Scope.PRINTER, "D0", 'B', AES_256, SM4),

  /** One component of a key that is not whole yet; X9.143 leaves digits to private use. */
  COMPONENT(null, "00", 'N', KeyAlgorithm.values());

  /** Whose keys a type's are. */
  enum Scope {
    INSTITUTION,
    ISSUER,
    ZONE,
    TERMINAL,
    PRINTER
  }

  private final Scope scope;
  private final String usage;
  private final char mode;

  @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
  private final Set<KeyAlgorithm> algorithms;

  KeyType(Scope scope, String usage, char mode, KeyAlgorithm... algorithms) {
    this.scope = scope;
    this.usage = usage;
    this.mode = mode;
    this.algorithms = EnumSet.of(algorithms[0], algorithms);
  }

  /** Whether a key of this algorithm may serve this purpose. */
  public boolean accepts(KeyAlgorithm wanted) {
    return algorithms.contains(wanted);
  }

  /** The algorithm of a key for which none was asked: the first it accepts. */
  public KeyAlgorithm usualAlgorithm() {
    return this == ZMK ? AES_256 : algorithms.iterator().next();
  }

  /** Whether keys of this purpose travel to terminals, encrypted under a TMK. */
  public boolean isWorkingKey() {
    return this == PIK || this == MAK || this == TDK;
  }

  /** Whether keys of this type may be made by themselves, imported, and kept in the vault. */
  public boolean isManaged() {
    return this != COMPONENT;
  }

  /** Whether keys of this type seal stored data, which an older version goes on opening. */
  public boolean sealsData() {
    return scope == Scope.INSTITUTION || this == PIN_STORAGE;
  }

  Scope scope() {
    return scope;
  }

  /** The usage in an X9.143 header; a MAC key's depends on what it is made of. */
  String usage(KeyAlgorithm algorithm) {
    if (!isMacKey()) {
      return usage;
    }
    return switch (algorithm) {
      case DES -> "M1"; // ISO/IEC 9797-1 algorithm 1
      case TDES_2KEY, TDES_3KEY -> "M3"; // algorithm 3
      default -> "M6"; // CMAC
    };
  }

  /** Whether a block from elsewhere, of this usage, may become a key of this type. */
  boolean takesUsage(String told, KeyAlgorithm algorithm) {
    boolean generic =
        switch (this) {
          case ZMK -> told.equals("K0");
          case ZAK, MAK -> told.equals("M0") || told.equals("M1") || told.equals("M3");
          case PIN_OFFSET, PVV -> told.equals("V0");
          default -> false;
        };
    return generic || told.equals(usage(algorithm));
  }

  /** The mode of use in an X9.143 header. */
  char mode() {
    return mode;
  }

  private boolean isMacKey() {
    return this == ZAK || this == MAK;
  }

  /**
   * The type of this name, in any case and with {@code -} or {@code _}.
   *
   * @throws KeyException {@link KeyFault#NAME_MALFORMED} if there is none
   */
  public static KeyType named(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new KeyException(KeyFault.NAME_MALFORMED, "see ./prepaid keys types", e);
    }
  }
}
