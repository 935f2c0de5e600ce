package org.openprepaid.upstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.IsoConnection;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoLinkListener;
import org.openprepaid.iso8583.LinkStatus;
import org.openprepaid.iso8583.NotSentException;

/** A host at the other end of its links, in memory; it answers as the test says. */
final class FakeHost implements IsoConnection {
  private static final int[] REPEATED = {2, 3, 4, 7, 11, 12, 13, 25, 32, 37, 41, 42, 49};
  private static final byte[] NONE = {};

  final List<Sent> received = new ArrayList<>();
  private final List<String> story;
  private byte[] zak = TestZone.ZAK;
  private boolean up = true;
  private boolean open = true;
  private IsoLinkListener listener;
  private Function<IsoFields, CompletionStage<IsoAnswer>> conduct;

  /** What arrived: the message, and its MAC. */
  // never compared
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(IsoFields message, byte[] covered, byte[] mac, Duration patience) {}

  /**
   * @param story gets a line for each message that arrives
   */
  FakeHost(List<String> story) {
    this.story = story;
    answersWith("00");
  }

  // -- how it conducts itself

  void goesDown() {
    up = false;
  }

  /** As a container does that flushes its pool. */
  void isTakenAway() {
    open = false;
    up = false;
  }

  void signsWith(byte[] key) {
    zak = key.clone();
  }

  void answersWith(String code) {
    answers(reply -> reply.set(39, code).set(38, code.equals("00") ? "778899" : null));
  }

  /** An approval, after the test has changed it; under a right MAC. */
  void answers(UnaryOperator<IsoFields> change) {
    conduct = request -> CompletableFuture.completedStage(signed(change.apply(approval(request))));
  }

  void answersByHand(CompletionStage<IsoAnswer> answer) {
    conduct = request -> answer;
  }

  void answersUnsigned(byte[] mac) {
    conduct =
        request -> {
          IsoFields reply = approval(request);
          return CompletableFuture.completedStage(answer(reply, bytes(reply), mac));
        };
  }

  void fails(Exception failure) {
    conduct = request -> CompletableFuture.failedStage(failure);
  }

  void throwsAtOnce() {
    conduct =
        request -> {
          throw new IllegalStateException("the test broke the connection");
        };
  }

  /** What an approving host says to a request. */
  static IsoFields approval(IsoFields request) {
    String mti = request.mti();
    IsoFields reply = new IsoFields(mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + '0');
    for (int element : REPEATED) {
      reply.set(element, request.text(element));
    }
    return reply.set(38, "778899").set(39, "00");
  }

  IsoAnswer signed(IsoFields reply) {
    return answer(reply, bytes(reply), ClearCrypto.retailMac(zak, bytes(reply)));
  }

  private static IsoAnswer answer(IsoFields reply, byte[] covered, byte[] mac) {
    return new IsoAnswer(reply, mac.length == 0 ? NONE : covered, mac, Instant.EPOCH);
  }

  /** Stands for the packed message: the adapter's tests say what that is. */
  static byte[] bytes(IsoFields fields) {
    StringBuilder text = new StringBuilder(fields.mti());
    fields.present().stream()
        .forEach(
            element ->
                text.append('|')
                    .append(element)
                    .append('=')
                    .append(
                        fields.isBinary(element)
                            ? HexFormat.of().formatHex(fields.bytes(element))
                            : fields.text(element)));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  // -- what came

  IsoFields only() {
    return onlySent().message();
  }

  Sent onlySent() {
    if (received.size() != 1) {
      throw new AssertionError("one message expected, got " + received);
    }
    return received.get(0);
  }

  boolean heardNothing() {
    return received.isEmpty();
  }

  IsoLinkListener listener() {
    return listener;
  }

  // -- the connection

  /** Like the adapter's: what cannot be packed was not sent. */
  @Override
  public CompletionStage<IsoAnswer> send(
      IsoFields request, UnaryOperator<byte[]> mac, Duration patience) {
    byte[] covered = bytes(request);
    byte[] made;
    try {
      made = mac == null ? NONE : mac.apply(covered);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(new NotSentException("it cannot be packed"));
    }
    received.add(new Sent(request, covered, made, patience));
    story.add("sent " + request.mti());
    return conduct.apply(request);
  }

  @Override
  public void listen(IsoLinkListener next) {
    listener = next;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public LinkStatus status() {
    return new LinkStatus(2, up ? 2 : 0, up ? 2 : 0, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    up = false;
  }
}
