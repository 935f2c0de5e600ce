package org.openprepaid.upstream;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openprepaid.card.Pan;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoRequest;
import org.openprepaid.iso8583.IsoText;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.PinFormat;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.OriginalReference;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionKind;

/**
 * Turns a host's message about one of our cards into a request (docs/upstream-profile.md), or
 * refuses it for its form.
 */
final class NetworkRequests {
  private static final int MERCHANT_LENGTH = 15;
  private static final int TERMINAL_LENGTH = 8;
  private static final int ORIGINAL_LENGTH = 42;
  private static final int AUTH_CODE_LENGTH = 6;
  private static final int PIN_BLOCK_BYTES = 8;

  /** Number, service code, and the verification value where the track is long enough for it. */
  private static final Pattern TRACK_2 =
      Pattern.compile(
          "([0-9]{12,19})[=D][0-9]{4}([0-9]{3})(?:[0-9]{5}([0-9]{3})[0-9]*|[0-9]{0,7})");

  private final ZoneKeys keys;
  private final ZoneId zone;

  /**
   * @param zone of the institution, in which a missing local time is told
   */
  NetworkRequests(ZoneKeys keys, ZoneId zone) {
    this.keys = keys;
    this.zone = zone;
  }

  /**
   * @throws RefusedRequestException when the message is unknown or an element is missing or
   *     malformed
   */
  Request map(String host, IsoRequest message) throws RefusedRequestException {
    IsoFields fields = message.fields();
    String mti = fields.mti();
    boolean reversal = mti.startsWith("04");
    String asked = reversal ? digits(fields, 90, ORIGINAL_LENGTH).substring(0, 4) : mti;
    TransactionKind kind = kind(asked, digits(fields, 3, 6), digits(fields, 25, 2));
    RequestKey key = key(host, fields);
    RequestKey original = original(host, fields);
    Origin origin = origin(host, message, reversal ? original.ofReversal() : key);
    Currency currency = Currency.ofNumericCode(fields.text(49));
    if (currency == null) {
      throw RefusedRequestException.element(49);
    }
    Pan pan = pan(fields);
    if (reversal) {
      return new Request.Reversal(
          origin, PresentedCard.of(pan), amount(fields, currency), original, kind);
    }
    return request(kind, origin, card(host, fields, pan), currency, fields, original);
  }

  /** The element that a repetition differs by counts for nothing. */
  private static TransactionKind kind(String mti, String processingCode, String condition)
      throws RefusedRequestException {
    String form = mti.substring(0, 3) + '0' + processingCode.substring(0, 2) + condition;
    return switch (form) {
      case "02000000" -> TransactionKind.PURCHASE;
      case "02002000" -> TransactionKind.PURCHASE_VOID;
      case "02003100" -> TransactionKind.BALANCE_INQUIRY;
      case "02000006" -> TransactionKind.COMPLETION;
      case "02002006" -> TransactionKind.COMPLETION_VOID;
      case "01000306" -> TransactionKind.PRE_AUTHORISATION;
      case "01002006" -> TransactionKind.PRE_AUTHORISATION_VOID;
      case "02202000" -> TransactionKind.REFUND;
      case "02200006" -> TransactionKind.COMPLETION_ADVICE;
      default ->
          throw new RefusedRequestException(
              ResponseCode.INVALID_TRANSACTION, "unknown transaction");
    };
  }

  private static RequestKey key(String host, IsoFields fields) throws RefusedRequestException {
    int trace = Integer.parseInt(digits(fields, 11, 6));
    return RequestKey.ofNetwork(host, acquirer(fields.text(32)), digits(fields, 7, 10), trace);
  }

  /** What element 90 names, or {@code null} when it names nothing. */
  private static RequestKey original(String host, IsoFields fields) throws RefusedRequestException {
    if (!fields.has(90)) {
      return null;
    }
    String text = digits(fields, 90, ORIGINAL_LENGTH);
    int trace = Integer.parseInt(text.substring(4, 10));
    return RequestKey.ofNetwork(
        host, acquirer(text.substring(20, 31)), text.substring(10, 20), trace);
  }

  /** Without the zeros before it, so that elements 32 and 90 say the same. */
  private static String acquirer(String text) throws RefusedRequestException {
    if (!Elements.areDigits(text) || text.length() > 11) {
      throw RefusedRequestException.element(32);
    }
    return text.replaceFirst("^0+(?=.)", "");
  }

  private Origin origin(String host, IsoRequest message, RequestKey key)
      throws RefusedRequestException {
    IsoFields fields = message.fields();
    return new Origin(
        key,
        Channel.NETWORK,
        exactly(fields, 42, MERCHANT_LENGTH),
        exactly(fields, 41, TERMINAL_LENGTH),
        0,
        Integer.parseInt(digits(fields, 11, 6)),
        localTime(message),
        host,
        IsoText.printable(fields.toString()));
  }

  private static Request request(
      TransactionKind kind,
      Origin origin,
      PresentedCard card,
      Currency currency,
      IsoFields fields,
      RequestKey original)
      throws RefusedRequestException {
    if (kind == TransactionKind.BALANCE_INQUIRY) {
      return new Request.BalanceInquiry(origin, card, Money.zero(currency));
    }
    Money amount = amount(fields, currency);
    if (amount.isZero()) {
      throw new RefusedRequestException(ResponseCode.INVALID_AMOUNT, "element 4");
    }
    return switch (kind) {
      case PURCHASE -> new Request.Purchase(origin, card, amount);
      case PRE_AUTHORISATION -> new Request.PreAuthorisation(origin, card, amount);
      default -> following(kind, origin, card, amount, reference(fields, original));
    };
  }

  private static Request following(
      TransactionKind kind,
      Origin origin,
      PresentedCard card,
      Money amount,
      OriginalReference original)
      throws RefusedRequestException {
    return switch (kind) {
      case PURCHASE_VOID -> new Request.VoidOfPurchase(origin, card, amount, original);
      case REFUND -> new Request.Refund(origin, card, amount, original);
      case PRE_AUTHORISATION_VOID ->
          new Request.VoidOfPreAuthorisation(origin, card, amount, original);
      case COMPLETION -> new Request.Completion(origin, card, amount, original, false);
      case COMPLETION_ADVICE -> new Request.Completion(origin, card, amount, original, true);
      case COMPLETION_VOID -> new Request.VoidOfCompletion(origin, card, amount, original);
      default ->
          throw new RefusedRequestException(ResponseCode.INVALID_TRANSACTION, "no such request");
    };
  }

  private static OriginalReference reference(IsoFields fields, RequestKey original)
      throws RefusedRequestException {
    String authCode = fields.text(38);
    boolean named =
        authCode != null && authCode.length() == AUTH_CODE_LENGTH && !authCode.isBlank();
    if (original == null && !named) {
      throw RefusedRequestException.element(90);
    }
    return new OriginalReference(null, original, named ? authCode : null);
  }

  private PresentedCard card(String host, IsoFields fields, Pan pan)
      throws RefusedRequestException {
    String expiry = fields.has(14) ? digits(fields, 14, 4) : null;
    return new PresentedCard(pan, expiry, pin(host, fields), stripe(fields.text(35), pan));
  }

  private PresentedCard.EncryptedPin pin(String host, IsoFields fields)
      throws RefusedRequestException {
    byte[] block = fields.bytes(52);
    if (block == null) {
      return null;
    }
    KeyRef zpk = keys.zpk(host);
    if (block.length != PIN_BLOCK_BYTES || zpk == null) {
      throw new RefusedRequestException(ResponseCode.PIN_FORMAT, "element 52");
    }
    return new PresentedCard.EncryptedPin(zpk, PinFormat.ISO_0, block);
  }

  /** Behind the number: separator, expiry (4), service code (3), PVKI (1), PVV (4), CVN (3). */
  private static PresentedCard.Stripe stripe(String track2, Pan pan)
      throws RefusedRequestException {
    if (track2 == null) {
      return null;
    }
    Matcher track = TRACK_2.matcher(track2);
    if (!track.matches() || !track.group(1).equals(pan.digits())) {
      throw RefusedRequestException.element(35);
    }
    return new PresentedCard.Stripe(track2.replace('D', '='), track.group(2), track.group(3));
  }

  private static Pan pan(IsoFields fields) throws RefusedRequestException {
    String number = fields.text(2);
    if (number == null) {
      throw RefusedRequestException.element(2);
    }
    if (!Pan.isWellFormed(number)) {
      throw new RefusedRequestException(ResponseCode.NO_SUCH_CARD, "not a card number");
    }
    return Pan.of(number);
  }

  private static Money amount(IsoFields fields, Currency currency) throws RefusedRequestException {
    return fields.has(4)
        ? Money.of(Long.parseLong(digits(fields, 4, 12)), currency)
        : Money.zero(currency);
  }

  private LocalDateTime localTime(IsoRequest message) throws RefusedRequestException {
    LocalDateTime here = LocalDateTime.ofInstant(message.receivedAt(), zone).withNano(0);
    IsoFields fields = message.fields();
    if (!fields.has(12) || !fields.has(13)) {
      return here;
    }
    String time = digits(fields, 12, 6);
    String date = digits(fields, 13, 4);
    try {
      return IsoText.nearest(here, date, time);
    } catch (DateTimeException e) {
      throw RefusedRequestException.element(13);
    }
  }

  private static String exactly(IsoFields fields, int element, int length)
      throws RefusedRequestException {
    String text = fields.text(element);
    if (text == null || text.length() != length) {
      throw RefusedRequestException.element(element);
    }
    return IsoText.printable(text);
  }

  private static String digits(IsoFields fields, int element, int length)
      throws RefusedRequestException {
    String text = fields.text(element);
    if (text == null || text.length() != length || !Elements.areDigits(text)) {
      throw RefusedRequestException.element(element);
    }
    return text;
  }
}
