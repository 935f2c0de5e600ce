package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.cipher.Bytes.sample;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Eight threads with one key object get what a thread with a key of its own gets. */
class SharedKeyTest {
  private static final int THREADS = 8;

  /** The threads start each round together, or one would be done before the next is awake. */
  private static final int ROUNDS = 20;

  private static final int MESSAGES = 250;

  static Stream<Named<Supplier<UnaryOperator<byte[]>>>> keys() {
    byte[] key = sample(16);
    return Stream.of(
        named("AES", () -> AesKey.forEncryption(key)::blocks),
        named("AES, decryption", () -> AesKey.forDecryption(key)::blocks),
        named("SM4", () -> Sm4Key.forEncryption(key)::blocks),
        named("SM4, decryption", () -> Sm4Key.forDecryption(key)::blocks),
        named("triple DES", () -> DesKey.forEncryption(key)::blocks),
        named("CBC MAC", () -> cbcMac(AesKey.forEncryption(key))),
        named("retail MAC", () -> retailMac(new RetailMac(key))),
        named("CMAC, AES", () -> new Cmac(AesKey.forEncryption(key))::of),
        named("CMAC, SM4", () -> new Cmac(Sm4Key.forEncryption(key))::of),
        named("CMAC, triple DES", () -> new Cmac(DesKey.forEncryption(key))::of),
        named("CUP MAC, DES", () -> cupMac(DesKey.forEncryption(key))),
        named("CUP MAC, SM4", () -> cupMac(Sm4Key.forEncryption(key))),
        named("HMAC-SHA256", () -> KeyedHash.sha256(key)::of),
        named("HMAC-SM3", () -> KeyedHash.sm3(key)::of),
        named("AES-GCM", () -> sealedAndOpened(new ClearKey("AES", key.clone()))),
        named("SM4-GCM", () -> sealedAndOpened(new ClearKey("SM4", key.clone()))));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void givesEveryThreadTheRightResults(Supplier<UnaryOperator<byte[]>> keys) throws Exception {
    UnaryOperator<byte[]> shared = keys.get();
    UnaryOperator<byte[]> own = keys.get();
    Phaser start = new Phaser(THREADS);
    List<Callable<byte[]>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      work.add(() -> results(shared, number, start));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<byte[]>> done = threads.invokeAll(work);
      for (int thread = 0; thread < THREADS; thread++) {
        assertThat(done.get(thread).get()).isEqualTo(results(own, thread, new Phaser(1)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Those of one thread, one after the other; a thread that fails does not hold up the others. */
  private static byte[] results(UnaryOperator<byte[]> key, int thread, Phaser start) {
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        start.arriveAndAwaitAdvance();
        for (int i = 0; i < MESSAGES; i++) {
          byte[] message = ByteBuffer.allocate(48).putInt(thread).putInt(round).putInt(i).array();
          results.writeBytes(key.apply(message));
        }
      }
    } finally {
      start.arriveAndDeregister();
    }
    return results.toByteArray();
  }

  private static UnaryOperator<byte[]> cbcMac(BlockKey key) {
    return data -> CbcMac.of(key, data, MacPadding.ONE_THEN_ZEROS);
  }

  private static UnaryOperator<byte[]> retailMac(RetailMac key) {
    return data -> key.of(data, MacPadding.ZEROS);
  }

  private static UnaryOperator<byte[]> cupMac(BlockKey key) {
    return data -> CupMac.of(key, data);
  }

  /** The nonce is random, so the way there and back is what can be compared. */
  private static UnaryOperator<byte[]> sealedAndOpened(ClearKey key) {
    Aead cipher = Aead.of(key);
    return data -> {
      byte[] associated = Arrays.copyOf(data, 4);
      try {
        return cipher.decrypt(key, associated, cipher.encrypt(key, associated, data, 1), 1);
      } catch (AEADBadTagException e) {
        throw new AssertionError(e);
      }
    };
  }

  private static Named<Supplier<UnaryOperator<byte[]>>> named(
      String name, Supplier<UnaryOperator<byte[]>> keys) {
    return Named.of(name, keys);
  }
}
