package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import org.openprepaid.key.cipher.KeyedHash;

/** Seals what is stored. The first byte of a sealed value is the version of its key. */
final class SealOperations implements SealFunctions {
  private static final byte[] PAN_SEAL = {'p', 'a', 'n'};
  private static final byte[] BALANCE_SEAL = {'b', 'a', 'l'};

  private final KeyGuard guard;
  private final LiveKeyRing ring;

  SealOperations(KeyGuard guard, LiveKeyRing ring) {
    this.guard = guard;
    this.ring = ring;
  }

  @Override
  public byte[] panHash(String panDigits) {
    guard.requireInReach();
    return hash(ring.now().panLookup().current(), panDigits);
  }

  @Override
  public LookupHash lookupHash(String panDigits) {
    guard.requireInReach();
    KeyVersions<KeyedHash> keys = ring.now().panLookup();
    return new LookupHash(keys.currentVersion(), hash(keys.current(), panDigits));
  }

  @Override
  public List<byte[]> panHashes(String panDigits) {
    guard.requireInReach();
    return ring.now().panLookup().activeFirst().stream().map(key -> hash(key, panDigits)).toList();
  }

  private static byte[] hash(KeyedHash key, String panDigits) {
    byte[] digits = panBytes(panDigits);
    try {
      return key.of(digits);
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  @Override
  public byte[] sealPan(long cardId, String panDigits) {
    KeyVersions<SealingKey> keys = writing(ring.now().panEncryption());
    byte[] digits = panBytes(panDigits);
    try {
      return versioned(keys, keys.current().encrypt(panSeal(cardId), digits, Byte.BYTES));
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  @Override
  public String openPan(long cardId, byte[] sealed) {
    byte[] digits = null;
    try {
      digits = key(KeyRing::panEncryption, sealed).decrypt(panSeal(cardId), sealed, Byte.BYTES);
      return new String(digits, StandardCharsets.US_ASCII);
    } catch (AEADBadTagException e) {
      throw new SealBrokenException("card number of card " + cardId);
    } finally {
      if (digits != null) {
        Arrays.fill(digits, (byte) 0);
      }
    }
  }

  @Override
  public byte[] sealBalance(long accountId, long version, byte[] balance) {
    if (balance.length > MAX_BALANCE_BYTES) {
      throw new IllegalArgumentException("too long for a balance: " + balance.length + " bytes");
    }
    KeyVersions<BalanceKey> keys = writing(ring.now().balanceSealing());
    byte[] bound = balanceSeal(accountId, version);
    return versioned(keys, keys.current().encrypt(accountId, bound, balance, Byte.BYTES));
  }

  @Override
  public byte[] openBalance(long accountId, long version, byte[] sealed) {
    try {
      return key(KeyRing::balanceSealing, sealed)
          .decrypt(accountId, balanceSeal(accountId, version), sealed, Byte.BYTES);
    } catch (AEADBadTagException e) {
      throw new SealBrokenException("balance of account " + accountId + " version " + version);
    }
  }

  @Override
  public byte[] sealFile(String issuer, String name, byte[] content) {
    if (content.length > MAX_FILE_BYTES) {
      throw new IllegalArgumentException("too long for one file: " + content.length + " bytes");
    }
    KeyVersions<SealingKey> keys = writing(ring.now().ofIssuer(issuer, KeyType.FILE_TRANSPORT));
    return versioned(keys, keys.current().encrypt(fileSeal(issuer, name), content, Byte.BYTES));
  }

  @Override
  public byte[] openFile(String issuer, String name, byte[] sealed) {
    try {
      SealingKey key = key(now -> now.ofIssuer(issuer, KeyType.FILE_TRANSPORT), sealed);
      return key.decrypt(fileSeal(issuer, name), sealed, Byte.BYTES);
    } catch (AEADBadTagException e) {
      throw new SealBrokenException("file " + name);
    }
  }

  /** What is new is made with a key that is valid today; what is old is read with any. */
  private <T> KeyVersions<T> writing(KeyVersions<T> keys) {
    guard.requireInReach();
    guard.requireValid(keys.active());
    return keys;
  }

  private static byte[] versioned(KeyVersions<?> keys, byte[] sealed) {
    sealed[0] = (byte) keys.currentVersion();
    return sealed;
  }

  /** The key that a sealed value names. */
  private <T> T key(Function<KeyRing, KeyVersions<T>> purpose, byte[] sealed) {
    guard.requireInReach();
    if (sealed.length < SEAL_OVERHEAD_BYTES) {
      throw new SealBrokenException("too short");
    }
    T key = purpose.apply(ring.now()).named(sealed[0]);
    if (key == null) {
      ring.lookForNews();
      key = purpose.apply(ring.now()).named(sealed[0]);
    }
    if (key == null) {
      throw new SealBrokenException("unknown key version " + (sealed[0] & 0xFF));
    }
    return key;
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

  private static byte[] fileSeal(String issuer, String name) {
    return Stream.of("file", issuer, name)
        .reduce((before, part) -> before + '\0' + part)
        .orElseThrow()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] panBytes(String panDigits) {
    Digits.requirePan(panDigits);
    return panDigits.getBytes(StandardCharsets.US_ASCII);
  }
}
