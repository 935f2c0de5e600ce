package org.openprepaid.system.bench;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.PinFormat;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.cipher.DesKey;
import org.openprepaid.key.cipher.PinBlockFormat;

/** What the security module does for one purchase of the CUP profile, and each part alone. */
@State(Scope.Benchmark)
public class PurchaseCryptography {
  /** From the MTI through field 63, about as long as a purchase with track 2 and PIN. */
  private static final int MESSAGE_BYTES = 160;

  /** Two amounts. */
  private static final int BALANCE_BYTES = 16;

  private static final long VERSION = 7;

  private final Visit[] visits = new Visit[ModuleOnTrial.TERMINALS];
  private SecurityModule module;

  /**
   * A purchase to be made.
   *
   * @param reference what is stored of the PIN
   * @param balance sealed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Visit(
      KeyRef mak,
      KeyRef pik,
      byte[] request,
      byte[] mac,
      byte[] pinBlock,
      PinCard card,
      byte[] reference,
      byte[] balance) {}

  /** Signs the terminals in. */
  @Setup
  public void prepare() {
    ModuleOnTrial trial = ModuleOnTrial.make();
    module = trial.module();
    for (int i = 0; i < visits.length; i++) {
      visits[i] = visit(trial, i);
    }
  }

  private Visit visit(ModuleOnTrial trial, int terminal) {
    KeyRef mak = trial.generated(terminal, KeyType.MAK, KeyAlgorithm.DES);
    byte[] pinKey = trial.bytes(KeyAlgorithm.TDES_2KEY.keyBytes());
    KeyRef pik = trial.wrapped(terminal, KeyType.PIK, KeyAlgorithm.TDES_2KEY, pinKey);
    byte[] request = trial.bytes(MESSAGE_BYTES);
    PinCard card = ModuleOnTrial.card(terminal);
    byte[] pin = trial.pin();
    byte[] amounts = ByteBuffer.allocate(BALANCE_BYTES).putLong(trial.number(100_000)).array();
    return new Visit(
        mak,
        pik,
        request,
        module.mac(mak, request),
        PinBlockFormat.ISO_0.encrypted(DesKey.forEncryption(pinKey), pin, card.panDigits()),
        card,
        module.pinReference(PinMethod.KEYED_HASH, card, ModuleOnTrial.typed(pin)),
        module.sealBalance(card.cardId(), VERSION, amounts));
  }

  /** All of it, in its order. */
  @Benchmark
  public void purchase(Turn turn, Blackhole out) {
    Visit visit = visits[turn.next()];
    verifyMac(visit);
    verifyPin(visit);
    byte[] balance = openBalance(visit);
    out.consume(sealBalance(visit, balance));
    out.consume(makeMac(visit));
  }

  /** The MAC of the request. */
  @Benchmark
  public void verifyMac(Turn turn) {
    verifyMac(visits[turn.next()]);
  }

  /** ISO 9564 format 0 under a double-length key, verified by the keyed hash. */
  @Benchmark
  public void verifyPin(Turn turn) {
    verifyPin(visits[turn.next()]);
  }

  /** The balance as it was. */
  @Benchmark
  public byte[] openBalance(Turn turn) {
    return openBalance(visits[turn.next()]);
  }

  /** The balance as it will be. */
  @Benchmark
  public byte[] sealBalance(Turn turn) {
    // as long as a balance is
    return sealBalance(visits[turn.next()], new byte[BALANCE_BYTES]);
  }

  /** The MAC of the reply. */
  @Benchmark
  public byte[] makeMac(Turn turn) {
    return makeMac(visits[turn.next()]);
  }

  private void verifyMac(Visit visit) {
    if (!module.verifyMac(visit.mak, visit.request, visit.mac)) {
      throw new IllegalStateException("a MAC was refused");
    }
  }

  private void verifyPin(Visit visit) {
    PinCheck check =
        module.verifyPin(visit.pik, PinFormat.ISO_0, visit.pinBlock, visit.card, visit.reference);
    if (check != PinCheck.CORRECT) {
      throw new IllegalStateException("a PIN was refused");
    }
  }

  private byte[] openBalance(Visit visit) {
    return module.openBalance(visit.card.cardId(), VERSION, visit.balance);
  }

  private byte[] sealBalance(Visit visit, byte[] balance) {
    return module.sealBalance(visit.card.cardId(), VERSION + 1, balance);
  }

  /** A reply is about as long as its request. */
  private byte[] makeMac(Visit visit) {
    return module.mac(visit.mak, visit.request);
  }
}
