package org.openprepaid.softpos.pos;

import java.util.List;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.Keys;

/** Fills in the terminal's messages, field by field, all but the MAC. Stateless. */
public final class MessageForms {
  /** The most details that one batch upload message holds. */
  public static final int MAX_DETAILS = 8;

  /** The currency of every amount: CNY. */
  public static final String CURRENCY = "156";

  private static final String OPERATOR = "001";
  private static final String DOMESTIC = "00";

  private final TerminalIdentity identity;

  public MessageForms(TerminalIdentity identity) {
    this.identity = identity;
  }

  /**
   * A request that involves a card.
   *
   * @param amount in fen; left out for an inquiry
   * @param original what it acts on, or {@code null}
   */
  public IsoMessage financial(
      Transaction transaction,
      Card card,
      long amount,
      int batch,
      int trace,
      Original original,
      Keys keys) {
    // an advice may have to be sent again after a restart, so that it never needs a track
    boolean advice = transaction.onSilence() == Transaction.OnSilence.REPEAT;
    boolean swiped = card.entry() != EntryMode.KEYED && card.track2() != null && !advice;
    boolean pin = card.pin() != null && transaction.takesPin();
    IsoMessage message =
        IsoMessage.of(transaction.mti())
            .with(2, swiped ? null : card.pan())
            .with(3, transaction.processingCode())
            .with(4, transaction == Transaction.INQUIRY ? null : String.format("%012d", amount))
            .with(11, six(trace))
            .with(14, swiped ? null : card.expiry())
            .with(22, entryMode(card, swiped) + (pin ? "1" : "2"))
            .with(25, transaction.condition())
            .with(35, swiped ? card.track2() : null)
            .with(41, identity.terminalId())
            .with(42, identity.merchantId())
            .with(49, CURRENCY)
            .with(60, transaction.messageType() + six(batch) + "000");
    if (swiped && card.entry().isChip()) {
      message = message.with(23, card.sequence());
    }
    if (pin) {
      message =
          message
              .with(26, "12")
              .with(52, keys.pinBlock(card.pin(), card.pan()))
              .with(53, keys.securityControl());
    }
    return original == null ? message : withOriginal(message, transaction, original);
  }

  /**
   * What has to be kept of a request so that it can be reversed, or an advice repeated: all but
   * tracks and PIN, and with the card number even when the request gave it in a track.
   */
  public static IsoMessage keepsake(IsoMessage request, String pan) {
    return request.with(2, pan).without(26, 35, 36, 52, 53, 55, 64);
  }

  /**
   * The reversal of a request: its fields and trace, without tracks, PIN and the original's own
   * reference number.
   *
   * @param reason field 39: {@code 98} no reply, {@code A0} reply with a bad MAC, {@code 96} own
   *     fault
   * @param authCode of the reply, when one came
   */
  public static IsoMessage reversal(IsoMessage keepsake, String reason, String authCode) {
    // what the original itself acted on stays named, as every field of the original does
    String own = keepsake.get(60).substring(2, 8) + keepsake.get(11);
    return keepsake
        .as("0400")
        .without(26, 35, 36, 37, 52, 53, 64)
        .with(38, authCode != null ? authCode : keepsake.get(38))
        .with(39, reason)
        .with(61, keepsake.has(61) ? keepsake.get(61) : own);
  }

  /** Sign-in, sign-off, echo: no card, no MAC. */
  public IsoMessage management(String mti, String code, int batch, int trace) {
    return IsoMessage.of(mti)
        .with(11, six(trace))
        .with(41, identity.terminalId())
        .with(42, identity.merchantId())
        .with(60, "00" + six(batch) + code)
        .with(63, mti.equals("0800") ? OPERATOR : null);
  }

  /** Batch settlement with these totals (field 48). */
  public IsoMessage settlement(String field48, int batch, int trace) {
    return management("0500", "201", batch, trace)
        .with(48, field48)
        .with(49, CURRENCY)
        .with(63, OPERATOR);
  }

  /** One message of a batch upload: at most {@link #MAX_DETAILS} details. */
  public IsoMessage uploadDetails(List<Detail> details, int batch, int trace) {
    StringBuilder text = new StringBuilder(String.format("%02d", details.size()));
    for (Detail detail : details) {
      text.append(DOMESTIC)
          .append(six(detail.trace()))
          .append("0".repeat(20 - detail.pan().length()))
          .append(detail.pan())
          .append(String.format("%012d", detail.amount()));
    }
    return management("0320", "201", batch, trace).with(48, text.toString());
  }

  /**
   * The end of a batch upload.
   *
   * @param balanced whether the settlement's totals agreed
   * @param count how many details were uploaded
   */
  public IsoMessage uploadEnd(boolean balanced, int count, int batch, int trace) {
    return management("0320", balanced ? "207" : "202", batch, trace)
        .with(48, String.format("%04d", count));
  }

  /** One transaction in a batch upload; prints masked because it prints nothing of the card. */
  public record Detail(int trace, String pan, long amount) {
    @Override
    public String toString() {
      return six(trace) + " " + Amounts.show(amount);
    }
  }

  private static IsoMessage withOriginal(
      IsoMessage message, Transaction transaction, Original original) {
    boolean byRrn = transaction.namesOriginalByRrn();
    return message
        .with(37, byRrn ? original.rrn() : null)
        .with(38, transaction == Transaction.REFUND ? null : original.authCode())
        .with(61, original.field61());
  }

  private static String entryMode(Card card, boolean swiped) {
    return swiped ? card.entry().digits() : EntryMode.KEYED.digits();
  }

  private static String six(int number) {
    return String.format("%06d", number);
  }
}
