package org.openprepaid.transaction;

import static org.openprepaid.transaction.TransactionKind.BALANCE_INQUIRY;
import static org.openprepaid.transaction.TransactionKind.PRE_AUTHORISATION;
import static org.openprepaid.transaction.TransactionKind.PURCHASE;
import static org.openprepaid.transaction.TransactionKind.TOP_UP;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;
import org.openprepaid.card.CardStatus;
import org.openprepaid.key.PinCheck;

/** Who may ask at all, with which card and which PIN. {@code null} means admitted. */
final class AdmissionRules {
  /**
   * What spends or loads wants a card in good standing. What gives money back, or uses a hold that
   * was granted before, is not refused for what happened to the card since.
   */
  private static final Set<TransactionKind> WANT_GOOD_STANDING =
      Set.of(PURCHASE, PRE_AUTHORISATION, BALANCE_INQUIRY, TOP_UP);

  private static final Set<TransactionKind> WANT_PIN =
      Set.of(PURCHASE, PRE_AUTHORISATION, BALANCE_INQUIRY);

  private AdmissionRules() {}

  static ResponseCode ofAcceptor(Request request, Facts facts) {
    Origin origin = request.origin();
    if (!origin.isFromTerminal()) {
      boolean settled =
          facts.host() == null || facts.host().currency() == request.amount().currency();
      return settled ? null : ResponseCode.INVALID_TRANSACTION;
    }
    Acceptor acceptor = facts.acceptor();
    if (acceptor == null) {
      return ResponseCode.UNKNOWN_TERMINAL;
    }
    if (!acceptor.merchantId().equals(origin.merchantId())) {
      return ResponseCode.INVALID_MERCHANT;
    }
    if (request.kind() == TransactionKind.REVERSAL) {
      // after the batch was closed or the terminal suspended, what it undoes has still to be undone
      return null;
    }
    if (!acceptor.merchantActive()) {
      return ResponseCode.INVALID_MERCHANT;
    }
    if (!acceptor.terminalActive()) {
      return ResponseCode.NOT_ALLOWED_FOR_TERMINAL;
    }
    boolean inBatch = acceptor.batchOpen() && acceptor.openBatch() == origin.batchNumber();
    return inBatch ? null : ResponseCode.SIGN_IN_AGAIN;
  }

  static ResponseCode ofCard(Request request, Facts facts) {
    if (request.kind() == TransactionKind.REVERSAL || request.card() == null) {
      return null;
    }
    CardFacts card = facts.card();
    if (card == null || card.status() == CardStatus.CLOSED) {
      return ResponseCode.NO_SUCH_CARD;
    }
    if (!request.amount().currency().equals(facts.account().balance().currency())) {
      return ResponseCode.INVALID_TRANSACTION;
    }
    return WANT_GOOD_STANDING.contains(request.kind())
        ? standing(card, request.card().expiry(), facts)
        : null;
  }

  private static ResponseCode standing(CardFacts card, String presentedExpiry, Facts facts) {
    switch (card.status()) {
      case LOST:
        return ResponseCode.LOST_CARD;
      case STOLEN:
        return ResponseCode.STOLEN_CARD;
      case BLOCKED:
        return ResponseCode.RESTRICTED_CARD;
      default:
        break;
    }
    if (!card.product().active()) {
      return ResponseCode.NOT_ALLOWED_FOR_CARD;
    }
    boolean expiryDiffers = presentedExpiry != null && !presentedExpiry.equals(card.expiry());
    if (expiryDiffers || isOver(card.expiry(), facts.businessDate())) {
      return ResponseCode.EXPIRED_CARD;
    }
    return facts.stripeGenuine() ? null : ResponseCode.SUSPECTED_FRAUD;
  }

  /** A card is good to the end of its expiry month. */
  private static boolean isOver(String expiry, LocalDate today) {
    int year = 2000 + Integer.parseInt(expiry.substring(0, 2));
    int month = Integer.parseInt(expiry.substring(2));
    return YearMonth.from(today).isAfter(YearMonth.of(year, month));
  }

  /** A PIN that was entered is checked wherever it came; it is wanted only where money leaves. */
  static ResponseCode ofPin(Request request, Facts facts) {
    CardFacts card = facts.card();
    if (card == null || !card.product().pinRequired() || request.card() == null) {
      return null;
    }
    boolean wanted = WANT_PIN.contains(request.kind());
    PinCheck pin = facts.pin();
    if (pin == null && !wanted) {
      return null;
    }
    if (card.pinFailures() >= card.product().pinTries()) {
      return ResponseCode.PIN_TRIES_EXCEEDED;
    }
    if (pin == null || pin == PinCheck.WRONG) {
      return ResponseCode.WRONG_PIN;
    }
    return pin == PinCheck.MALFORMED ? ResponseCode.PIN_FORMAT : null;
  }
}
