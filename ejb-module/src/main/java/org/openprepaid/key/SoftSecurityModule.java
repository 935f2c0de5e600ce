package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.sql.DataSource;

/**
 * The security module in software. Working keys stay open in a bounded cache; everything else is
 * clear only during a call, in arrays that are wiped.
 */
public final class SoftSecurityModule implements SecurityModule {
  /** The most working keys of one kind kept open: 20,000 terminals. */
  public static final int OPEN_KEYS_MAX = 20_000;

  private static final byte[] PAN_SEAL = {'p', 'a', 'n'};
  private static final byte[] BALANCE_SEAL = {'b', 'a', 'l'};
  private static final int MIN_PAN_DIGITS = 12;
  private static final int MAX_PAN_DIGITS = 19;

  private final LocalMasterKey master;
  private final KeyRing ring;
  private final OpenKeys macKeys;
  private final OpenKeys pinKeys;

  /** A module that keeps {@link #OPEN_KEYS_MAX} keys of each kind open. */
  public SoftSecurityModule(LocalMasterKey master, KeyRing ring) {
    this(master, ring, OPEN_KEYS_MAX);
  }

  SoftSecurityModule(LocalMasterKey master, KeyRing ring, int openKeysMax) {
    this.master = Objects.requireNonNull(master, "master");
    this.ring = Objects.requireNonNull(ring, "ring");
    macKeys = new OpenKeys(openKeysMax, block -> scheduled(block, true));
    pinKeys = new OpenKeys(openKeysMax, block -> scheduled(block, false));
  }

  /**
   * For tools: loads the local master key and opens the issuer keys of a database.
   *
   * @param password remains the caller's to wipe
   * @throws KeyException if the key store or the issuer keys cannot be opened
   */
  public static SoftSecurityModule open(Path keystore, char[] password, DataSource dataSource) {
    LocalMasterKey master = LocalMasterKey.load(keystore, password);
    return new SoftSecurityModule(master, KeyRing.open(master, new JdbcKeyRingStore(dataSource)));
  }

  @Override
  public KeyBlock generate(KeyUsage usage, KeyAlgorithm algorithm) {
    byte[] clear = KeyMaterial.random(algorithm);
    try {
      return master.wrap(usage, algorithm, clear);
    } finally {
      wipe(clear);
    }
  }

  @Override
  public KeyBlock combine(KeyUsage usage, KeyAlgorithm algorithm, List<byte[]> components) {
    byte[] clear = KeyMaterial.combined(algorithm, components);
    try {
      return master.wrap(usage, algorithm, clear);
    } finally {
      wipe(clear);
    }
  }

  @Override
  public byte[] kcv(KeyBlock key) {
    byte[] clear = master.unwrap(key);
    try {
      return KeyMaterial.kcv(key.algorithm(), clear);
    } finally {
      wipe(clear);
    }
  }

  @Override
  public byte[] exportUnder(KeyBlock terminalMaster, KeyBlock workingKey) {
    require(KeyUsage.TERMINAL_MASTER, terminalMaster);
    if (!workingKey.usage().isWorkingKey()) {
      throw new KeyUsageException("a working key", workingKey.usage());
    }
    DesKey transport = scheduled(terminalMaster, true);
    byte[] clear = master.unwrap(workingKey);
    try {
      return transport.blocks(clear);
    } finally {
      wipe(clear);
      transport.wipe();
    }
  }

  @Override
  public byte[] mac(KeyBlock mak, byte[] data) {
    require(KeyUsage.MESSAGE_AUTHENTICATION, mak);
    if (data.length > MAX_MAC_DATA_BYTES) {
      throw new IllegalArgumentException("too long for a MAC: " + data.length + " bytes");
    }
    return CupMac.of(macKeys.get(mak), data);
  }

  @Override
  public boolean verifyMac(KeyBlock mak, byte[] data, byte[] mac) {
    return MessageDigest.isEqual(mac(mak, data), mac);
  }

  @Override
  public PinCheck verifyPin(
      KeyBlock pik, byte[] pinBlock, String panDigits, long cardId, byte[] pinVerification) {
    require(KeyUsage.PIN_ENCRYPTION, pik);
    requirePan(panDigits);
    if (pinVerification.length != PIN_VERIFICATION_BYTES) {
      throw new IllegalArgumentException("a PIN verification value of another length");
    }
    if (pinBlock.length != PinBlock.BYTES) {
      return PinCheck.MALFORMED;
    }
    byte[] clear = pinKeys.get(pik).blocks(pinBlock);
    byte[] pin = null;
    try {
      pin = PinBlock.pinOf(clear, panDigits);
      if (pin == null) {
        return PinCheck.MALFORMED;
      }
      return PinVerification.matches(ring.pinVerification(), cardId, pin, pinVerification)
          ? PinCheck.CORRECT
          : PinCheck.WRONG;
    } finally {
      wipe(clear);
      wipe(pin);
    }
  }

  @Override
  public byte[] pinVerification(long cardId, char[] pin) {
    return PinVerification.of(ring.pinVerification().current(), cardId, pin);
  }

  @Override
  public byte[] panHash(String panDigits) {
    byte[] digits = panBytes(panDigits);
    try {
      return ring.panLookup().current().of(digits);
    } finally {
      wipe(digits);
    }
  }

  @Override
  public byte[] sealPan(long cardId, String panDigits) {
    byte[] digits = panBytes(panDigits);
    try {
      byte[] sealed =
          AesGcm.encrypt(ring.panEncryption().current(), panSeal(cardId), digits, Byte.BYTES);
      sealed[0] = (byte) ring.panEncryption().currentVersion();
      return sealed;
    } finally {
      wipe(digits);
    }
  }

  @Override
  public String openPan(long cardId, byte[] sealed) {
    requireSealed(sealed);
    byte[] digits = null;
    try {
      digits =
          AesGcm.decrypt(
              ring.panEncryption().named(sealed[0]), panSeal(cardId), sealed, Byte.BYTES);
      return new String(digits, StandardCharsets.US_ASCII);
    } catch (AEADBadTagException e) {
      throw new SealBrokenException("card number of card " + cardId);
    } finally {
      wipe(digits);
    }
  }

  @Override
  public byte[] sealBalance(long accountId, long version, byte[] balance) {
    if (balance.length > MAX_BALANCE_BYTES) {
      throw new IllegalArgumentException("too long for a balance: " + balance.length + " bytes");
    }
    KeyVersions<BalanceKey> keys = ring.balanceSealing();
    try (ClearKey key = keys.current().of(accountId)) {
      byte[] sealed = AesGcm.encrypt(key, balanceSeal(accountId, version), balance, Byte.BYTES);
      sealed[0] = (byte) keys.currentVersion();
      return sealed;
    }
  }

  @Override
  public byte[] openBalance(long accountId, long version, byte[] sealed) {
    requireSealed(sealed);
    try (ClearKey key = ring.balanceSealing().named(sealed[0]).of(accountId)) {
      return AesGcm.decrypt(key, balanceSeal(accountId, version), sealed, Byte.BYTES);
    } catch (AEADBadTagException e) {
      throw new SealBrokenException("balance of account " + accountId + " version " + version);
    }
  }

  private static byte[] panSeal(long cardId) {
    return ByteBuffer.allocate(PAN_SEAL.length + Long.BYTES).put(PAN_SEAL).putLong(cardId).array();
  }

  private static byte[] balanceSeal(long accountId, long version) {
    return ByteBuffer.allocate(BALANCE_SEAL.length + 2 * Long.BYTES)
        .put(BALANCE_SEAL)
        .putLong(accountId)
        .putLong(version)
        .array();
  }

  int openMacKeys() {
    return macKeys.size();
  }

  private DesKey scheduled(KeyBlock block, boolean encrypt) {
    byte[] clear = master.unwrap(block);
    try {
      return encrypt ? DesKey.forEncryption(clear) : DesKey.forDecryption(clear);
    } finally {
      wipe(clear);
    }
  }

  private static void require(KeyUsage wanted, KeyBlock block) {
    if (!block.isFor(wanted)) {
      throw new KeyUsageException(wanted.name(), block.usage());
    }
  }

  private static void requireSealed(byte[] sealed) {
    if (sealed.length < SEAL_OVERHEAD_BYTES) {
      throw new SealBrokenException("too short");
    }
  }

  private static byte[] panBytes(String panDigits) {
    requirePan(panDigits);
    return panDigits.getBytes(StandardCharsets.US_ASCII);
  }

  private static void requirePan(String panDigits) {
    boolean digits = panDigits.length() >= MIN_PAN_DIGITS && panDigits.length() <= MAX_PAN_DIGITS;
    for (int i = 0; digits && i < panDigits.length(); i++) {
      digits = panDigits.charAt(i) >= '0' && panDigits.charAt(i) <= '9';
    }
    if (!digits) {
      throw new IllegalArgumentException("a card number has 12 to 19 digits");
    }
  }

  private static void wipe(byte[] secret) {
    if (secret != null) {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "SoftSecurityModule[master=" + master.kcv() + ", " + ring + "]";
  }
}
