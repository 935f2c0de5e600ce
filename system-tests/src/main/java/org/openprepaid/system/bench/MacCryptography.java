package org.openprepaid.system.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.MacAlgorithm;
import org.openprepaid.key.SecurityModule;

/** The MACs that partners and other terminals use, of messages as long as a purchase. */
@State(Scope.Benchmark)
public class MacCryptography {
  private static final int MESSAGE_BYTES = 160;

  private final Letter[] x9dot19 = new Letter[ModuleOnTrial.TERMINALS];
  private final Letter[] aesCmac = new Letter[ModuleOnTrial.TERMINALS];
  private final Letter[] sm4Cup = new Letter[ModuleOnTrial.TERMINALS];
  private SecurityModule module;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Letter(KeyRef mak, MacAlgorithm algorithm, byte[] text, byte[] mac) {}

  /** Makes keys and messages. */
  @Setup
  public void prepare() {
    ModuleOnTrial trial = ModuleOnTrial.make();
    module = trial.module();
    for (int i = 0; i < ModuleOnTrial.TERMINALS; i++) {
      x9dot19[i] = letter(trial, i, KeyAlgorithm.TDES_2KEY, MacAlgorithm.X9_19);
      aesCmac[i] = letter(trial, i, KeyAlgorithm.AES_128, MacAlgorithm.CMAC);
      sm4Cup[i] = letter(trial, i, KeyAlgorithm.SM4, MacAlgorithm.CUP);
    }
  }

  private Letter letter(ModuleOnTrial trial, int terminal, KeyAlgorithm key, MacAlgorithm mac) {
    KeyRef mak = trial.generated(terminal, KeyType.MAK, key);
    byte[] text = trial.bytes(MESSAGE_BYTES);
    return new Letter(mak, mac, text, module.mac(mak, mac, text));
  }

  /** ANSI X9.19 under a double-length key. */
  @Benchmark
  public void x9dot19(Turn turn) {
    verify(x9dot19[turn.next()]);
  }

  /** CMAC under AES-128. */
  @Benchmark
  public void aesCmac(Turn turn) {
    verify(aesCmac[turn.next()]);
  }

  /** The CUP MAC under SM4. */
  @Benchmark
  public void sm4Cup(Turn turn) {
    verify(sm4Cup[turn.next()]);
  }

  private void verify(Letter letter) {
    if (!module.verifyMac(letter.mak, letter.algorithm, letter.text, letter.mac)) {
      throw new IllegalStateException("a MAC was refused");
    }
  }
}
