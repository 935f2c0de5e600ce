package org.openprepaid.key.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.block.Samples.hex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/** Keys wrapped and opened: what comes back, and what is refused. */
class KeyBlockCodecTest {
  private static final BlockHeader PIN_KEY = BlockHeader.of(BlockVersion.D, "P0", 'T', 'B');

  private final KeyBlockCodec codec = KeyBlockCodec.hidingKeyLength();

  @Property(tries = 500)
  void aKeyComesBackAsItWasWrapped(
      @ForAll ProtectionAlgorithm algorithm,
      @ForAll @Size(min = 32, max = 32) byte[] protection,
      @ForAll("headers") BlockHeader drawn,
      @ForAll @Size(min = 1, max = 300) byte[] key,
      @ForAll boolean hiding) {
    KeyBlockCodec either = hiding ? codec : KeyBlockCodec.showingKeyLength();
    BlockHeader header = of(drawn, algorithm.version());
    try (ClearProtectionKey kbpk = protectionKey(algorithm, protection)) {
      String block = either.wrap(kbpk, header, key);
      assertThat(block).matches("[BD][0-9]{4}[ -~]+").hasSizeLessThanOrEqualTo(4096);
      assertThat(Integer.parseInt(block.substring(1, 5))).isEqualTo(block.length());
      assertThat(block.length() % algorithm.version().blockBytes()).isZero();
      assertThat(BlockHeader.parse(block)).isEqualTo(header);
      try (UnwrappedKey opened = codec.unwrap(kbpk, block)) {
        assertThat(opened.key()).isEqualTo(key);
        assertThat(opened.header()).isEqualTo(header);
      }
    }
  }

  @Property(tries = 12)
  void anyChangedBitOfABlockIsRefused(
      @ForAll ProtectionAlgorithm algorithm,
      @ForAll @Size(min = 32, max = 32) byte[] protection,
      @ForAll("headers") BlockHeader drawn,
      @ForAll @Size(min = 1, max = 40) byte[] key) {
    try (ClearProtectionKey kbpk = protectionKey(algorithm, protection)) {
      String block = codec.wrap(kbpk, of(drawn, algorithm.version()), key);
      for (int at = 0; at < block.length(); at++) {
        for (int bit = 0; bit < Character.SIZE; bit++) {
          char changed = (char) (block.charAt(at) ^ 1 << bit);
          assertRefused(kbpk, block.substring(0, at) + changed + block.substring(at + 1));
        }
      }
    }
  }

  @Property(tries = 50)
  void whatIsCutOffOrAddedIsRefused(@ForAll("headers") BlockHeader drawn, @ForAll char more) {
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_256, new byte[32])) {
      String block = codec.wrap(kbpk, of(drawn, BlockVersion.D), new byte[16]);
      for (int end = 0; end < block.length(); end++) {
        assertRefused(kbpk, block.substring(0, end));
      }
      assertRefused(kbpk, block + more);
      assertRefused(kbpk, block + "0".repeat(32));
    }
  }

  @Property(tries = 200)
  void anotherProtectionKeyIsRefused(
      @ForAll ProtectionAlgorithm algorithm,
      @ForAll ProtectionAlgorithm other,
      @ForAll @Size(min = 32, max = 32) byte[] first,
      @ForAll @Size(min = 32, max = 32) byte[] second) {
    // DES keys are one key if they differ in parity only
    second[0] = (byte) (first[0] ^ 0x10);
    try (ClearProtectionKey kbpk = protectionKey(algorithm, first);
        ClearProtectionKey foreign = protectionKey(other, second)) {
      String block = codec.wrap(kbpk, of(PIN_KEY, algorithm.version()), new byte[16]);
      assertThatThrownBy(() -> codec.unwrap(foreign, block))
          .isInstanceOfSatisfying(
              KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.BLOCK_BROKEN))
          .hasMessageNotContaining("length");
    }
  }

  @Property(tries = 2_000)
  void anyTextIsRefusedInOrder(@ForAll("texts") String text) {
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_128, new byte[32])) {
      assertRefused(kbpk, text);
    }
  }

  private void assertRefused(ProtectionKey kbpk, String block) {
    assertThatThrownBy(() -> codec.unwrap(kbpk, block))
        .isInstanceOfSatisfying(
            KeyException.class,
            e -> assertThat(e.fault()).isIn(KeyFault.BLOCK_MALFORMED, KeyFault.BLOCK_BROKEN));
  }

  /** Lengths as psec and moov-io/tr31 test them (test_kb_masking_key_length). */
  @ParameterizedTest
  @CsvSource({
    "B, T, 24, 96, 96", "B, T, 16, 96, 80", "B, D, 8, 96, 64",
    "D, A, 32, 144, 144", "D, A, 24, 144, 112", "D, A, 16, 144, 112",
    "D, T, 24, 112, 112", "D, T, 16, 112, 112", "D, D, 8, 112, 80",
  })
  void theLengthOfAKeyIsHiddenOrNot(
      BlockVersion version, char algorithm, int keyBytes, int hidden, int shown) {
    ProtectionAlgorithm protection =
        version == BlockVersion.B ? ProtectionAlgorithm.TDES_3KEY : ProtectionAlgorithm.AES_192;
    BlockHeader header = BlockHeader.of(version, "P0", algorithm, 'E');
    try (ClearProtectionKey kbpk = protectionKey(protection, new byte[32])) {
      byte[] key = new byte[keyBytes];
      assertThat(codec.wrap(kbpk, header, key)).hasSize(hidden);
      assertThat(KeyBlockCodec.showingKeyLength().wrap(kbpk, header, key)).hasSize(shown);
    }
  }

  @Test
  void noBlockOfOneKeyIsLikeAnother() {
    Set<String> blocks = new HashSet<>();
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_256, new byte[32])) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(blocks.add(codec.wrap(kbpk, PIN_KEY, new byte[16]))).isTrue();
      }
    }
  }

  /** A length field that counts the same key differently is covered by the MAC, too. */
  @Test
  void aLengthInAnotherFormIsRefused() {
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.TDES_2KEY, new byte[32])) {
      BlockHeader header = of(PIN_KEY, BlockVersion.B).withOptional("KS", "ABCD");
      String block = codec.wrap(kbpk, header, new byte[16]);
      assertThat(block).startsWith("B0104P0TB00N0100KS08ABCD");
      String other = "B0112P0TB00N0200KS00010CABCDPB04" + block.substring(24);
      assertThat(BlockHeader.parse(other)).isEqualTo(header);
      assertThatThrownBy(() -> codec.unwrap(kbpk, other)).hasMessageEndingWith("its MAC is wrong");
    }
  }

  /** 16 characters of header and 32 of MAC leave room for 126 cipher blocks. */
  @Test
  void theLongestBlockIsBounded() {
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_256, new byte[32])) {
      String block = codec.wrap(kbpk, PIN_KEY, new byte[126 * 16 - 2]);
      assertThat(block).hasSize(4080);
      assertThat(codec.unwrap(kbpk, block).key()).hasSize(126 * 16 - 2);
      assertThatThrownBy(() -> codec.wrap(kbpk, PIN_KEY, new byte[126 * 16 - 1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8192, 100_000})
  void aKeyThatNoBlockHoldsIsRefused(int bytes) {
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_256, new byte[32])) {
      assertThatThrownBy(() -> codec.wrap(kbpk, PIN_KEY, new byte[bytes]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aHeaderOfAnotherVersionIsRefused() {
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.TDES_3KEY, new byte[32])) {
      assertThatThrownBy(() -> codec.wrap(kbpk, PIN_KEY, new byte[16]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aHundredthOptionalBlockFindsNoRoom() {
    BlockHeader full = PIN_KEY;
    for (int i = 10; i < 109; i++) {
      full = full.withOptional(i < 100 ? "" + i : "A" + (i - 100), "");
    }
    BlockHeader needsPadding = full;
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_256, new byte[32])) {
      assertThatThrownBy(() -> codec.wrap(kbpk, needsPadding, new byte[16]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A token may be asked for nothing but CMACs, and may fail at any of them. */
  @ParameterizedTest
  @EnumSource(ProtectionAlgorithm.class)
  void aTokenThatFailsIsReported(ProtectionAlgorithm algorithm) {
    for (int answers = 0; answers < 2; answers++) {
      ProtectionKey token = new FailingToken(algorithm, answers);
      String block = "D0112P0AE00E0000" + "0".repeat(96);
      String fitting = algorithm.version() == BlockVersion.D ? block : "B" + block.substring(1);
      assertThatThrownBy(() -> codec.unwrap(token, fitting)).hasMessageStartingWith("OP-1514");
    }
  }

  @Test
  void whatIsClosedIsNotUsed() {
    ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_256, new byte[32]);
    String block = codec.wrap(kbpk, PIN_KEY, hex("0123456789ABCDEFFEDCBA9876543210"));
    UnwrappedKey opened = codec.unwrap(kbpk, block);
    byte[] key = opened.key();
    opened.close();
    kbpk.close();
    assertThat(key).containsOnly(0);
    assertThatThrownBy(opened::key).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> codec.unwrap(kbpk, block)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyOfAnotherLengthIsNoProtectionKey() {
    assertThatThrownBy(() -> new ClearProtectionKey(ProtectionAlgorithm.AES_256, new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLogShowsNoKey() {
    try (ClearProtectionKey kbpk = protectionKey(ProtectionAlgorithm.AES_256, new byte[32])) {
      String block = codec.wrap(kbpk, PIN_KEY.withOptional("KS", "0123"), new byte[16]);
      assertThat(kbpk).hasToString("ClearProtectionKey[AES_256]");
      assertThat(codec.unwrap(kbpk, block))
          .hasToString("UnwrappedKey[BlockHeader[D P0 T B 00 N KS]]");
      String altered = block.substring(0, block.length() - 32) + "0".repeat(32);
      assertThatThrownBy(() -> codec.unwrap(kbpk, altered))
          .hasMessageNotContaining(block.substring(16, 40));
    }
  }

  private static ClearProtectionKey protectionKey(ProtectionAlgorithm algorithm, byte[] bytes) {
    byte[] key = new byte[algorithm.keyBytes()];
    System.arraycopy(bytes, 0, key, 0, key.length);
    return new ClearProtectionKey(algorithm, key);
  }

  private static BlockHeader of(BlockHeader header, BlockVersion version) {
    return new BlockHeader(
        version,
        header.usage(),
        header.algorithm(),
        header.mode(),
        header.keyVersion(),
        header.exportability(),
        header.optionalBlocks());
  }

  @Provide
  Arbitrary<BlockHeader> headers() {
    Arbitrary<Character> any =
        Arbitraries.of("AZ09amTDHE4".chars().mapToObj(c -> (char) c).toList());
    Arbitrary<String> two = any.array(char[].class).ofSize(2).map(String::new);
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40),
            Arbitraries.strings().withCharRange(' ', '~').ofMinLength(249).ofMaxLength(260));
    Arbitrary<List<OptionalBlock>> optional =
        Combinators.combine(two, values)
            .as(OptionalBlock::new)
            .list()
            .ofMaxSize(5)
            .uniqueElements(OptionalBlock::id)
            .map(ArrayList::new);
    return Combinators.combine(two, any, any, two, Arbitraries.of('E', 'N', 'S'), optional)
        .as(
            (usage, algorithm, mode, version, export, blocks) ->
                new BlockHeader(BlockVersion.D, usage, algorithm, mode, version, export, blocks));
  }

  /** Anything, and things that look like blocks: a right beginning and length, then chaos. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> tails =
        Arbitraries.strings().withChars("0123456789ABCDEFPBKS").ofMaxLength(200);
    Arbitrary<String> starts =
        Arbitraries.of("P0AE00E0000", "P0AE00E0100KS", "P0AE00E0200KS0002", "K0TB00N99", "");
    Arbitrary<String> alike =
        Combinators.combine(Arbitraries.of("B", "D", "A", "E"), starts, tails)
            .as((v, s, t) -> v + "%04d".formatted(5 + s.length() + t.length()) + s + t);
    return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(120), tails, alike);
  }

  private static final class FailingToken implements ProtectionKey {
    private final ProtectionAlgorithm algorithm;
    private int answers;

    FailingToken(ProtectionAlgorithm algorithm, int answers) {
      this.algorithm = algorithm;
      this.answers = answers;
    }

    @Override
    public ProtectionAlgorithm algorithm() {
      return algorithm;
    }

    @Override
    public byte[] cmac(byte[] data) {
      if (answers-- == 0) {
        throw new KeyException(KeyFault.CIPHER_FAILED, "token");
      }
      return new byte[algorithm.version().blockBytes()];
    }
  }
}
