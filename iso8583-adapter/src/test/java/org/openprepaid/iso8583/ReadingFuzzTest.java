package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, reading gives a message or a clean refusal. A normal build runs these over
 * the seeds and over the findings kept beside this class; {@code JAZZER_FUZZ=1 mvn test
 * -Dtest=ReadingFuzzTest#cup} searches for new ones (one method at a time).
 */
class ReadingFuzzTest {
  private static final Profile CUP = ProfileDefinition.shipped("cup");
  private static final Profile ISO87 = ProfileDefinition.shipped("iso87-ascii");
  private static final int MAX_FRAME = 4096;

  static Stream<Arguments> frames() {
    byte[] echo = TestTerminal.echo(1);
    byte[] message = Arrays.copyOfRange(echo, 2, echo.length);
    return Stream.of(
        Arguments.of((Object) new byte[0]),
        Arguments.of((Object) new byte[200]),
        Arguments.of((Object) message),
        Arguments.of(
            (Object)
                "080080200000000000000400000000000000000001301"
                    .getBytes(StandardCharsets.US_ASCII)));
  }

  @MethodSource("frames")
  @FuzzTest(maxDuration = "2m")
  void cup(byte[] frame) throws Exception {
    readsOrRefuses(CUP, frame);
  }

  @MethodSource("frames")
  @FuzzTest(maxDuration = "2m")
  void iso87(byte[] frame) throws Exception {
    readsOrRefuses(ISO87, frame);
  }

  private static void readsOrRefuses(Profile profile, byte[] frame) throws Exception {
    IncomingMessage message;
    try {
      message = profile.read(frame);
    } catch (UnreadableMessageException refusal) {
      assertThat(refusal.getMessage()).isNotEmpty();
      assertThat(MaskedFrame.describe(profile, frame)).contains("masked");
      return;
    }
    assertThat(message.fields().mti()).matches("[0-9]{4}");
    assertThat(message.fields().toString()).isNotEmpty();
    assertThat(message.macInput().length).isLessThanOrEqualTo(frame.length);
    assertThat(message.mac().length).isIn(0, Profile.MAC_BYTES);
  }

  /** The same bytes give the same frames, however the network cuts them. */
  @FuzzTest(maxDuration = "2m")
  void framing(FuzzedDataProvider data) {
    byte[] cuts = data.consumeBytes(16);
    byte[] stream = data.consumeRemainingAsBytes();

    List<byte[]> atOnce = frames(stream, new byte[0]);
    List<byte[]> inPieces = frames(stream, cuts);

    assertThat(inPieces).hasSameSizeAs(atOnce);
    for (int i = 0; i < atOnce.size(); i++) {
      assertThat(inPieces.get(i)).isEqualTo(atOnce.get(i));
    }
  }

  private static List<byte[]> frames(byte[] stream, byte[] cuts) {
    FrameBuffer buffer = new FrameBuffer(2, MAX_FRAME);
    List<byte[]> frames = new ArrayList<>();
    int from = 0;
    for (int piece = 0; from < stream.length; piece++) {
      int size = piece < cuts.length ? cuts[piece] & 0xFF : stream.length;
      int to = Math.min(stream.length, from + Math.max(1, size));
      buffer.add(UnpooledByteBufAllocator.DEFAULT, Unpooled.copiedBuffer(stream, from, to - from));
      from = to;
      int length = buffer.next();
      while (length > 0) {
        frames.add(buffer.take(length));
        length = buffer.next();
      }
      if (length == FrameBuffer.IMPOSSIBLE) {
        assertThat(buffer.announced() == 0 || buffer.announced() > MAX_FRAME).isTrue();
        break;
      }
    }
    buffer.discard();
    return frames;
  }
}
