package org.openprepaid.iso8583;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request and the way back for its reply. It ends once, whatever comes first. */
final class Exchange {
  private final Requester requester;
  private final IncomingMessage message;
  private final Instant receivedAt = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();

  Exchange(Requester requester, IncomingMessage message) {
    this.requester = requester;
    this.message = message;
  }

  IncomingMessage message() {
    return message;
  }

  String remoteAddress() {
    return requester.remoteAddress();
  }

  long startedNanos() {
    return startedNanos;
  }

  IsoRequest request(String profile) {
    return new IsoRequest(
        profile,
        message.fields(),
        message.macInput(),
        message.mac(),
        requester.remoteAddress(),
        receivedAt);
  }

  /** Follows the application's stage; called on a worker's thread. */
  void follow(CompletionStage<IsoReply> stage) {
    if (stage == null) {
      fail("it returned no stage");
      return;
    }
    var unused =
        stage.whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                fail(Failure.describe(failure));
              } else {
                end(reply);
              }
            });
  }

  private void end(IsoReply reply) {
    if (ended.compareAndSet(false, true)) {
      requester.deliver(this, reply);
    }
  }

  /**
   * @param reason for the operator's log
   */
  void fail(String reason) {
    if (ended.compareAndSet(false, true)) {
      requester.failed(this, OperatorMessage.LISTENER_FAILED, reason);
    }
  }

  /** Gives up waiting for the application. */
  void expire() {
    if (ended.compareAndSet(false, true)) {
      requester.failed(
          this, OperatorMessage.NO_REPLY, (System.nanoTime() - startedNanos) / 1_000_000 + " ms");
    }
  }
}
