package org.openprepaid.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.Pkcs12Source;
import org.openprepaid.key.SoftSecurityModule;

/**
 * A security module as a node has it, its local master key in a PKCS#12 file, and what 2,000
 * terminals send to it: as many as make the open keys no longer fit in the processor's nearest
 * caches. All is drawn from a fixed seed, so that every round does the same work.
 */
final class ModuleOnTrial {
  /** Terminals, and cards. */
  static final int TERMINALS = 2_000;

  static final String ISSUER = "OWN";

  private static final char[] PASSWORD = "of a bench only".toCharArray();
  private static final int PIN_DIGITS = 6;

  private final Random random = new Random(20_260_101);
  private final SoftSecurityModule module;

  private ModuleOnTrial(SoftSecurityModule module) {
    this.module = module;
  }

  /** A new module with keys of its own. */
  static ModuleOnTrial make() {
    Path file = null;
    try {
      file = Files.createTempDirectory("prepaid-bench").resolve("keystore.p12");
      MasterKeys master = MasterKeys.openOrCreate(new Pkcs12Source(file, PASSWORD));
      return new ModuleOnTrial(new SoftSecurityModule(master, new MemoryKeyRing()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  /** Once it is open, the module does without the file. */
  private static void delete(Path file) {
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
      Files.delete(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SoftSecurityModule module() {
    return module;
  }

  byte[] bytes(int length) {
    byte[] drawn = new byte[length];
    random.nextBytes(drawn);
    return drawn;
  }

  /** From 1 to the bound, both included. */
  int number(int bound) {
    return 1 + random.nextInt(bound);
  }

  /** As many digit values as a PIN of the sample's has. */
  byte[] pin() {
    byte[] pin = new byte[PIN_DIGITS];
    for (int i = 0; i < pin.length; i++) {
      pin[i] = (byte) random.nextInt(10);
    }
    return pin;
  }

  /** The same as characters. */
  static char[] typed(byte[] pin) {
    char[] typed = new char[pin.length];
    for (int i = 0; i < pin.length; i++) {
      typed[i] = (char) ('0' + pin[i]);
    }
    return typed;
  }

  /** The card at a terminal. */
  static PinCard card(int terminal) {
    return new PinCard(ISSUER, 1 + terminal, "622700%010d".formatted(terminal * 37));
  }

  static String terminalId(int terminal) {
    return "%08d".formatted(10_000_001 + terminal);
  }

  /** A working key of a terminal. */
  KeyRef generated(int terminal, KeyType type, KeyAlgorithm algorithm) {
    return module.generate(KeySpec.working(terminalId(terminal), type, algorithm));
  }

  /** The same of a key that is known. */
  KeyRef wrapped(int terminal, KeyType type, KeyAlgorithm algorithm, byte[] clear) {
    KeySpec spec = KeySpec.working(terminalId(terminal), type, algorithm);
    return module.combine(spec, List.of(clear));
  }
}
