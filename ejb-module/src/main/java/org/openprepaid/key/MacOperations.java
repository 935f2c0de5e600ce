package org.openprepaid.key;

import java.security.MessageDigest;
import java.util.Arrays;
import org.openprepaid.key.DukptKeys.Use;

/** Makes and verifies MACs. Keys of terminals and zones that were in use lately are kept open. */
final class MacOperations implements MacFunctions {
  private static final int MIN_MAC_BYTES = 4;

  private final KeyGuard guard;
  private final OpenKeys<MacKey> openKeys;
  private final DukptKeys dukpt;

  MacOperations(MasterKeys master, KeyGuard guard, DukptKeys dukpt, int openKeysMax) {
    this.guard = guard;
    this.dukpt = dukpt;
    openKeys =
        new OpenKeys<>(openKeysMax, ref -> MacKey.passing(ref.algorithm(), master.unwrap(ref)));
  }

  @Override
  public byte[] mac(WorkingKey key, MacAlgorithm algorithm, byte[] data) {
    return mac(key, algorithm, data, KeyGuard.GENERATE, Use.MAC_OF_RESPONSE);
  }

  @Override
  public boolean verifyMac(WorkingKey key, MacAlgorithm algorithm, byte[] data, byte[] mac) {
    byte[] right = mac(key, algorithm, data, KeyGuard.VERIFY, Use.MAC_OF_REQUEST);
    return mac.length >= MIN_MAC_BYTES
        && mac.length <= right.length
        && MessageDigest.isEqual(Arrays.copyOf(right, mac.length), mac);
  }

  private byte[] mac(
      WorkingKey key, MacAlgorithm algorithm, byte[] data, String modes, Use dukptUse) {
    if (data.length > MAX_MAC_DATA_BYTES) {
      throw new IllegalArgumentException("too long for a MAC: " + data.length + " bytes");
    }
    if (key instanceof KeyRef ref) {
      guard.require(ref, KeyType.MAK, KeyType.ZAK, modes);
      return openKeys.get(ref).mac(algorithm, data);
    }
    DukptKey derived = (DukptKey) key;
    MacKey once = MacKey.passing(DukptKeys.algorithm(derived), dukpt.derive(derived, dukptUse));
    try {
      return once.mac(algorithm, data);
    } finally {
      once.wipe();
    }
  }

  int openKeys() {
    return openKeys.size();
  }
}
