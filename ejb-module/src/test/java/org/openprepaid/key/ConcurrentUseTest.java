package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Institution.hex;

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
  private static final String DOUBLE = "0123456789ABCDEFFEDCBA9876543210";
  private static final List<PinMethod> METHODS = List.of(PinMethod.values());
  private static final List<KeyAlgorithm> PIN_KEYS =
      List.of(KeyAlgorithm.DES, KeyAlgorithm.TDES_2KEY, KeyAlgorithm.AES_128, KeyAlgorithm.SM4);

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
    KeyAlgorithm algorithm = PIN_KEYS.get((int) account % PIN_KEYS.size());
    PinMethod method = METHODS.get((int) account / PIN_KEYS.size() % METHODS.size());
    String pikHex = DOUBLE.substring(0, 2 * algorithm.keyBytes());
    KeyRef pik = institution.key(KeyType.PIK, algorithm, pikHex);
    KeyRef mak = institution.generate(KeyType.MAK, KeyAlgorithm.DES);
    String pin = "1234" + account;
    PinCard card = new PinCard(Institution.OWN, account, PAN);
    byte[] stored = module.pinReference(method, card, pin.toCharArray());
    PinFormat format = PinFormat.usualFor(algorithm);
    byte[] pinBlock = PinPad.block(format, algorithm, hex(pikHex), pin, PAN);
    byte[] hash = module.panHash(PAN);
    String cvn = module.cvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED);
    byte[] sealed = module.sealBalance(account, 0, balance(0));
    int done = 0;
    for (int version = 0; version < PURCHASES; version++) {
      byte[] message = ByteBuffer.allocate(160).putLong(account).putInt(version).array();
      boolean good =
          module.verifyMac(mak, message, module.mac(mak, message))
              && module.verifyPin(pik, format, pinBlock, card, stored) == PinCheck.CORRECT
              && Arrays.equals(hash, module.panHash(PAN))
              && module.verifyCvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED, cvn)
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
}
