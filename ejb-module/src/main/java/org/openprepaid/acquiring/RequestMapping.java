package org.openprepaid.acquiring;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoRequest;
import org.openprepaid.iso8583.IsoText;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.terminal.TerminalKeys;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.OriginalReference;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionKind;

/** Turns a financial message into a request, or refuses it for its form. */
final class RequestMapping {
  private static final int MERCHANT_LENGTH = 15;

  private final MessageDispatch dispatch;
  private final ZoneId zone;

  /**
   * @param zone where the terminals' clocks are
   */
  RequestMapping(MessageDispatch dispatch, ZoneId zone) {
    this.dispatch = dispatch;
    this.zone = zone;
  }

  /**
   * @throws RefusedMessageException when the message is unknown or an element is missing or
   *     malformed
   */
  Request map(IsoRequest message, TerminalKeys keys) throws RefusedMessageException {
    IsoFields fields = message.fields();
    MessageDispatch.Financial financial = find(fields);
    String batchField = Digits.atLeast(fields, 60, 8);
    int batch = (int) Digits.number(batchField, 2, 8);
    int trace = (int) Digits.number(Digits.exactly(fields, 11, 6), 0, 6);
    if (trace == 0) {
      throw RefusedMessageException.field(11);
    }
    RequestKey key = RequestKey.ofTerminal(keys.terminalId(), batch, trace);
    RequestKey original = financial.reversal() ? original(fields, financial, keys, key) : null;
    Origin origin =
        new Origin(
            original == null ? key : original.ofReversal(),
            Channel.POS,
            merchant(fields),
            keys.terminalId(),
            batch,
            trace,
            localTime(message),
            evidence(fields));
    if (financial.reversal()) {
      Money amount = reversedAmount(fields);
      return new Request.Reversal(
          origin, CardFields.readForReversal(fields), amount, original, financial.kind());
    }
    return request(financial.kind(), origin, fields, keys);
  }

  private MessageDispatch.Financial find(IsoFields fields) throws RefusedMessageException {
    MessageDispatch.Financial financial =
        dispatch.financial(
            fields.mti(),
            Digits.exactly(fields, 3, 6),
            Digits.exactly(fields, 25, 2),
            Digits.atLeast(fields, 60, 2));
    if (financial == null) {
      throw new RefusedMessageException(ResponseCode.INVALID_TRANSACTION, "unknown transaction");
    }
    return financial;
  }

  /**
   * A reversal carries its original's elements, trace and batch included. So element 61 names what
   * is undone only where the original had none itself; in the reversal of a void it still names the
   * purchase.
   */
  private static RequestKey original(
      IsoFields fields, MessageDispatch.Financial financial, TerminalKeys keys, RequestKey same)
      throws RefusedMessageException {
    return switch (financial.kind()) {
      case PURCHASE, PRE_AUTHORISATION, TOP_UP, BALANCE_INQUIRY -> {
        RequestKey named = OriginalFields.key(fields, keys.terminalId());
        yield named == null ? same : named;
      }
      default -> same;
    };
  }

  private static Request request(
      TransactionKind kind, Origin origin, IsoFields fields, TerminalKeys keys)
      throws RefusedMessageException {
    Currency currency = currency(fields);
    if (kind == TransactionKind.BALANCE_INQUIRY) {
      PresentedCard card = CardFields.read(fields, keys);
      return new Request.BalanceInquiry(origin, card, Money.zero(currency));
    }
    Money amount = positiveAmount(fields, currency);
    PresentedCard card = CardFields.read(fields, keys);
    return switch (kind) {
      case PURCHASE -> new Request.Purchase(origin, card, amount);
      case TOP_UP -> new Request.TopUp(origin, card, amount);
      case PRE_AUTHORISATION -> new Request.PreAuthorisation(origin, card, amount);
      default ->
          following(
              kind, origin, card, amount, OriginalFields.read(fields, kind, keys.terminalId()));
    };
  }

  private static Request following(
      TransactionKind kind,
      Origin origin,
      PresentedCard card,
      Money amount,
      OriginalReference original)
      throws RefusedMessageException {
    return switch (kind) {
      case PURCHASE_VOID -> new Request.VoidOfPurchase(origin, card, amount, original);
      case REFUND -> new Request.Refund(origin, card, amount, original);
      case PRE_AUTHORISATION_VOID ->
          new Request.VoidOfPreAuthorisation(origin, card, amount, original);
      case COMPLETION -> new Request.Completion(origin, card, amount, original, false);
      case COMPLETION_ADVICE -> new Request.Completion(origin, card, amount, original, true);
      case COMPLETION_VOID -> new Request.VoidOfCompletion(origin, card, amount, original);
      default ->
          throw new RefusedMessageException(ResponseCode.INVALID_TRANSACTION, "no POS request");
    };
  }

  private static Money positiveAmount(IsoFields fields, Currency currency)
      throws RefusedMessageException {
    Money amount = Money.of(Digits.number(Digits.exactly(fields, 4, 12), 0, 12), currency);
    if (amount.isZero()) {
      throw new RefusedMessageException(ResponseCode.INVALID_AMOUNT, "element 4");
    }
    return amount;
  }

  private static Money reversedAmount(IsoFields fields) throws RefusedMessageException {
    Currency currency = currency(fields);
    return fields.has(4)
        ? Money.of(Digits.number(Digits.exactly(fields, 4, 12), 0, 12), currency)
        : Money.zero(currency);
  }

  private static Currency currency(IsoFields fields) throws RefusedMessageException {
    Currency currency = Currency.ofNumericCode(fields.text(49));
    if (currency == null) {
      throw RefusedMessageException.field(49);
    }
    return currency;
  }

  private static String merchant(IsoFields fields) throws RefusedMessageException {
    String merchant = fields.text(42);
    if (merchant == null || merchant.length() != MERCHANT_LENGTH) {
      throw RefusedMessageException.field(42);
    }
    return IsoText.printable(merchant);
  }

  /** The terminal's clock where it tells it (12, 13; without a year), else ours in its zone. */
  private LocalDateTime localTime(IsoRequest message) throws RefusedMessageException {
    LocalDateTime here = LocalDateTime.ofInstant(message.receivedAt(), zone).withNano(0);
    IsoFields fields = message.fields();
    if (!fields.has(12) || !fields.has(13)) {
      return here;
    }
    String time = Digits.exactly(fields, 12, 6);
    String date = Digits.exactly(fields, 13, 4);
    try {
      return IsoText.nearest(here, date, time);
    } catch (DateTimeException e) {
      throw RefusedMessageException.field(13);
    }
  }

  private static String evidence(IsoFields fields) {
    return IsoText.printable(fields.toString());
  }
}
