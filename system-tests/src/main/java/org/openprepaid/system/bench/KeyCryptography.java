package org.openprepaid.system.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SoftSecurityModule;

/** What is done with keys themselves: nothing of it happens in a purchase. */
@State(Scope.Benchmark)
public class KeyCryptography {
  private final KeyRef[] masters = new KeyRef[ModuleOnTrial.TERMINALS];
  private final byte[][] components = new byte[ModuleOnTrial.TERMINALS][];
  private SoftSecurityModule module;
  private KeyManagement management;
  private KeySpec whole;

  /** Gives the terminals their master keys. */
  @Setup
  public void prepare() {
    ModuleOnTrial trial = ModuleOnTrial.make();
    module = trial.module();
    management = module.management();
    whole =
        KeySpec.of(new KeyName(new KeyOwner("ZONE/BENCH"), KeyType.ZMK, 1), KeyAlgorithm.AES_256);
    for (int i = 0; i < masters.length; i++) {
      KeyOwner terminal = KeyOwner.terminal(ModuleOnTrial.terminalId(i));
      KeyName name = new KeyName(terminal, KeyType.TMK, 1);
      masters[i] = module.generate(KeySpec.of(name, KeyAlgorithm.TDES_2KEY));
      components[i] = trial.bytes(KeyAlgorithm.AES_256.keyBytes());
    }
  }

  /** Two keys, as they go to the terminal and with their check values. */
  @Benchmark
  public void signIn(Turn turn, Blackhole out) {
    int terminal = turn.next();
    deliver(masters[terminal], generated(terminal, KeyType.PIK, KeyAlgorithm.TDES_2KEY), out);
    deliver(masters[terminal], generated(terminal, KeyType.MAK, KeyAlgorithm.DES), out);
  }

  private KeyRef generated(int terminal, KeyType type, KeyAlgorithm algorithm) {
    return module.generate(KeySpec.working(ModuleOnTrial.terminalId(terminal), type, algorithm));
  }

  private void deliver(KeyRef master, KeyRef key, Blackhole out) {
    out.consume(key);
    out.consume(module.exportUnder(master, key));
    out.consume(module.kcv(key));
  }

  /** A known key of 32 bytes: a component, since nothing else may be done to it before. */
  @Benchmark
  public KeyRef wrap(Turn turn) {
    return management.component(whole, components[turn.next()]);
  }

  /** A terminal's master key: asked whether it is current, the module opens it and no more. */
  @Benchmark
  public void unwrap(Turn turn) {
    if (!management.isCurrent(masters[turn.next()])) {
      throw new IllegalStateException("a key was not opened");
    }
  }
}
