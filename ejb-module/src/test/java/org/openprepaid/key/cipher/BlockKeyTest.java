package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.cipher.Bytes.hex;
import static org.openprepaid.key.cipher.Bytes.sample;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AES and SM4, block by block. */
class BlockKeyTest {
  private static final String SM4_KEY = "0123456789ABCDEFFEDCBA9876543210";

  @ParameterizedTest(name = "FIPS 197 appendix {2}")
  @CsvSource({
    "000102030405060708090A0B0C0D0E0F, 69C4E0D86A7B0430D8CDB78070B4C55A, C.1",
    "000102030405060708090A0B0C0D0E0F1011121314151617, DDA97CA4864CDFE06EAF70A0EC0D7191, C.2",
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
        + " 8EA2B7CA516745BFEAFC49904B496089, C.3",
  })
  void aes(String key, String encrypted, String appendix) {
    byte[] clear = hex("00112233445566778899AABBCCDDEEFF");
    assertThat(hex(AesKey.forEncryption(hex(key)).blocks(clear))).isEqualTo(encrypted);
    assertThat(AesKey.forDecryption(hex(key)).blocks(hex(encrypted))).isEqualTo(clear);
  }

  /** GB/T 32907-2016, appendix A, example 1; key and clear text are the same. */
  @Test
  void sm4() {
    byte[] clear = hex(SM4_KEY);
    String encrypted = "681EDF34D206965E86B3E94F536E4246";
    assertThat(hex(Sm4Key.forEncryption(hex(SM4_KEY)).blocks(clear))).isEqualTo(encrypted);
    assertThat(Sm4Key.forDecryption(hex(SM4_KEY)).blocks(hex(encrypted))).isEqualTo(clear);
  }

  /** GB/T 32907-2016, appendix A, example 2: encrypted a million times; and here the way back. */
  @Test
  void sm4AMillionTimes() {
    byte[] block = hex(SM4_KEY);
    repeated(Sm4Key.forEncryption(hex(SM4_KEY)), block);
    assertThat(hex(block)).isEqualTo("595298C7C6FD271F0402F804C33D3F66");
    repeated(Sm4Key.forDecryption(hex(SM4_KEY)), block);
    assertThat(hex(block)).isEqualTo(SM4_KEY);
  }

  private static void repeated(BlockKey key, byte[] block) {
    for (int i = 0; i < 1_000_000; i++) {
      key.block(block, 0, block, 0);
    }
  }

  @Property(tries = 100)
  void decryptionUndoesEncryption(@ForAll @Size(32) byte[] key, @ForAll @Size(48) byte[] clear) {
    for (int length : new int[] {16, 24, 32}) {
      byte[] aes = Arrays.copyOf(key, length);
      byte[] encrypted = AesKey.forEncryption(aes).blocks(clear);
      assertThat(AesKey.forDecryption(aes).blocks(encrypted)).isEqualTo(clear);
    }
    byte[] sm4 = Arrays.copyOf(key, 16);
    byte[] encrypted = Sm4Key.forEncryption(sm4).blocks(clear);
    assertThat(Sm4Key.forDecryption(sm4).blocks(encrypted)).isEqualTo(clear);
  }

  @Test
  void everyBlockIsTransformedByItself() {
    for (BlockKey key : keys()) {
      byte[] twice = new byte[32];
      System.arraycopy(sample(16), 0, twice, 0, 16);
      System.arraycopy(sample(16), 0, twice, 16, 16);
      byte[] out = key.blocks(twice);
      assertThat(Arrays.copyOf(out, 16)).isEqualTo(Arrays.copyOfRange(out, 16, 32));
    }
  }

  @Test
  void aBlockIsTransformedInPlaceAndNothingBesideIt() {
    for (BlockKey key : keys()) {
      byte[] expected = key.blocks(Arrays.copyOfRange(sample(40), 7, 23));
      byte[] bytes = sample(40);
      key.block(bytes, 7, bytes, 7);
      assertThat(Arrays.copyOfRange(bytes, 7, 23)).isEqualTo(expected);
      System.arraycopy(sample(40), 7, bytes, 7, 16);
      assertThat(bytes).isEqualTo(sample(40));
    }
  }

  @Test
  void aBlockBeyondTheArrayIsRefusedAndTheKeyStaysGood() {
    for (BlockKey key : keys()) {
      byte[] before = key.blocks(sample(16));
      byte[] tooShort = new byte[20];
      assertThatThrownBy(() -> key.block(tooShort, 5, new byte[16], 0))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> key.block(new byte[16], 0, tooShort, 5))
          .isInstanceOf(RuntimeException.class);
      assertThat(key.blocks(sample(16))).isEqualTo(before);
    }
  }

  @Test
  void theCallerMayWipeItsCopy() {
    byte[] bytes = sample(16);
    BlockKey aes = AesKey.forEncryption(bytes);
    BlockKey sm4 = Sm4Key.forEncryption(bytes);
    Arrays.fill(bytes, (byte) 0);
    assertThat(aes.blocks(sample(16)))
        .isEqualTo(AesKey.forEncryption(sample(16)).blocks(sample(16)));
    assertThat(sm4.blocks(sample(16)))
        .isEqualTo(Sm4Key.forEncryption(sample(16)).blocks(sample(16)));
  }

  @Test
  void aWipedKeyRefusesToWork() {
    for (BlockKey key : keys()) {
      key.blocks(sample(16));
      key.wipe();
      assertThatThrownBy(() -> key.blocks(sample(16))).isInstanceOf(IllegalStateException.class);
      key.wipe();
    }
    BlockKey unused = AesKey.forEncryption(sample(16));
    unused.wipe();
    assertThatThrownBy(() -> unused.blocks(sample(16))).isInstanceOf(IllegalStateException.class);
  }

  /** What the wiping of SM4 keys builds on. */
  @Test
  void theLibrarysKeyParameterHandsOutItsOwnBytes() {
    KeyParameter parameter = new KeyParameter(sample(16));
    Arrays.fill(parameter.getKey(), (byte) 0);
    assertThat(parameter.getKey()).isEqualTo(new byte[16]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 15, 17, 23, 31, 33})
  void keysOfOtherLengthsAreRefused(int length) {
    assertThatThrownBy(() -> AesKey.forEncryption(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Sm4Key.forDecryption(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BlockKey[] keys() {
    return new BlockKey[] {
      AesKey.forEncryption(sample(16)),
      AesKey.forDecryption(sample(24)),
      AesKey.forEncryption(sample(32)),
      Sm4Key.forEncryption(sample(16)),
      Sm4Key.forDecryption(sample(16)),
    };
  }
}
