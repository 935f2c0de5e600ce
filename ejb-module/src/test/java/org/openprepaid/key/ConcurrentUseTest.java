package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many threads make whole purchases with one module, and each finds its own values again. */
class ConcurrentUseTest {
  private static final int THREADS = 16;
  private static final int PURCHASES = 400;
  private static final String PAN = "6221558812340000";

  private final Institution institution = new Institution();
  private final SoftSecurityModule module = institution.module;

  @Test
  void purchasesOfManyThreadsDoNotMix() throws Exception {
    List<Callable<Integer>> lanes = new ArrayList<>();
    for (int lane = 0; lane < THREADS; lane++) {
      long account = lane;
      lanes.add(() -> purchases(account));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Integer> done : threads.invokeAll(lanes)) {
        assertThat(done.get()).isEqualTo(PURCHASES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int purchases(long account) {
    String pikHex = account % 2 == 0 ? "0123456789ABCDEF" : "0123456789ABCDEFFEDCBA9876543210";
    KeyBlock pik = institution.key(KeyUsage.PIN_ENCRYPTION, pikHex);
    KeyBlock mak = module.generate(KeyUsage.MESSAGE_AUTHENTICATION, KeyAlgorithm.DES);
    String pin = "1234" + account;
    byte[] stored = module.pinVerification(account, pin.toCharArray());
    byte[] pinBlock = pinBlock(pikHex, pin);
    byte[] hash = module.panHash(PAN);
    byte[] sealed = module.sealBalance(account, 0, balance(0));
    int done = 0;
    for (int version = 0; version < PURCHASES; version++) {
      byte[] message = ByteBuffer.allocate(160).putLong(account).putInt(version).array();
      boolean good =
          module.verifyMac(mak, message, module.mac(mak, message))
              && module.verifyPin(pik, pinBlock, PAN, account, stored) == PinCheck.CORRECT
              && Arrays.equals(hash, module.panHash(PAN))
              && PAN.equals(module.openPan(account, module.sealPan(account, PAN)))
              && Arrays.equals(balance(version), module.openBalance(account, version, sealed));
      sealed = module.sealBalance(account, version + 1, balance(version + 1));
      done += good ? 1 : 0;
    }
    return done;
  }

  private static byte[] balance(long amount) {
    return ByteBuffer.allocate(Long.BYTES).putLong(amount).array();
  }

  private static byte[] pinBlock(String pik, String pin) {
    byte[] field = Institution.hex("0" + pin.length() + pin + "F".repeat(14 - pin.length()));
    byte[] account = Institution.hex("0000" + PAN.substring(3, 15));
    for (int i = 0; i < field.length; i++) {
      field[i] ^= account[i];
    }
    return Institution.encrypt(Institution.hex(pik), field);
  }
}
