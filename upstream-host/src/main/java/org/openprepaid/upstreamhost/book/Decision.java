package org.openprepaid.upstreamhost.book;

/**
 * The host's rules: what a request leads to, given the book as it is. Pure; the book is only read.
 */
public final class Decision {
  private static final String APPROVED = "00";
  private static final String NOT_ALLOWED = "12";
  private static final String BAD_AMOUNT = "13";
  private static final String NO_SUCH_CARD = "14";
  private static final String NO_ORIGINAL = "25";
  private static final String NOT_ENOUGH = "51";
  private static final String OTHER_AMOUNT = "64";
  private static final String LATE = "68";

  /** A completion may take this many per cent of what was held (the trade's custom for tips). */
  private static final int COMPLETION_PERCENT = 115;

  private final HostBook book;
  private final Request request;
  private final String settlementDate;
  private final String freshAuthCode;

  private Decision(HostBook book, Request request, String settlementDate, String freshAuthCode) {
    this.book = book;
    this.request = request;
    this.settlementDate = settlementDate;
    this.freshAuthCode = freshAuthCode;
  }

  /**
   * Decides.
   *
   * @param settlementDate MMDD, for the answer
   * @param freshAuthCode given to what is approved
   * @param forced a response code to decline with whatever the book says, or null
   */
  public static Booking about(
      HostBook book, Request request, String settlementDate, String freshAuthCode, String forced) {
    Decision decision = new Decision(book, request, settlementDate, freshAuthCode);
    if (book.isMarked(request.key())) {
      return decision.declined(LATE);
    }
    if (forced != null) {
      return decision.declined(forced);
    }
    return request.kind() == Kind.REVERSAL ? decision.reversal() : decision.transaction();
  }

  private Booking transaction() {
    if (!book.hasCard(request.card())) {
      return declined(NO_SUCH_CARD);
    }
    if (request.refusal() != null) {
      return declined(request.refusal());
    }
    if (request.amount() <= 0 && request.kind() != Kind.INQUIRY) {
      return declined(BAD_AMOUNT);
    }
    return switch (request.kind()) {
      case INQUIRY -> done(0, 0);
      case PURCHASE -> affordable(-request.amount(), 0);
      case PREAUTH -> affordable(0, request.amount());
      case PREAUTH_VOID, PURCHASE_VOID, COMPLETION_VOID -> taking();
      case COMPLETION, COMPLETION_ADVICE -> completion();
      case REFUND -> refund();
      case REVERSAL -> throw new IllegalStateException("a reversal is decided elsewhere");
    };
  }

  private Booking affordable(long balanceChange, long heldChange) {
    boolean enough = book.account(request.card()).affords(request.amount());
    return enough ? done(balanceChange, heldChange) : declined(NOT_ENOUGH);
  }

  /** A void takes the whole amount back. */
  private Booking taking() {
    Entry original = original();
    if (original == null || !voids(original.booking().kind())) {
      return declined(NO_ORIGINAL);
    }
    if (original.state() != State.APPROVED || original.refunded() > 0) {
      return declined(NOT_ALLOWED);
    }
    if (original.booking().amount() != request.amount()) {
      return declined(OTHER_AMOUNT);
    }
    return done(-original.booking().balanceChange(), -original.booking().heldChange());
  }

  private boolean voids(Kind kind) {
    return switch (request.kind()) {
      case PREAUTH_VOID -> kind == Kind.PREAUTH;
      case PURCHASE_VOID -> kind == Kind.PURCHASE;
      default -> kind.isCompletion();
    };
  }

  private Booking completion() {
    Entry held = original();
    if (held == null || held.booking().kind() != Kind.PREAUTH || otherAuthCode(held)) {
      return declined(NO_ORIGINAL);
    }
    if (held.state() != State.APPROVED) {
      return declined(NOT_ALLOWED);
    }
    long heldAmount = held.booking().amount();
    if (request.amount() > Math.multiplyExact(heldAmount, COMPLETION_PERCENT) / 100) {
      return declined(OTHER_AMOUNT);
    }
    return done(-request.amount(), -heldAmount);
  }

  private boolean otherAuthCode(Entry held) {
    return request.authCode() != null && !request.authCode().equals(held.booking().authCode());
  }

  private Booking refund() {
    Entry sold = original();
    if (sold == null
        || (sold.booking().kind() != Kind.PURCHASE && !sold.booking().kind().isCompletion())) {
      return declined(NO_ORIGINAL);
    }
    if (sold.state() != State.APPROVED) {
      return declined(NOT_ALLOWED);
    }
    boolean tooMuch = request.amount() > sold.booking().amount() - sold.refunded();
    return tooMuch ? declined(OTHER_AMOUNT) : done(request.amount(), 0);
  }

  /** A reversal is never refused: who sends it has no other way left. */
  private Booking reversal() {
    Entry original = book.find(request.original());
    if (original == null) {
      return booking(APPROVED, Effect.MARKED, 0, 0);
    }
    if (original.state() != State.APPROVED || original.booking().kind() == Kind.REVERSAL) {
      return booking(APPROVED, Effect.NOTHING_TO_UNDO, 0, 0);
    }
    Booking undone = original.booking();
    long back = -undone.balanceChange() - original.refunded();
    return booking(APPROVED, Effect.REVERSED, back, -undone.heldChange());
  }

  /** What element 90 names, when it was the same card's. */
  private Entry original() {
    Entry entry = book.find(request.original());
    return entry == null || !entry.booking().card().equals(request.card()) ? null : entry;
  }

  private Booking done(long balanceChange, long heldChange) {
    return booking(APPROVED, Effect.DONE, balanceChange, heldChange);
  }

  private Booking declined(String responseCode) {
    return booking(responseCode, Effect.DECLINED, 0, 0);
  }

  private Booking booking(String responseCode, Effect effect, long balanceChange, long heldChange) {
    return new Booking(
        request.key(),
        request.kind(),
        request.card(),
        request.maskedPan(),
        request.amount(),
        request.rrn(),
        request.original(),
        responseCode,
        effect == Effect.DONE ? freshAuthCode : null,
        settlementDate,
        effect,
        balanceChange,
        heldChange);
  }
}
