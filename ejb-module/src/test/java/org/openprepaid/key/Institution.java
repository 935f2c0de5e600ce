package org.openprepaid.key;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An institution for tests: a fresh local master key, keys of the house, and one node. */
final class Institution {
  static final String OWN = LiveKeyRing.OWN_ISSUER;

  final MemoryMasterKeys source;
  final MasterKeys master;
  final MemoryKeyRingStore store;
  final SoftSecurityModule module;
  final KeyManagement management;

  Institution() {
    this(new MemoryKeyRingStore());
  }

  Institution(MemoryKeyRingStore store) {
    this(new MemoryMasterKeys(), store);
  }

  private Institution(MemoryMasterKeys source, MemoryKeyRingStore store) {
    this.source = source;
    this.store = store;
    master = MasterKeys.openOrCreate(source);
    module = restarted();
    management = module.management();
  }

  /** The module as the next start of the server makes it. */
  SoftSecurityModule restarted() {
    return new SoftSecurityModule(master, store);
  }

  /** A node whose clock shows this day, counted from 1970-01-01. */
  SoftSecurityModule onDay(long epochDay) {
    return new SoftSecurityModule(master, store, 100, () -> TimeUnit.DAYS.toMillis(epochDay));
  }

  /** Another node of it: the same vault, and the same local master key, opened anew. */
  Institution otherNode() {
    return new Institution(source, store);
  }

  /** The name of a key, its owner of the kind that has such keys. */
  static KeyName name(KeyType type, int version) {
    return new KeyName(owner(type), type, version);
  }

  static KeyOwner owner(KeyType type) {
    return new KeyOwner(
        type.scope() == null
            ? "TERMINAL/10000001"
            : switch (type.scope()) {
              case INSTITUTION -> "INSTITUTION";
              case ISSUER -> "ISSUER/" + OWN;
              case ZONE -> "ZONE/CUPNET";
              case TERMINAL -> "TERMINAL/10000001";
              case PRINTER -> "PRINTER/MAILER";
            });
  }

  /** Of a key that may leave, or of a component. */
  static KeySpec spec(KeyType type, KeyAlgorithm algorithm) {
    boolean exportable = type != KeyType.COMPONENT;
    return new KeySpec(owner(type), type, algorithm, 1, exportable, Validity.ALWAYS);
  }

  KeyRef generate(KeyType type, KeyAlgorithm algorithm) {
    return module.generate(spec(type, algorithm));
  }

  /** A key of the DES family, whose algorithm its length tells. */
  KeyRef key(KeyType type, String clearHex) {
    KeyAlgorithm algorithm = hex(clearHex).length == 8 ? KeyAlgorithm.DES : KeyAlgorithm.TDES_2KEY;
    return key(type, algorithm, clearHex);
  }

  KeyRef key(KeyType type, KeyAlgorithm algorithm, String clearHex) {
    return module.combine(spec(type, algorithm), List.of(hex(clearHex)));
  }

  /** A key of the house as the vault holds it. */
  ManagedKey managed(KeyName name, KeyAlgorithm algorithm, KeyState state, byte[] clear) {
    KeySpec spec = KeySpec.of(name, algorithm);
    Kcv kcv = Kcv.of(KeyMaterial.kcv(algorithm, clear));
    return new ManagedKey(name, state, master.wrap(spec, clear), kcv, spec.validity());
  }

  /** Adds the next version of a key of the house and activates it, as rotation does. */
  void rotate(KeyType type, int version) {
    rotate(type, version, type.usualAlgorithm());
  }

  void rotate(KeyType type, int version, KeyAlgorithm algorithm) {
    for (ManagedKey key : store.keys()) {
      if (key.name().type() == type && key.state() == KeyState.ACTIVE) {
        store.move(key.name(), KeyState.SUPERSEDED);
      }
    }
    byte[] clear = KeyMaterial.random(algorithm);
    store.insert(managed(name(type, version), algorithm, KeyState.ACTIVE, clear));
    store.tell();
  }

  /** Puts a key of known value in the place of the first version. */
  void setFirst(KeyType type, KeyAlgorithm algorithm, String clearHex) {
    store.replace(managed(name(type, 1), algorithm, KeyState.ACTIVE, hex(clearHex)));
    store.tell();
    module.refresh();
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
