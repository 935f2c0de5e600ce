package org.openprepaid.iso8583;

import java.util.concurrent.CompletionStage;

/**
 * What a message-driven bean implements to serve ISO 8583 requests.
 *
 * <p>The adapter calls it on a thread of the container, outside any transaction. It must not block:
 * the reply comes with the stage, on any thread. A stage that completes with {@code null} sends
 * nothing; one that fails, or a method that throws, sends nothing either and is counted.
 */
public interface IsoMessageListener {

  /** Handles one request; the stage completes when the reply may be sent. */
  CompletionStage<IsoReply> onRequest(IsoRequest request);
}
