package org.openprepaid.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openprepaid.key.block.BlockHeader;
import org.openprepaid.key.block.ClearProtectionKey;
import org.openprepaid.key.block.KeyBlockCodec;
import org.openprepaid.key.block.ProtectionAlgorithm;
import org.openprepaid.key.block.UnwrappedKey;
import org.openprepaid.key.cipher.BlockKey;

/** Makes keys, takes them in and hands them out. */
final class KeyOperations implements KeyManagement {
  private static final int MIN_PARTS = 2;
  private static final int MAX_PARTS = 3;

  private final MasterKeys master;
  private final KeyGuard guard;
  private final KeyBlockCodec codec = KeyBlockCodec.hidingKeyLength();

  KeyOperations(MasterKeys master, KeyGuard guard) {
    this.master = master;
    this.guard = guard;
  }

  @Override
  public KeyRef generate(KeySpec spec) {
    guard.requireInReach();
    return wrapped(spec, KeyMaterial.random(spec.algorithm()));
  }

  KeyRef combineClear(KeySpec spec, List<byte[]> components) {
    guard.requireInReach();
    return wrapped(spec, KeyMaterial.combined(spec.algorithm(), components));
  }

  /** Wraps and wipes. */
  private KeyRef wrapped(KeySpec spec, byte[] clear) {
    try {
      return master.wrap(spec, clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  @Override
  public KeyRef component(KeySpec whole, byte[] clear) {
    guard.requireInReach();
    KeyMaterial.requireComponent(whole.algorithm(), clear);
    return master.wrap(componentOf(whole), clear);
  }

  private static KeySpec componentOf(KeySpec whole) {
    return new KeySpec(
        whole.owner(),
        KeyType.COMPONENT,
        whole.algorithm(),
        whole.version(),
        false,
        Validity.ALWAYS);
  }

  @Override
  public KeyRef combine(KeySpec spec, List<KeyRef> components) {
    requireParts(components.size());
    List<byte[]> clear = new ArrayList<>();
    try {
      for (KeyRef component : components) {
        guard.require(component, KeyType.COMPONENT, "N");
        if (!component.spec().equals(componentOf(spec))) {
          throw new KeyException(KeyFault.COMPONENTS_REFUSED, "a component of another key");
        }
        clear.add(master.unwrap(component));
      }
      return wrapped(spec, KeyMaterial.combined(spec.algorithm(), clear));
    } finally {
      clear.forEach(component -> Arrays.fill(component, (byte) 0));
    }
  }

  @Override
  public List<KeyRef> split(KeyRef key, int parts) {
    requireParts(parts);
    requireExportable(key);
    byte[] clear = master.unwrap(key);
    List<byte[]> components = KeyMaterial.split(key.algorithm(), clear, parts);
    Arrays.fill(clear, (byte) 0);
    return components.stream()
        .map(component -> wrapped(componentOf(key.spec()), component))
        .toList();
  }

  @Override
  public byte[] reveal(KeyRef component) {
    guard.require(component, KeyType.COMPONENT, "N");
    return master.unwrap(component);
  }

  private static void requireParts(int parts) {
    if (parts < MIN_PARTS || parts > MAX_PARTS) {
      throw new KeyException(KeyFault.COMPONENTS_REFUSED, "two or three are wanted");
    }
  }

  @Override
  public KeyRef importBlock(KeyRef zmk, String block, KeyName as, Validity validity) {
    guard.require(zmk, KeyType.ZMK, KeyGuard.DECRYPT);
    try (ClearProtectionKey protection = protection(zmk);
        UnwrappedKey opened = codec.unwrap(protection, block)) {
      BlockHeader header = opened.header();
      KeyAlgorithm algorithm = KeyAlgorithm.of(header.algorithm(), opened.key().length);
      if (!as.type().takesUsage(header.usage(), algorithm)) {
        throw new KeyException(
            KeyFault.USAGE_REFUSED, "usage " + header.usage() + " for " + as.type());
      }
      boolean exportable = header.exportability() != BlockHeader.NOT_EXPORTABLE;
      KeySpec spec = KeySpec.of(as, algorithm).exportable(exportable).lasting(validity);
      requireSound(algorithm, opened.key());
      return master.wrap(spec, header.mode(), opened.key());
    }
  }

  private static void requireSound(KeyAlgorithm algorithm, byte[] clear) {
    if (!KeyMaterial.hasRightParity(algorithm, clear)) {
      throw new KeyException(KeyFault.PARITY_WRONG, "the key in the block");
    }
    if (KeyMaterial.isWeak(algorithm, clear)) {
      throw new KeyException(KeyFault.ALGORITHM_REFUSED, "a weak key in the block");
    }
  }

  @Override
  public String exportBlock(KeyRef zmk, KeyRef key) {
    guard.require(zmk, KeyType.ZMK, KeyGuard.ENCRYPT);
    requireExportable(key);
    if (strength(key.algorithm()) > strength(zmk.algorithm())) {
      throw new KeyException(
          KeyFault.EXPORT_REFUSED, key.algorithm() + " is stronger than " + zmk.algorithm());
    }
    byte[] clear = master.unwrap(key);
    try (ClearProtectionKey protection = protection(zmk)) {
      KeySpec spec = key.spec();
      BlockHeader header =
          BlockHeader.of(
                  protection.algorithm().version(),
                  spec.type().usage(spec.algorithm()),
                  spec.algorithm().code(),
                  key.mode())
              .withKeyVersion("%02d".formatted(spec.version()));
      return codec.wrap(protection, header, clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private void requireExportable(KeyRef key) {
    guard.requireInReach();
    guard.requireValid(key);
    if (!key.spec().exportable() || key.type() == KeyType.COMPONENT) {
      throw new KeyException(KeyFault.EXPORT_REFUSED, key.toString());
    }
  }

  /** Bits of security (NIST SP 800-57 part 1, tables 2 and 3). */
  private static int strength(KeyAlgorithm algorithm) {
    return switch (algorithm) {
      case DES -> 56;
      case TDES_2KEY -> 80;
      case TDES_3KEY -> 112;
      case AES_128, SM4 -> 128;
      case AES_192 -> 192;
      case AES_256, HMAC_SHA256, HMAC_SM3 -> 256;
    };
  }

  private ClearProtectionKey protection(KeyRef zmk) {
    byte[] clear = master.unwrap(zmk);
    try {
      return new ClearProtectionKey(ProtectionAlgorithm.valueOf(zmk.algorithm().name()), clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  @Override
  public Kcv checkValue(KeyRef key) {
    guard.requireInReach();
    byte[] clear = master.unwrap(key);
    try {
      return Kcv.of(KeyMaterial.kcv(key.algorithm(), clear));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  byte[] exportUnder(KeyRef terminalMaster, KeyRef workingKey) {
    guard.require(terminalMaster, KeyType.TMK, KeyGuard.ENCRYPT);
    if (!workingKey.type().isWorkingKey()) {
      throw new KeyUsageException("a working key", workingKey.type());
    }
    requireExportable(workingKey);
    byte[] transportClear = master.unwrap(terminalMaster);
    byte[] clear = master.unwrap(workingKey);
    BlockKey transport = KeyMaterial.forEncryption(terminalMaster.algorithm(), transportClear);
    try {
      if (clear.length % transport.blockBytes() != 0) {
        throw new KeyException(
            KeyFault.ALGORITHM_REFUSED,
            workingKey.algorithm() + " under " + terminalMaster.algorithm());
      }
      return transport.blocks(clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
      Arrays.fill(transportClear, (byte) 0);
      transport.wipe();
    }
  }

  @Override
  public KeyRef rewrap(KeyRef key) {
    guard.requireInReach();
    byte[] clear = master.unwrap(key);
    try {
      return master.wrap(key.spec(), key.mode(), clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  @Override
  public boolean isCurrent(KeyRef key) {
    return master.isCurrent(key);
  }

  @Override
  public MasterKeys masterKeys() {
    return master;
  }
}
