package org.openprepaid.acquiring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.iso8583.IsoRequest;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.terminal.Terminal;
import org.openprepaid.terminal.TerminalDirectory;
import org.openprepaid.terminal.TerminalKeys;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionSwitch;

/**
 * Serves terminals. A financial message is answered in this order: who asks (97, 77), is it really
 * them (A0), what do they want (12, 30), and then the gateway decides, or the host that holds the
 * card. Nothing has an effect before the MAC was found right.
 *
 * <p>It never blocks the caller's thread: what needs the database outside the gateway goes to the
 * desk's threads, of which there are few, with a bounded queue before them.
 */
final class Acquirer {
  private static final Logger LOG = Logger.getLogger(Acquirer.class.getName());

  private static final long FAILURE_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final TerminalDirectory directory;
  private final SecurityModule securityModule;
  private final TransactionSwitch requests;
  private final MessageDispatch dispatch;
  private final RequestMapping mapping;
  private final ReplyMapping replies;
  private final ManagementDesk desk;
  private final Executor deskThreads;
  private final AcquiringCounters counters;

  /** When a failure was last logged in full: a database that is away must not flood the log. */
  private final AtomicLong lastFailureLogged = new AtomicLong(System.nanoTime() - FAILURE_PAUSE);

  /** What a financial message is decided with. */
  record Decider(
      TerminalDirectory directory, SecurityModule securityModule, TransactionSwitch requests) {}

  /**
   * @param deskThreads runs what blocks; refuses by {@link RejectedExecutionException} when it has
   *     too much to do
   */
  Acquirer(
      Decider decider,
      MessageDispatch dispatch,
      RequestMapping mapping,
      ReplyMapping replies,
      ManagementDesk desk,
      Executor deskThreads,
      AcquiringCounters counters) {
    this.directory = decider.directory();
    this.securityModule = decider.securityModule();
    this.requests = decider.requests();
    this.dispatch = dispatch;
    this.mapping = mapping;
    this.replies = replies;
    this.desk = desk;
    this.deskThreads = deskThreads;
    this.counters = counters;
  }

  /**
   * Answers one message; the stage completes with {@code null} for what is no request, and never
   * fails.
   */
  CompletionStage<IsoReply> answer(IsoRequest message) {
    counters.request();
    if (!ReplyMapping.isRequest(message.fields().mti())) {
      counters.ignored();
      return CompletableFuture.completedStage(null);
    }
    try {
      return route(message);
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(failed(message, null, e));
    }
  }

  private CompletionStage<IsoReply> route(IsoRequest message) {
    IsoFields fields = message.fields();
    String terminalId = fields.text(41);
    if (terminalId == null || !Terminal.isTerminalId(terminalId)) {
      return refused(fields, null, ResponseCode.FORMAT_ERROR);
    }
    if (!dispatch.isFinancial(fields.mti())) {
      return management(message, terminalId);
    }
    TerminalDirectory.Entry terminal = directory.recall(terminalId);
    return terminal == null
        ? onDesk(message, () -> financial(message, directory.read(terminalId), true))
        : financial(message, terminal, false);
  }

  /**
   * @param justRead whether the directory asked the database for this very message
   */
  private CompletionStage<IsoReply> financial(
      IsoRequest message, TerminalDirectory.Entry terminal, boolean justRead) {
    IsoFields fields = message.fields();
    if (!terminal.isKnown()) {
      return refused(fields, null, ResponseCode.UNKNOWN_TERMINAL);
    }
    TerminalKeys keys = terminal.keys();
    if (keys.isSignedIn() && isAuthentic(message, keys)) {
      return decide(message, keys);
    }
    if (!justRead && directory.mayBeReadAgain(terminal)) {
      // it may have signed in at another node
      return onDesk(message, () -> financial(message, directory.read(keys.terminalId()), true));
    }
    if (!keys.isSignedIn()) {
      return refused(fields, null, ResponseCode.SIGN_IN_AGAIN);
    }
    counters.macFailure();
    LOG.log(Level.FINE, "OP-1204 MAC failure: {0}", message);
    return refused(fields, keys, ResponseCode.MAC_FAILURE);
  }

  private boolean isAuthentic(IsoRequest message, TerminalKeys keys) {
    return message.hasMac()
        && securityModule.verifyMac(keys.macKey(), message.macInput(), message.mac());
  }

  private CompletionStage<IsoReply> decide(IsoRequest message, TerminalKeys keys) {
    Request request;
    try {
      request = mapping.map(message, keys);
    } catch (RefusedMessageException e) {
      LOG.log(Level.FINE, "refused: {0}: {1}", new Object[] {e.getMessage(), message});
      return refused(message.fields(), keys, e.code());
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(failed(message, keys, e));
    }
    return requests
        .submit(request)
        .handle(
            (outcome, failure) ->
                failure == null ? decided(message, keys, outcome) : failed(message, keys, failure));
  }

  private IsoReply decided(IsoRequest message, TerminalKeys keys, Outcome outcome) {
    if (outcome.isPending()) {
      // nobody knows yet: the terminal asks again, or reverses
      counters.ignored();
      return null;
    }
    try {
      return sent(replies.reply(message.fields(), outcome), keys, outcome.code());
    } catch (RuntimeException e) {
      return failed(message, keys, e);
    }
  }

  private CompletionStage<IsoReply> management(IsoRequest message, String terminalId) {
    IsoFields fields = message.fields();
    ManagementMessage kind;
    try {
      kind = dispatch.management(fields.mti(), BatchFields.code(fields));
    } catch (RefusedMessageException e) {
      return refused(fields, null, e.code());
    }
    if (kind == null) {
      return refused(fields, null, ResponseCode.NOT_SUPPORTED);
    }
    return onDesk(
        message, () -> CompletableFuture.completedStage(managed(kind, fields, terminalId)));
  }

  private IsoReply managed(ManagementMessage kind, IsoFields fields, String terminalId) {
    IsoFields reply;
    try {
      reply = desk.answer(kind, fields, terminalId);
    } catch (RefusedMessageException e) {
      reply = replies.reply(fields, e.code());
    }
    return sent(reply, null, ResponseCode.of(reply.text(39)));
  }

  private CompletionStage<IsoReply> onDesk(
      IsoRequest message, Supplier<CompletionStage<IsoReply>> work) {
    CompletableFuture<IsoReply> answer = new CompletableFuture<>();
    try {
      deskThreads.execute(
          () -> {
            try {
              work.get().thenAccept(answer::complete);
            } catch (RuntimeException e) {
              answer.complete(failed(message, null, e));
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "OP-1203 the desk has too much to do: {0}", message);
      return refused(message.fields(), null, ResponseCode.SYSTEM_ERROR);
    }
    return answer;
  }

  private CompletionStage<IsoReply> refused(
      IsoFields fields, TerminalKeys keys, ResponseCode code) {
    return CompletableFuture.completedStage(sent(replies.reply(fields, code), keys, code));
  }

  private IsoReply failed(IsoRequest message, TerminalKeys keys, Throwable failure) {
    long last = lastFailureLogged.get();
    long now = System.nanoTime();
    boolean inFull = now - last >= FAILURE_PAUSE && lastFailureLogged.compareAndSet(last, now);
    LOG.log(inFull ? Level.SEVERE : Level.FINE, failure, () -> "OP-1202 cannot answer " + message);
    ResponseCode code = ResponseCode.SYSTEM_ERROR;
    return sent(replies.reply(message.fields(), code), keys, code);
  }

  /**
   * @param keys {@code null} when the reply carries no MAC
   */
  private IsoReply sent(IsoFields reply, TerminalKeys keys, ResponseCode code) {
    counters.reply(code);
    // without its keys the host can still say that nothing happened; an approval it cannot vouch
    // for is not sent, and the terminal reverses
    boolean cannotSign = !securityModule.isInReach() && !code.isApproved();
    if (keys == null || cannotSign) {
      return IsoReply.withoutMac(reply);
    }
    KeyRef macKey = keys.macKey();
    return new IsoReply(reply, covered -> securityModule.mac(macKey, covered));
  }
}
