package org.openprepaid.acquiring;

import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.settlement.BatchSettlement;
import org.openprepaid.settlement.BatchTotals;
import org.openprepaid.settlement.SettlementAnswer;
import org.openprepaid.terminal.SignIn;
import org.openprepaid.terminal.SignInResult;
import org.openprepaid.terminal.TerminalDirectory;
import org.openprepaid.transaction.ResponseCode;

/**
 * Answers sign-in, sign-off, echo, batch settlement and batch upload. It blocks on the database.
 */
final class ManagementDesk {
  private static final int MERCHANT_LENGTH = 15;

  private final TerminalDirectory directory;
  private final SignIn signIn;
  private final BatchSettlement settlement;
  private final ReplyMapping replies;

  ManagementDesk(
      TerminalDirectory directory,
      SignIn signIn,
      BatchSettlement settlement,
      ReplyMapping replies) {
    this.directory = directory;
    this.signIn = signIn;
    this.settlement = settlement;
    this.replies = replies;
  }

  /**
   * The reply to one message of a terminal.
   *
   * @throws RefusedMessageException when an element is missing or malformed, or the terminal is
   *     unknown or not signed in
   */
  IsoFields answer(ManagementMessage message, IsoFields fields, String terminalId)
      throws RefusedMessageException {
    TerminalDirectory.Entry terminal = known(terminalId);
    return switch (message) {
      case SIGN_IN_SINGLE -> signIn(fields, terminalId, KeyAlgorithm.DES);
      case SIGN_IN_DOUBLE -> signIn(fields, terminalId, KeyAlgorithm.TDES_2KEY);
      case SIGN_OFF -> signOff(fields, terminalId);
      case ECHO -> replies.reply(fields, ResponseCode.APPROVED);
      case BATCH_SETTLEMENT, BATCH_UPLOAD, BATCH_UPLOAD_END -> {
        // these carry no MAC: a session is the least that they must have
        requireSession(terminal, terminalId);
        yield batch(message, fields, terminalId);
      }
    };
  }

  private TerminalDirectory.Entry known(String terminalId) throws RefusedMessageException {
    TerminalDirectory.Entry terminal = directory.recall(terminalId);
    if (terminal == null) {
      terminal = directory.read(terminalId);
    }
    if (!terminal.isKnown()) {
      throw new RefusedMessageException(ResponseCode.UNKNOWN_TERMINAL, "unknown terminal");
    }
    return terminal;
  }

  private void requireSession(TerminalDirectory.Entry recalled, String terminalId)
      throws RefusedMessageException {
    boolean signedIn =
        recalled.isSignedIn()
            || (directory.mayBeReadAgain(recalled) && directory.read(terminalId).isSignedIn());
    if (!signedIn) {
      throw new RefusedMessageException(ResponseCode.SIGN_IN_AGAIN, "not signed in");
    }
  }

  private IsoFields signIn(IsoFields fields, String terminalId, KeyAlgorithm pinKeyAlgorithm)
      throws RefusedMessageException {
    String merchant = fields.text(42);
    if (merchant == null || merchant.length() != MERCHANT_LENGTH) {
      throw RefusedMessageException.field(42);
    }
    SignInResult result = signIn.signIn(terminalId, merchant, pinKeyAlgorithm);
    if (result instanceof SignInResult.SignedIn signedIn) {
      directory.remember(signedIn.keys());
      return replies
          .reply(fields, ResponseCode.APPROVED)
          .set(60, BatchFields.withBatch(fields, signedIn.batchNumber()))
          .set(62, KeyField.of(signedIn.pinKey(), signedIn.macKey()));
    }
    directory.forget(terminalId);
    return replies.reply(fields, refusal((SignInResult.Refused) result));
  }

  private static ResponseCode refusal(SignInResult.Refused refused) {
    return switch (refused) {
      case UNKNOWN_TERMINAL -> ResponseCode.UNKNOWN_TERMINAL;
      case OTHER_MERCHANT -> ResponseCode.INVALID_MERCHANT;
      case INACTIVE_TERMINAL, NO_MASTER_KEY -> ResponseCode.NOT_ALLOWED_FOR_TERMINAL;
    };
  }

  private IsoFields batch(ManagementMessage message, IsoFields fields, String terminalId)
      throws RefusedMessageException {
    int batch = BatchFields.batch(fields);
    return switch (message) {
      case BATCH_SETTLEMENT -> settle(fields, terminalId, batch);
      case BATCH_UPLOAD ->
          replies.reply(fields, settlement.upload(terminalId, batch, BatchFields.details(fields)));
      case BATCH_UPLOAD_END ->
          replies.reply(
              fields, settlement.endUpload(terminalId, batch, BatchFields.uploaded(fields)));
      default -> throw new IllegalArgumentException("no batch message: " + message);
    };
  }

  private IsoFields settle(IsoFields fields, String terminalId, int batch)
      throws RefusedMessageException {
    BatchTotals domestic = BatchFields.domestic(fields);
    BatchTotals foreign = BatchFields.foreign(fields);
    SettlementAnswer answer = settlement.present(terminalId, batch, domestic, foreign);
    IsoFields reply = replies.reply(fields, answer.code());
    return answer.result() == null
        ? reply
        : reply.set(48, BatchFields.withResult(fields, answer.result()));
  }

  private IsoFields signOff(IsoFields fields, String terminalId) {
    signIn.signOff(terminalId);
    directory.forget(terminalId);
    return replies.reply(fields, ResponseCode.APPROVED);
  }
}
