package org.openprepaid.key;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openprepaid.key.cipher.CardVerificationValue;
import org.openprepaid.key.cipher.Ibm3624;
import org.openprepaid.key.cipher.Ibm3624Rule;
import org.openprepaid.key.cipher.KeyedHash;
import org.openprepaid.key.cipher.VisaPvv;

/**
 * The keys of the house as the vault has them at one time, the issuers' opened: of each the active
 * version writes and every version reads. Never changes; {@link LiveKeyRing} has the latest.
 */
final class KeyRing {
  private final KeyEpoch epoch;
  private final Map<Slot, Object> opened = new HashMap<>();
  private final Map<Slot, KeyRef> active = new HashMap<>();

  /** Whose, and what for. */
  private record Slot(KeyOwner owner, KeyType type) {
    @Override
    public String toString() {
      return owner + ":" + type;
    }
  }

  /** Opens the keys that the module itself works with; partners' keys stay wrapped. */
  KeyRing(KeyEpoch epoch, MasterKeys master, List<ManagedKey> stored) {
    this.epoch = epoch;
    Map<Slot, Map<Integer, Object>> versions = new HashMap<>();
    for (ManagedKey key : stored) {
      if (key.state() == KeyState.DESTROYED) {
        continue;
      }
      Slot slot = new Slot(key.name().owner(), key.name().type());
      if (key.state() == KeyState.ACTIVE) {
        active.put(slot, key.ref());
      }
      Object ready = ready(master, key);
      if (ready != null) {
        versions.computeIfAbsent(slot, s -> new HashMap<>()).put(key.name().version(), ready);
      }
    }
    versions.forEach(
        (slot, keys) ->
            opened.put(slot, new KeyVersions<>(slot.toString(), keys, active.get(slot))));
  }

  private static Object ready(MasterKeys master, ManagedKey key) {
    KeyRef ref = key.ref();
    if (!isOf(key.name(), ref)) {
      throw new KeyException(KeyFault.RING_BROKEN, key.name() + " holds " + ref);
    }
    if (!isOpened(key.name().type())) {
      return null;
    }
    byte[] clear;
    try {
      clear = master.unwrap(ref);
    } catch (KeyException e) {
      if (e.fault() != KeyFault.BLOCK_BROKEN) {
        throw e;
      }
      throw new KeyException(
          KeyFault.RING_BROKEN, key.name() + " is not wrapped under this local master key", e);
    }
    try {
      if (!Kcv.of(KeyMaterial.kcv(ref.algorithm(), clear)).equals(key.kcv())) {
        throw new KeyException(KeyFault.RING_BROKEN, key.name() + " fails its check value");
      }
      return ready(ref, clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /** Compared part by part: what is no key of the vault, a component say, has no name. */
  private static boolean isOf(KeyName name, KeyRef ref) {
    return ref.owner().equals(name.owner())
        && ref.type() == name.type()
        && ref.version() == name.version();
  }

  private static boolean isOpened(KeyType type) {
    return type.scope() == KeyType.Scope.INSTITUTION || type.scope() == KeyType.Scope.ISSUER;
  }

  private static Object ready(KeyRef ref, byte[] clear) {
    KeyAlgorithm algorithm = ref.algorithm();
    return switch (ref.type()) {
      case PAN_LOOKUP, PIN_HASH -> KeyMaterial.hash(algorithm, clear);
      case PAN_ENCRYPTION, PIN_STORAGE, FILE_TRANSPORT -> new SealingKey(algorithm, clear);
      case BALANCE_SEALING -> new BalanceKey(algorithm, clear);
      case PIN_OFFSET -> new Ibm3624(clear, Ibm3624Rule.USUAL);
      case PVV -> new VisaPvv(clear);
      case CVK -> new CardVerificationValue(clear);
      default -> throw new IllegalArgumentException(ref.type().name());
    };
  }

  KeyEpoch epoch() {
    return epoch;
  }

  Optional<KeyRef> active(KeyOwner owner, KeyType type) {
    return Optional.ofNullable(active.get(new Slot(owner, type)));
  }

  /** The active keys that are valid no longer than this day. */
  List<KeyRef> endingBy(LocalDate day) {
    return active.values().stream().filter(ref -> !ref.lastDay().isAfter(day)).toList();
  }

  KeyVersions<KeyedHash> panLookup() {
    return versions(KeyOwner.INSTITUTION, KeyType.PAN_LOOKUP);
  }

  KeyVersions<SealingKey> panEncryption() {
    return versions(KeyOwner.INSTITUTION, KeyType.PAN_ENCRYPTION);
  }

  KeyVersions<BalanceKey> balanceSealing() {
    return versions(KeyOwner.INSTITUTION, KeyType.BALANCE_SEALING);
  }

  /** An issuer's keys of one purpose, as the type says: the caller knows of what they are made. */
  <T> KeyVersions<T> ofIssuer(String issuer, KeyType type) {
    return versions(KeyOwner.issuer(issuer), type);
  }

  @SuppressWarnings("unchecked") // ready() makes for each type what its callers ask for
  private <T> KeyVersions<T> versions(KeyOwner owner, KeyType type) {
    Object found = opened.get(new Slot(owner, type));
    if (found == null) {
      throw new KeyException(KeyFault.KEY_UNKNOWN, owner + ":" + type);
    }
    return (KeyVersions<T>) found;
  }

  @Override
  public String toString() {
    return "KeyRing[epoch=" + epoch.epoch() + ", " + opened.size() + " keys]";
  }
}
