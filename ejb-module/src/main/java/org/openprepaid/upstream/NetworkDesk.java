package org.openprepaid.upstream;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoLinkListener;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.iso8583.IsoRequest;
import org.openprepaid.iso8583.LinkStatus;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.transaction.TransactionGateway;

/**
 * Serves what one host sends unasked: requests for our cards, decided by the same gateway as a
 * terminal's; a change of keys; and answers that nobody waits for, which are kept.
 */
final class NetworkDesk implements IsoLinkListener {
  private static final Logger LOG = Logger.getLogger(NetworkDesk.class.getName());

  private final UpstreamHost host;
  private final Tools tools;

  /**
   * What the desks of all hosts share.
   *
   * @param workers do the work: the caller's thread serves sockets
   */
  record Tools(
      TransactionGateway gateway,
      ZoneKeys keys,
      NetworkRequests requests,
      KeyChange keyChange,
      StrayBook strays,
      UpstreamCounters counters,
      Executor workers) {}

  NetworkDesk(UpstreamHost host, Tools tools) {
    this.host = host;
    this.tools = tools;
  }

  @Override
  public CompletionStage<IsoReply> onRequest(IsoRequest request) {
    try {
      return CompletableFuture.supplyAsync(() -> serve(request), tools.workers())
          .thenCompose(stage -> stage)
          .exceptionally(failure -> failed(request, failure));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedStage(plain(request.fields(), ResponseCode.SYSTEM_ERROR));
    }
  }

  private CompletionStage<IsoReply> serve(IsoRequest message) {
    String mti = message.fields().mti();
    if (mti.startsWith("08")) {
      return CompletableFuture.completedStage(managed(message));
    }
    boolean financial = mti.matches("0(100|200|22[01]|4[02][01])");
    if (!financial) {
      stray(Stray.Why.UNKNOWN_TYPE, message.fields(), 0);
      return CompletableFuture.completedStage(null);
    }
    if (!message.hasMac() || !tools.keys().isAuthentic(host, message.macInput(), message.mac())) {
      stray(Stray.Why.BAD_MAC, message.fields(), 0);
      return refused(message.fields(), ResponseCode.MAC_FAILURE);
    }
    Request request;
    try {
      request = tools.requests().map(host.name(), message);
    } catch (RefusedRequestException e) {
      LOG.log(Level.FINE, "host {0}: refused: {1}", new Object[] {host.name(), e.getMessage()});
      return refused(message.fields(), e.code());
    }
    return tools.gateway().submit(request).thenApply(outcome -> decided(message.fields(), outcome));
  }

  private IsoReply decided(IsoFields request, Outcome outcome) {
    tools.counters().served(host.name(), outcome.code().code());
    return signed(NetworkReplies.reply(request, outcome));
  }

  private CompletionStage<IsoReply> refused(IsoFields request, ResponseCode code) {
    tools.counters().served(host.name(), code.code());
    return CompletableFuture.completedStage(signed(NetworkReplies.reply(request, code)));
  }

  private IsoReply failed(IsoRequest request, Throwable failure) {
    LOG.log(Level.SEVERE, "OP-1267 host " + host.name() + " cannot be answered", failure);
    return plain(request.fields(), ResponseCode.SYSTEM_ERROR);
  }

  /**
   * Without its key we can still say that nothing happened; an approval that we cannot vouch for is
   * not sent, and the host reverses.
   */
  private IsoReply signed(IsoFields reply) {
    if (!tools.keys().canSign(host.name())) {
      boolean approval = ResponseCode.APPROVED.code().equals(reply.text(39));
      return approval ? null : IsoReply.withoutMac(reply);
    }
    return new IsoReply(reply, covered -> tools.keys().mac(host, covered));
  }

  private IsoReply managed(IsoRequest message) {
    IsoFields fields = message.fields();
    if (!KeyChange.CODE.equals(fields.text(70))) {
      return plain(fields, ResponseCode.NOT_SUPPORTED);
    }
    return plain(fields, tools.keyChange().take(host.name(), fields.text(48)));
  }

  private static IsoReply plain(IsoFields request, ResponseCode code) {
    return IsoReply.withoutMac(NetworkReplies.reply(request, code));
  }

  @Override
  public void onStray(IsoAnswer answer) {
    // an answer repeats our own retrieval reference number
    long transactionId = transactionOf(answer.fields());
    Stray stray = counted(Stray.Why.UNASKED, answer.fields(), transactionId);
    if (saysApproved(answer.fields())) {
      tools.workers().execute(() -> tools.strays().note(checked(stray, answer)));
    } else {
      tools.strays().note(stray);
    }
  }

  private static boolean saysApproved(IsoFields answer) {
    return answer.mti().matches("0[12]10|0230")
        && ResponseCode.APPROVED.code().equals(answer.text(39));
  }

  private Stray checked(Stray stray, IsoAnswer answer) {
    try {
      boolean authentic = tools.keys().isAuthentic(host, answer.macInput(), answer.mac());
      return authentic ? stray.ofApproval() : stray;
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "OP-1266 host " + host.name() + ": an answer cannot be checked", e);
      return stray;
    }
  }

  private void stray(Stray.Why why, IsoFields fields, long transactionId) {
    tools.strays().note(counted(why, fields, transactionId));
  }

  private Stray counted(Stray.Why why, IsoFields fields, long transactionId) {
    tools.counters().unusable(host.name(), why);
    return Stray.of(host.name(), transactionId, why, fields, LocalDateTime.now(ZoneOffset.UTC));
  }

  /** Which transaction it says it is about, or 0. */
  private static long transactionOf(IsoFields fields) {
    String rrn = fields.text(37);
    return rrn == null ? 0 : Rrn.parse(rrn).map(Rrn::transactionId).orElse(0L);
  }

  @Override
  public void onStatus(LinkStatus status) {
    LOG.log(
        Level.INFO,
        "OP-1252 host {0}: {1} of {2} links signed on",
        new Object[] {host.name(), status.signedOn(), status.links()});
  }
}
