package org.openprepaid.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyEpoch;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyRingStore;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.Pkcs12Source;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.key.Validity;

/** The real soft security module with keys shared with hosts, of which the test knows the value. */
final class TestZone {
  static final byte[] ZPK = hex("23456789ABCDEF01C1E385A789ABCDEF");
  static final byte[] ZAK = hex("0123456789ABCDEFFEDCBA9876543210");
  static final byte[] NEXT_ZAK = hex("1CB9E5A8C24F7302D3704CBA51F26E98");

  /** Of a terminal of ours. */
  static final byte[] PIK = hex("76B5D9E3A10F8C4A1F80C24E6BAD3758");

  private static final Set<String> NEED_REACH = Set.of("mac", "verifyMac", "translatePin");
  static final MasterKeys MASTER = master();

  private final MemoryVault vault = new MemoryVault();
  private final SoftSecurityModule module = new SoftSecurityModule(MASTER, vault);
  private volatile boolean away;

  /** The module as the edge sees it: it can go out of reach. */
  final SecurityModule security =
      (SecurityModule)
          Proxy.newProxyInstance(
              TestZone.class.getClassLoader(),
              new Class<?>[] {SecurityModule.class},
              (self, method, arguments) -> {
                if (away && NEED_REACH.contains(method.getName())) {
                  throw new KeyException(KeyFault.MODULE_UNREACHABLE, "the test took it away");
                }
                if (away && method.getName().equals("isInReach")) {
                  return false;
                }
                try {
                  return method.invoke(module, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  static TestZone withKeysOf(String... hosts) {
    TestZone zone = new TestZone();
    for (String host : hosts) {
      zone.activate(host, KeyType.ZPK, ZPK);
      zone.activate(host, KeyType.ZAK, ZAK);
    }
    return zone;
  }

  /** The next version of a host's key takes over. */
  KeyRef activate(String host, KeyType type, byte[] clear) {
    int version = retire(host, type) + 1;
    KeyName name = new KeyName(KeyOwner.zone(host), type, version);
    KeyRef key = module.combine(KeySpec.of(name, KeyAlgorithm.TDES_2KEY), List.of(clear.clone()));
    vault.insert(
        new ManagedKey(name, KeyState.ACTIVE, key, Kcv.of(module.kcv(key)), Validity.ALWAYS));
    refresh();
    return key;
  }

  /** Takes a host's key away; returns how many versions there were. */
  int retire(String host, KeyType type) {
    int versions = vault.supersede(KeyOwner.zone(host), type);
    refresh();
    return versions;
  }

  private void refresh() {
    vault.changed();
    module.refresh();
  }

  void loseReach() {
    away = true;
  }

  void regainReach() {
    away = false;
  }

  /** A terminal's PIN key, which is {@link #PIK}. */
  KeyRef pinKey(String terminalId) {
    KeySpec spec = KeySpec.working(terminalId, KeyType.PIK, KeyAlgorithm.TDES_2KEY);
    return module.combine(spec, List.of(PIK.clone()));
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static MasterKeys master() {
    try {
      Path folder = Files.createTempDirectory("keys");
      Path file = folder.resolve("keystore.p12");
      MasterKeys keys = MasterKeys.openOrCreate(new Pkcs12Source(file, "a password".toCharArray()));
      Files.delete(file);
      Files.delete(folder);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MemoryVault implements KeyRingStore {
    private final List<ManagedKey> keys = new ArrayList<>();
    private long epoch = 1;

    @Override
    public KeyEpoch epoch() {
      return new KeyEpoch(epoch, 1);
    }

    @Override
    public List<ManagedKey> keys() {
      return List.copyOf(keys);
    }

    @Override
    public boolean insert(ManagedKey key) {
      return keys.add(key);
    }

    int supersede(KeyOwner owner, KeyType type) {
      int versions = 0;
      for (int i = 0; i < keys.size(); i++) {
        ManagedKey key = keys.get(i);
        if (key.name().owner().equals(owner) && key.name().type() == type) {
          versions++;
          keys.set(
              i,
              new ManagedKey(
                  key.name(), KeyState.SUPERSEDED, key.ref(), key.kcv(), key.validity()));
        }
      }
      return versions;
    }

    void changed() {
      epoch++;
    }
  }
}
