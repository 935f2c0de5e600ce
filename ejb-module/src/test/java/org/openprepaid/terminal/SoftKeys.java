package org.openprepaid.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyEpoch;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyRingStore;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.Pkcs12Source;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.SoftSecurityModule;

/** The real soft security module under a fresh master key, for the tests of who uses it. */
public final class SoftKeys {
  /** The clear terminal master key that the tests' terminals hold. */
  public static final byte[] MASTER_KEY =
      HexFormat.of().parseHex("0123456789ABCDEFFEDCBA9876543210");

  private static final SecurityModule MODULE = open();

  private SoftKeys() {}

  public static SecurityModule module() {
    return MODULE;
  }

  /** {@link #MASTER_KEY} as the host keeps it for a terminal. */
  public static KeyRef masterKey(String terminalId) {
    KeyName name = new KeyName(KeyOwner.terminal(terminalId), KeyType.TMK, 1);
    return MODULE.combine(KeySpec.of(name, KeyAlgorithm.TDES_2KEY), List.of(MASTER_KEY.clone()));
  }

  /** Fresh working keys, as a sign-in gives them. */
  public static TerminalKeys workingKeys(String terminalId, KeyAlgorithm pinKeyAlgorithm) {
    return new TerminalKeys(
        terminalId,
        MODULE.generate(KeySpec.working(terminalId, KeyType.PIK, pinKeyAlgorithm)),
        MODULE.generate(KeySpec.working(terminalId, KeyType.MAK, KeyAlgorithm.DES)));
  }

  private static SecurityModule open() {
    try {
      Path folder = Files.createTempDirectory("keys");
      Path file = folder.resolve("keystore.p12");
      MasterKeys master =
          MasterKeys.openOrCreate(new Pkcs12Source(file, "a password".toCharArray()));
      Files.delete(file);
      Files.delete(folder);
      return new SoftSecurityModule(master, new MemoryStore());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MemoryStore implements KeyRingStore {
    private final List<ManagedKey> keys = new ArrayList<>();

    @Override
    public KeyEpoch epoch() {
      return new KeyEpoch(1, 1);
    }

    @Override
    public List<ManagedKey> keys() {
      return List.copyOf(keys);
    }

    @Override
    public boolean insert(ManagedKey key) {
      return keys.add(key);
    }
  }
}
