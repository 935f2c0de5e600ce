package org.openprepaid.system.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openprepaid.key.DukptKey;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.PinFormat;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.key.WorkingKey;
import org.openprepaid.key.cipher.AesKey;
import org.openprepaid.key.cipher.DesKey;
import org.openprepaid.key.cipher.DukptAes;
import org.openprepaid.key.cipher.DukptTdes;
import org.openprepaid.key.cipher.PinBlockFormat;

/**
 * PINs verified by the other methods; and by the keyed hash when they come under keys of DUKPT,
 * which are derived anew for each message.
 */
@State(Scope.Benchmark)
public class PinCryptography {
  private final Entry[] entries = new Entry[ModuleOnTrial.TERMINALS];
  private SoftSecurityModule module;

  /** A PIN as it comes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(WorkingKey key, PinFormat format, byte[] block) {}

  /** A PIN as three kinds of terminals send it, and as four kinds of products store it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(
      PinCard card,
      Sent usual,
      Sent dukptTdes,
      Sent dukptAes,
      byte[] hash,
      byte[] offset,
      byte[] pvv,
      byte[] encrypted) {}

  /** Makes keys, PINs and PIN blocks. */
  @Setup
  public void prepare() {
    ModuleOnTrial trial = ModuleOnTrial.make();
    module = trial.module();
    BaseKey tdes = BaseKey.make(trial, KeyAlgorithm.TDES_2KEY);
    BaseKey aes = BaseKey.make(trial, KeyAlgorithm.AES_128);
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(trial, i, tdes, aes);
    }
  }

  private Entry entry(ModuleOnTrial trial, int terminal, BaseKey tdes, BaseKey aes) {
    PinCard card = ModuleOnTrial.card(terminal);
    byte[] pin = trial.pin();
    return new Entry(
        card,
        usual(trial, terminal, card, pin),
        tdes.sent(trial, terminal, card, pin),
        aes.sent(trial, terminal, card, pin),
        reference(PinMethod.KEYED_HASH, card, pin),
        reference(PinMethod.IBM_OFFSET, card, pin),
        reference(PinMethod.VISA_PVV, card, pin),
        reference(PinMethod.ENCRYPTED, card, pin));
  }

  private byte[] reference(PinMethod method, PinCard card, byte[] pin) {
    return module.pinReference(method, card, ModuleOnTrial.typed(pin));
  }

  private static Sent usual(ModuleOnTrial trial, int terminal, PinCard card, byte[] pin) {
    byte[] clear = trial.bytes(KeyAlgorithm.TDES_2KEY.keyBytes());
    KeyRef pik = trial.wrapped(terminal, KeyType.PIK, KeyAlgorithm.TDES_2KEY, clear);
    return new Sent(pik, PinFormat.ISO_0, iso0(clear, pin, card));
  }

  private static byte[] iso0(byte[] pinKey, byte[] pin, PinCard card) {
    return PinBlockFormat.ISO_0.encrypted(DesKey.forEncryption(pinKey), pin, card.panDigits());
  }

  private static byte[] iso4(byte[] pinKey, byte[] pin, PinCard card) {
    return PinBlockFormat.ISO_4.encrypted(AesKey.forEncryption(pinKey), pin, card.panDigits());
  }

  /** A base derivation key as the terminals' maker knows it, and as the module does. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record BaseKey(KeyRef ref, byte[] clear) {
    /** A derivation costs the more, the more one-bits the counter has; a busy year at most. */
    private static final int TRANSACTIONS = 100_000;

    /** Terminals with triple DES skip the others. */
    private static final int MAX_ONES = 10;

    static BaseKey make(ModuleOnTrial trial, KeyAlgorithm algorithm) {
      byte[] clear = trial.bytes(algorithm.keyBytes());
      KeyName name = new KeyName(new KeyOwner("ZONE/BENCH"), KeyType.BDK, 1);
      KeySpec spec = KeySpec.of(name, algorithm);
      // the module sets the parity of a DES key, and the derivation does not look at it
      return new BaseKey(trial.module().combine(spec, List.of(clear)), clear);
    }

    Sent sent(ModuleOnTrial trial, int terminal, PinCard card, byte[] pin) {
      if (ref.algorithm().isAes()) {
        byte[] ksn = ksn(trial, terminal, DukptAes.KSN_BYTES);
        DukptAes.Use use = DukptAes.Use.PIN_ENCRYPTION;
        byte[] key = DukptAes.workingKey(clear, ksn, use, DukptAes.KeyType.AES_128);
        return new Sent(new DukptKey(ref, ksn), PinFormat.ISO_4, iso4(key, pin, card));
      }
      byte[] ksn = ksn(trial, terminal, DukptTdes.KSN_BYTES);
      byte[] key = DukptTdes.workingKey(clear, ksn, DukptTdes.Use.PIN_ENCRYPTION);
      return new Sent(new DukptKey(ref, ksn), PinFormat.ISO_0, iso0(key, pin, card));
    }

    /** The terminal's number, then the counter: its field has 21 bits or, with AES, 32. */
    private static byte[] ksn(ModuleOnTrial trial, int terminal, int length) {
      int counter;
      do {
        counter = trial.number(TRANSACTIONS);
      } while (Integer.bitCount(counter) > MAX_ONES);
      long tail = ((long) terminal << Integer.SIZE) | counter;
      byte[] ksn = new byte[length];
      for (int i = 0; i < Long.BYTES; i++) {
        ksn[length - 1 - i] = (byte) (tail >> (i * Byte.SIZE));
      }
      return ksn;
    }
  }

  /** IBM 3624 offset. */
  @Benchmark
  public void ibmOffset(Turn turn) {
    Entry entry = entries[turn.next()];
    verify(entry, entry.usual, entry.offset);
  }

  /** Visa PVV. */
  @Benchmark
  public void visaPvv(Turn turn) {
    Entry entry = entries[turn.next()];
    verify(entry, entry.usual, entry.pvv);
  }

  /** The PIN itself, encrypted under AES-256. */
  @Benchmark
  public void encrypted(Turn turn) {
    Entry entry = entries[turn.next()];
    verify(entry, entry.usual, entry.encrypted);
  }

  /** ISO 9564 format 0 under a key of DUKPT with triple DES. */
  @Benchmark
  public void dukptTdes(Turn turn) {
    Entry entry = entries[turn.next()];
    verify(entry, entry.dukptTdes, entry.hash);
  }

  /** ISO 9564 format 4 under a key of DUKPT with AES-128. */
  @Benchmark
  public void dukptAes(Turn turn) {
    Entry entry = entries[turn.next()];
    verify(entry, entry.dukptAes, entry.hash);
  }

  private void verify(Entry entry, Sent sent, byte[] reference) {
    PinCheck check = module.verifyPin(sent.key, sent.format, sent.block, entry.card, reference);
    if (check != PinCheck.CORRECT) {
      throw new IllegalStateException("a PIN was refused");
    }
  }
}
