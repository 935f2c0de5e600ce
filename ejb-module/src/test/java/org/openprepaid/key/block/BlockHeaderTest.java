package org.openprepaid.key.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/** A block's header: its fields, and the layouts that are refused without any key. */
class BlockHeaderTest {
  private static final BlockHeader BASE = BlockHeader.of(BlockVersion.B, "P0", 'T', 'E');

  /** An encrypted field and a MAC of the shortest kind, for version B and for version D. */
  private static final String BODY_B = "0".repeat(16 + 16);

  private static final String BODY_D = "0".repeat(32 + 32);

  @Test
  void theFieldsAreReadWhereTheStandardHasThem() {
    BlockHeader header = BlockHeader.parse(block("D", "B1AX12S0300KS0812 4T104PB04", BODY_D));
    assertThat(header)
        .isEqualTo(
            BlockHeader.of(BlockVersion.D, "B1", 'A', 'X')
                .withKeyVersion("12")
                .withExportability(BlockHeader.SENSITIVE)
                .withOptional("KS", "12 4")
                .withOptional("T1", ""));
    assertThat(header.optional("KS")).contains("12 4");
    assertThat(header.optional("T2")).isEmpty();
    assertThat(header).hasToString("BlockHeader[D B1 A X 12 S KS T1]");
  }

  /** A number is free for one's own use; component numbers begin with a small c. */
  @Test
  void numbersForOnesOwnUseAndComponentsAreAllowed() {
    BlockHeader header = BlockHeader.parse(block("D", "104Nc1N0000", BODY_D));
    assertThat(header.usage()).isEqualTo("10");
    assertThat(header.algorithm()).isEqualTo('4');
    assertThat(header.keyVersion()).isEqualTo("c1");
  }

  /** The layouts of psec's test_header_load_optional tests. */
  @ParameterizedTest
  @CsvSource({
    "KS1800604B120F9292800000, 1, 00604B120F9292800000",
    "KS1200604B120F9292PB0600, 2, 00604B120F9292",
    "KS00011600604B120F9292PB0A000000, 2, 00604B120F9292",
    "KS1800604B120F9292800000T104T20600PB0600, 4, 00604B120F9292800000",
  })
  void optionalBlocksAreRead(String optional, int count, String value) {
    BlockHeader header =
        BlockHeader.parse(block("B", "P0TE00N0" + count + "00" + optional, BODY_B));
    assertThat(header.optional("KS")).contains(value);
    assertThat(header.optional("PB")).isEmpty();
  }

  @Test
  void aLongOptionalBlockIsRead() {
    String value = "P".repeat(256);
    BlockHeader header =
        BlockHeader.parse(block("B", "P0TE00N0200KS0002010A" + value + "PB0600", BODY_B));
    assertThat(header.optionalBlocks()).containsExactly(new OptionalBlock("KS", value));
  }

  /** The dots stand for the value. */
  @ParameterizedTest
  @CsvSource({
    "4, KS08...", // nothing is missing
    "0, KS04...PB04",
    "3, KS07...PB0900000", // one is missing: too few for a block
    "1, KS05...PB0B0000000",
    "251, KSFF...PB0900000",
    "252, KS00020106...PB0A000000",
  })
  void optionalBlocksAreFilledUp(int length, String expected) {
    String value = "x".repeat(length);
    BlockHeader header = BASE.withOptional("KS", value);
    String text = HeaderWriter.write(header, 32, Samples.scripted("00".repeat(20)));
    assertThat(text.substring(16)).isEqualTo(expected.replace("...", value));
    assertThat(BlockHeader.parse(text + BODY_B)).isEqualTo(header);
  }

  /** The filling is random and yet readable. */
  @Test
  void paddingIsMadeOfHexadecimalDigits() {
    BlockHeader header = BASE.withOptional("KS", "x");
    String text = HeaderWriter.write(header, 32, Samples.scripted("FF017A80C00EB3"));
    assertThat(text).endsWith("KS05xPB0BF1A00E3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "B",
        "B0016P0TE00N000",
        "B0016P0TE00N0000",
        "B0032P0TE00N00000000000000000000",
      })
  void aTextThatEndsTooSoonIsMalformed(String text) {
    assertMalformed(() -> BlockHeader.parse(text));
  }

  @ParameterizedTest
  @ValueSource(chars = {'A', 'C', 'E', '0', '1', 'b', 'd', ' ', 'Ｂ'})
  void anUnknownVersionIsMalformed(char version) {
    assertMalformed(() -> BlockHeader.parse(block(String.valueOf(version), "P0TE00N0000", BODY_B)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P_TE00N0000", // usage
        "P0_E00N0000", // algorithm
        "P0T?00N0000", // mode of use
        "P0TE0-N0000", // key version
        "P0TE00X0000", // exportability
        "P0TE00e0000",
        "P0TE00N0X00", // number of optional blocks
        "P0TE00N0A00",
        "P0TE00N0001", // reserved
        "P0TE00N0010",
      })
  void aFieldOutsideTheStandardIsMalformed(String fields) {
    assertMalformed(() -> BlockHeader.parse(block("B", fields, BODY_B)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0047", "0049", "0000", "9999", "48  ", "+048", "-048", "٠٠٤٨"})
  void anotherLengthThanTheTextsIsMalformed(String length) {
    assertThat(BlockHeader.parse("B0048P0TE00N0000" + BODY_B)).isEqualTo(BASE);
    assertMalformed(() -> BlockHeader.parse("B" + length + "P0TE00N0000" + BODY_B));
  }

  /** The cases of psec's test_header_block_load_exceptions, and some more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "01|K",
        "01|KS",
        "01|KS1",
        "01|KS1Y",
        "01|KS02",
        "01|KSFF",
        "01|KS00",
        "01|KS001",
        "01|KS001S",
        "01|KS0000",
        "01|KS0001",
        "01|KS00010",
        "01|KS00010H",
        "01|KS000101",
        "01|KS0001FF",
        "01|KS0003000010XX",
        "01|KS00FF00000000",
        "02|KS0600TT",
        "02|KS04TT03",
        "02|KS04TT0000",
        "02|KS04TT000101",
        "01|**08ABCD",
        "02|KS04**04",
        "01|KS08AB\u0003D",
        "01|KS08AB\u00FFD",
        "01|KS0aABCDEF",
        "01|KS09ABCDE",
        "99|KS08ABCD",
        "02|PB04KS04", // padding that is not the last
        "02|PB04PB04",
        "02|KS04KS04", // twice
        "00|KS08ABCD", // not counted
      })
  void optionalBlocksThatDoNotFitAreMalformed(String countAndBlocks) {
    String count = countAndBlocks.substring(0, 2);
    String optional = countAndBlocks.substring(3);
    assertMalformed(
        () -> BlockHeader.parse(block("B", "P0TE00N" + count + "00" + optional, BODY_B)));
    // and at the very end of the text
    assertMalformed(() -> BlockHeader.parse(block("B", "P0TE00N" + count + "00" + optional, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000g",
        "0000000000000000000000000000000a",
        "0000000000000000000000000000000 ",
        "x0000000000000000000000000000000",
        "000000000000000000000000000000000000000000000000"
      })
  void aBodyThatIsNoneIsMalformed(String body) {
    if (body.length() > 32) {
      assertThat(BlockHeader.parse(block("B", "P0TE00N0000", body))).isEqualTo(BASE);
      assertMalformed(() -> BlockHeader.parse(block("B", "P0TE00N0000", body.substring(8))));
      assertMalformed(() -> BlockHeader.parse(block("D", "P0TE00N0000", body)));
    } else {
      assertMalformed(() -> BlockHeader.parse(block("B", "P0TE00N0000", body)));
    }
  }

  @Test
  void aTextBeyondTheBoundIsMalformed() {
    assertThat(BlockHeader.parse(block("B", "P0TE00N0000", "0".repeat(4080)))).isEqualTo(BASE);
    assertMalformed(() -> BlockHeader.parse(block("B", "P0TE00N0000", "0".repeat(4096))));
  }

  @Test
  void aHeaderIsCheckedWhenItIsMade() {
    assertMalformed(() -> BlockHeader.of(BlockVersion.D, "P", 'A', 'E'));
    assertMalformed(() -> BlockHeader.of(BlockVersion.D, "P00", 'A', 'E'));
    assertMalformed(() -> BlockHeader.of(BlockVersion.D, "P0", ' ', 'E'));
    assertMalformed(() -> BlockHeader.of(BlockVersion.D, "P0", 'A', 'É'));
    assertMalformed(() -> BASE.withKeyVersion("0"));
    assertMalformed(() -> BASE.withExportability('F'));
    assertMalformed(() -> BASE.withOptional("K", "1"));
    assertMalformed(() -> BASE.withOptional("KS", "1\n"));
    assertMalformed(() -> BASE.withOptional("KS", "ü"));
    assertMalformed(() -> BASE.withOptional("KS", "1".repeat(4097)));
    assertMalformed(() -> BASE.withOptional("PB", "00"));
    assertMalformed(() -> BASE.withOptional("KS", "1").withOptional("KS", "2"));
  }

  @Test
  void aHeaderDoesNotChangeWithTheListItWasMadeOf() {
    List<OptionalBlock> blocks = BASE.withOptional("KS", "1").optionalBlocks();
    assertThatThrownBy(() -> blocks.add(new OptionalBlock("T1", "")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static String block(String version, String rest, String body) {
    return version + "%04d".formatted(5 + rest.length() + body.length()) + rest + body;
  }

  private static void assertMalformed(ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOfSatisfying(
            KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.BLOCK_MALFORMED));
  }
}
