package org.openprepaid.key;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.SecretKey;

/**
 * The issuer keys, opened: of each name the newest version writes and every version reads. It does
 * not change while the process runs.
 */
public final class KeyRing {
  private final KeyVersions<KeyedHash> panLookup;
  private final KeyVersions<SecretKey> panEncryption;
  private final KeyVersions<KeyedHash> pinVerification;
  private final KeyVersions<BalanceKey> balanceSealing;

  private KeyRing(LocalMasterKey master, List<StoredIssuerKey> stored) {
    panLookup = opened(IssuerKeyName.PAN_LOOKUP, master, stored, KeyedHash::new);
    panEncryption =
        opened(
            IssuerKeyName.PAN_ENCRYPTION, master, stored, key -> new ClearKey("AES", key.clone()));
    pinVerification = opened(IssuerKeyName.PIN_VERIFICATION, master, stored, KeyedHash::new);
    balanceSealing = opened(IssuerKeyName.BALANCE_SEALING, master, stored, BalanceKey::new);
  }

  /**
   * Opens the stored keys. A name that has none yet gets its version 1, here or by the node that is
   * faster. Keys of other names are left alone.
   *
   * @throws KeyException {@link KeyFault#RING_BROKEN} if a key is not of its name, fails its check
   *     value or was wrapped under another local master key; {@link KeyFault#RING_UNAVAILABLE} if
   *     the store fails
   */
  public static KeyRing open(LocalMasterKey master, KeyRingStore store) {
    List<StoredIssuerKey> stored = store.all();
    Set<String> present = new HashSet<>();
    stored.forEach(key -> present.add(key.name()));
    boolean complete = true;
    for (IssuerKeyName name : IssuerKeyName.values()) {
      if (!present.contains(name.text())) {
        store.insert(firstVersion(master, name));
        complete = false;
      }
    }
    return new KeyRing(master, complete ? stored : store.all());
  }

  private static StoredIssuerKey firstVersion(LocalMasterKey master, IssuerKeyName name) {
    byte[] clear = KeyMaterial.random(name.algorithm());
    try {
      return new StoredIssuerKey(
          name.text(),
          1,
          master.wrap(name.usage(), name.algorithm(), clear),
          Kcv.of(KeyMaterial.kcv(name.algorithm(), clear)));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static <T> KeyVersions<T> opened(
      IssuerKeyName name,
      LocalMasterKey master,
      List<StoredIssuerKey> stored,
      Function<byte[], T> use) {
    Map<Integer, T> versions = new HashMap<>();
    for (StoredIssuerKey key : stored) {
      if (key.name().equals(name.text())) {
        versions.put(key.version(), opened(name, master, key, use));
      }
    }
    if (versions.isEmpty()) {
      throw new KeyException(KeyFault.RING_BROKEN, name.text() + " was stored and is not there");
    }
    return new KeyVersions<>(versions);
  }

  private static <T> T opened(
      IssuerKeyName name, LocalMasterKey master, StoredIssuerKey key, Function<byte[], T> use) {
    String which = name.text() + " version " + key.version();
    KeyBlock block = key.block();
    if (block.usage() != name.usage() || block.algorithm() != name.algorithm()) {
      throw new KeyException(KeyFault.RING_BROKEN, which + " holds a key for " + block.usage());
    }
    byte[] clear;
    try {
      clear = master.unwrap(block);
    } catch (KeyException e) {
      throw new KeyException(
          KeyFault.RING_BROKEN, which + " is not wrapped under this local master key", e);
    }
    try {
      if (!Kcv.of(KeyMaterial.kcv(name.algorithm(), clear)).equals(key.kcv())) {
        throw new KeyException(KeyFault.RING_BROKEN, which + " fails its check value");
      }
      return use.apply(clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  KeyVersions<KeyedHash> panLookup() {
    return panLookup;
  }

  KeyVersions<SecretKey> panEncryption() {
    return panEncryption;
  }

  KeyVersions<KeyedHash> pinVerification() {
    return pinVerification;
  }

  KeyVersions<BalanceKey> balanceSealing() {
    return balanceSealing;
  }

  @Override
  public String toString() {
    return "KeyRing[panLookup="
        + panLookup.currentVersion()
        + ", panEncryption="
        + panEncryption.currentVersion()
        + ", pinVerification="
        + pinVerification.currentVersion()
        + ", balanceSealing="
        + balanceSealing.currentVersion()
        + "]";
  }
}
