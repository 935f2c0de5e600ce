package org.openprepaid.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyBlock;
import org.openprepaid.key.KeyRing;
import org.openprepaid.key.KeyRingStore;
import org.openprepaid.key.KeyUsage;
import org.openprepaid.key.LocalMasterKey;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.key.StoredIssuerKey;

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

  /** {@link #MASTER_KEY} as the host keeps it. */
  public static KeyBlock masterKey() {
    return MODULE.combine(
        KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY, List.of(MASTER_KEY.clone()));
  }

  /** Fresh working keys, as a sign-in gives them. */
  public static TerminalKeys workingKeys(String terminalId, KeyAlgorithm pinKeyAlgorithm) {
    return new TerminalKeys(
        terminalId,
        MODULE.generate(KeyUsage.PIN_ENCRYPTION, pinKeyAlgorithm),
        MODULE.generate(KeyUsage.MESSAGE_AUTHENTICATION, KeyAlgorithm.DES));
  }

  private static SecurityModule open() {
    try {
      Path folder = Files.createTempDirectory("keys");
      Path file = folder.resolve("keystore.p12");
      LocalMasterKey master = LocalMasterKey.create(file, "a password".toCharArray());
      Files.delete(file);
      Files.delete(folder);
      return new SoftSecurityModule(master, KeyRing.open(master, new MemoryStore()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MemoryStore implements KeyRingStore {
    private final List<StoredIssuerKey> keys = new ArrayList<>();

    @Override
    public List<StoredIssuerKey> all() {
      return List.copyOf(keys);
    }

    @Override
    public boolean insert(StoredIssuerKey key) {
      return keys.add(key);
    }
  }
}
