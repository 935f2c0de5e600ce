package org.openprepaid.transaction;

import java.util.Objects;
import org.openprepaid.money.Money;

/**
 * A request to the {@link TransactionGateway}: every channel's wish in one vocabulary.
 *
 * <p>Amounts are positive; what a request does to an account is the {@link Rulebook}'s to say.
 */
public sealed interface Request {

  Origin origin();

  /** The card; {@code null} only where {@link Reversal} or {@link HoldExpiry} does not know it. */
  PresentedCard card();

  /** The amount; zero for an inquiry. */
  Money amount();

  TransactionKind kind();

  /** Buys: takes the amount from the card and owes it to the merchant. */
  record Purchase(Origin origin, PresentedCard card, Money amount) implements Request {
    public Purchase {
      Objects.requireNonNull(card, "card");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.PURCHASE;
    }
  }

  /** Puts money on the card. */
  record TopUp(Origin origin, PresentedCard card, Money amount) implements Request {
    public TopUp {
      Objects.requireNonNull(card, "card");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.TOP_UP;
    }
  }

  /** Asks for the available balance. */
  record BalanceInquiry(Origin origin, PresentedCard card, Money amount) implements Request {
    public BalanceInquiry {
      Objects.requireNonNull(card, "card");
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.BALANCE_INQUIRY;
    }
  }

  /** Takes back a purchase of the same terminal's open batch, whole. */
  record VoidOfPurchase(Origin origin, PresentedCard card, Money amount, OriginalReference original)
      implements Following {
    public VoidOfPurchase {
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(original, "original");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.PURCHASE_VOID;
    }
  }

  /**
   * Gives back a purchase or completion of the same merchant, whole or in part, on any later day.
   */
  record Refund(Origin origin, PresentedCard card, Money amount, OriginalReference original)
      implements Following {
    public Refund {
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(original, "original");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.REFUND;
    }
  }

  /** Keeps the amount aside: a pending hold. */
  record PreAuthorisation(Origin origin, PresentedCard card, Money amount) implements Request {
    public PreAuthorisation {
      Objects.requireNonNull(card, "card");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.PRE_AUTHORISATION;
    }
  }

  /** Sets a pending hold free. */
  record VoidOfPreAuthorisation(
      Origin origin, PresentedCard card, Money amount, OriginalReference original)
      implements Following {
    public VoidOfPreAuthorisation {
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(original, "original");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.PRE_AUTHORISATION_VOID;
    }
  }

  /**
   * Takes up to the held amount and sets the rest free.
   *
   * @param advice whether the terminal tells of it (0220) rather than asks (0200)
   */
  record Completion(
      Origin origin, PresentedCard card, Money amount, OriginalReference original, boolean advice)
      implements Following {
    public Completion {
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(original, "original");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return advice ? TransactionKind.COMPLETION_ADVICE : TransactionKind.COMPLETION;
    }
  }

  /** Takes back a completion of the same terminal's open batch; the hold is pending again. */
  record VoidOfCompletion(
      Origin origin, PresentedCard card, Money amount, OriginalReference original)
      implements Following {
    public VoidOfCompletion {
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(original, "original");
      requirePositive(amount);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.COMPLETION_VOID;
    }
  }

  /**
   * Undoes what a request did, exactly once, in whatever order the two come: the asker does not
   * know how the original ended.
   *
   * @param card may be {@code null}
   * @param amount the original's amount as the asker knows it
   * @param originalKey the original's request key; the reversal's own is {@link
   *     RequestKey#ofReversal()} of it
   * @param originalKind what the asker takes the original for
   */
  record Reversal(
      Origin origin,
      PresentedCard card,
      Money amount,
      RequestKey originalKey,
      TransactionKind originalKind)
      implements Request {
    public Reversal {
      Objects.requireNonNull(originalKey, "originalKey");
      Objects.requireNonNull(originalKind, "originalKind");
      Objects.requireNonNull(amount, "amount");
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.REVERSAL;
    }
  }

  /**
   * Sets a hold free whose time is over; made by the expiry job, not by people.
   *
   * @param holdTransactionId the pre-authorisation's transaction id
   */
  record HoldExpiry(Origin origin, Money amount, long holdTransactionId) implements Following {
    @Override
    public PresentedCard card() {
      return null;
    }

    @Override
    public OriginalReference original() {
      return new OriginalReference(new Rrn(holdTransactionId), null, null);
    }

    @Override
    public TransactionKind kind() {
      return TransactionKind.HOLD_EXPIRY;
    }
  }

  /**
   * Another host is to be asked: the request is recorded as pending (or, where the host is only
   * told of it, as approved) before anything is sent.
   *
   * @param asked what the terminal wants
   * @param sent the message that will ask for it; a request that acts on an earlier transaction
   *     goes to the host of that one
   * @param unreachable what a new request is told because no host can be asked now, or {@code
   *     null}; a repeat gets its first answer all the same, and what acts on an earlier transaction
   *     is that one's host's affair
   */
  record Forwarded(Request asked, Transmission sent, ResponseCode unreachable) implements Request {
    /** A host can be asked. */
    public Forwarded(Request asked, Transmission sent) {
      this(asked, sent, null);
    }

    public Forwarded {
      Objects.requireNonNull(asked, "asked");
      Objects.requireNonNull(sent, "sent");
    }

    @Override
    public Origin origin() {
      return asked.origin();
    }

    @Override
    public PresentedCard card() {
      return asked.card();
    }

    @Override
    public Money amount() {
      return asked.amount();
    }

    @Override
    public TransactionKind kind() {
      return asked.kind();
    }
  }

  /**
   * A host has answered, could not be asked, or gave no answer. It makes no transaction of its own:
   * it decides the pending one, once.
   *
   * @param origin the pending transaction's
   * @param amount the pending transaction's
   * @param kind the pending transaction's
   */
  record Answered(
      Origin origin, Money amount, TransactionKind kind, long transactionId, HostAnswer answer)
      implements Request {
    public Answered {
      Objects.requireNonNull(answer, "answer");
    }

    /** Not needed: the transaction is named by its id. */
    @Override
    public PresentedCard card() {
      return null;
    }
  }

  /** A request that acts on an earlier transaction and knows how that ended. */
  sealed interface Following extends Request {
    OriginalReference original();
  }

  private static void requirePositive(Money amount) {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount is positive");
    }
  }
}
