package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * Prints what the cryptography of a purchase costs, in microseconds an operation: the best of
 * several rounds on one thread, after warming up. Run it on a quiet machine; nothing in a test
 * depends on it.
 */
public final class CryptoTiming {
  private static final int TERMINALS = 2_000;
  private static final int WARM_UP = 300_000;
  private static final int ROUNDS = 7;
  private static final int OPERATIONS = 100_000;
  private static final String PAN = "6221558812340000";

  private final Institution institution = new Institution();
  private final SoftSecurityModule module = institution.module;
  private final byte[] message = new byte[160];
  private final byte[] balance = ByteBuffer.allocate(24).putLong(100_000).array();
  private final byte[] sealed = module.sealBalance(1, 1, balance);
  private final byte[] stored = module.pinVerification(1, "123456".toCharArray());
  private final byte[] sealedPan = module.sealPan(1, PAN);
  private final byte[] pinBlock = pinBlock();
  private final KeyBlock tmk = module.generate(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY);
  private final KeyBlock[] maks = new KeyBlock[TERMINALS];
  private final KeyBlock[] piks = new KeyBlock[TERMINALS];
  private final byte[][] macs = new byte[TERMINALS][];
  private long seen;

  private CryptoTiming() {
    for (int i = 0; i < TERMINALS; i++) {
      maks[i] = module.generate(KeyUsage.MESSAGE_AUTHENTICATION, KeyAlgorithm.DES);
      piks[i] = institution.key(KeyUsage.PIN_ENCRYPTION, "0123456789ABCDEFFEDCBA9876543210");
      macs[i] = module.mac(maks[i], message);
    }
  }

  public static void main(String[] arguments) {
    CryptoTiming timing = new CryptoTiming();
    timing.time("verify MAC, 160 bytes", timing::verifyMac);
    timing.time("verify PIN, double-length", timing::verifyPin);
    timing.time("open balance", timing::openBalance);
    timing.time("seal balance", timing::sealBalance);
    timing.time("make MAC, 160 bytes", timing::mac);
    timing.time("PAN hash", i -> timing.use(timing.module.panHash(PAN)));
    timing.time("purchase: the first five", timing::purchase);
    timing.time("seal PAN", i -> timing.use(timing.module.sealPan(1, PAN)));
    timing.time(
        "open PAN", i -> timing.seen += timing.module.openPan(1, timing.sealedPan).length());
    timing.time("sign-in: two keys made, exported, checked", timing::signIn);
    System.out.println("(" + timing.seen + ")");
  }

  private void verifyMac(int i) {
    seen += module.verifyMac(maks[i % TERMINALS], message, macs[i % TERMINALS]) ? 1 : 1_000_000;
  }

  private void verifyPin(int i) {
    PinCheck check = module.verifyPin(piks[i % TERMINALS], pinBlock, PAN, 1, stored);
    seen += check == PinCheck.CORRECT ? 1 : 1_000_000;
  }

  private void openBalance(int i) {
    use(module.openBalance(1, 1, sealed));
  }

  private void sealBalance(int i) {
    use(module.sealBalance(1, i, balance));
  }

  private void mac(int i) {
    use(module.mac(maks[i % TERMINALS], message));
  }

  private void purchase(int i) {
    verifyMac(i);
    verifyPin(i);
    openBalance(i);
    sealBalance(i);
    mac(i);
  }

  private void signIn(int i) {
    KeyBlock pik = module.generate(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.TDES_2KEY);
    KeyBlock mak = module.generate(KeyUsage.MESSAGE_AUTHENTICATION, KeyAlgorithm.DES);
    use(module.exportUnder(tmk, pik));
    use(module.exportUnder(tmk, mak));
    use(module.kcv(pik));
    use(module.kcv(mak));
  }

  private void use(byte[] result) {
    seen += result[result.length - 1];
  }

  private void time(String name, IntConsumer operation) {
    for (int i = 0; i < WARM_UP; i++) {
      operation.accept(i);
    }
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < OPERATIONS; i++) {
        operation.accept(i);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf("%-45s %8.2f us%n", name, best / 1_000.0 / OPERATIONS);
  }

  private static byte[] pinBlock() {
    byte[] field = Institution.hex("06123456FFFFFFFF");
    byte[] account = Institution.hex("0000" + PAN.substring(3, 15));
    for (int i = 0; i < field.length; i++) {
      field[i] ^= account[i];
    }
    return Institution.encrypt(Institution.hex("0123456789ABCDEFFEDCBA9876543210"), field);
  }
}
