package org.openprepaid.upstream;

import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.Transmission;

/** Puts together the messages to one host (docs/upstream-profile.md). */
final class MessageForms {
  private static final String PIN_LENGTH = "12";
  private static final String PIN_BLOCK_WITH_PAN_DOUBLE_LENGTH = "2600000000000000";

  private final UpstreamHost host;

  MessageForms(UpstreamHost host) {
    this.host = host;
  }

  /**
   * A request (0100, 0200) for a card that is present.
   *
   * @param pinBlock under the host's ZPK, or {@code null}
   */
  IsoFields request(Subject subject, Transmission sent, PresentedCard card, byte[] pinBlock) {
    IsoFields fields = about(subject, sent, sent.mti());
    fields.set(14, card.expiry()).set(22, entryMode(card, pinBlock));
    if (card.stripe() != null) {
      fields.set(35, card.stripe().track2());
    }
    if (pinBlock != null) {
      fields.set(26, PIN_LENGTH).set(52, pinBlock).set(53, PIN_BLOCK_WITH_PAN_DOUBLE_LENGTH);
    }
    return naming(fields, subject.original());
  }

  /** What was decided in the host's place (0220). */
  IsoFields advice(Subject subject, Transmission sent, boolean repeated) {
    String mti = repeated ? "0221" : "0220";
    return naming(about(subject, sent, mti).set(22, "012"), subject.original());
  }

  /**
   * The reversal (0420) of a transaction.
   *
   * @param own names this message
   * @param reversed the message that it undoes
   * @param authCode the host's code for it, may be empty
   */
  IsoFields reversal(
      Subject subject,
      Transmission own,
      Transmission reversed,
      String authCode,
      String reason,
      boolean repeated) {
    IsoFields fields = about(subject, own, repeated ? "0421" : "0420");
    return fields
        .set(38, authCode.length() == 6 ? authCode : null)
        .set(39, reason)
        .set(90, Elements.original(reversed, host.institution()));
  }

  private IsoFields about(Subject subject, Transmission sent, String mti) {
    MessageForm form = MessageForm.of(subject.kind());
    IsoFields fields =
        new IsoFields(mti)
            .set(2, subject.pan().digits())
            .set(3, form.processingCode())
            .set(7, Elements.monthToSecond(sent.at()))
            .set(11, Elements.number(sent.trace(), 6))
            .set(12, Elements.time(subject.localTime()))
            .set(13, Elements.monthAndDay(subject.localTime()))
            .set(25, form.condition())
            .set(32, host.institution())
            .set(37, subject.rrn().toString())
            .set(41, subject.terminalId())
            .set(42, subject.merchantId())
            .set(49, subject.amount().currency().numericCode());
    return subject.kind() == TransactionKind.BALANCE_INQUIRY
        ? fields
        : fields.set(4, Elements.number(subject.amount().minor(), 12));
  }

  private IsoFields naming(IsoFields fields, Exchange original) {
    if (original == null) {
      return fields;
    }
    if (original.authCode().length() == 6) {
      fields.set(38, original.authCode());
    }
    return fields.set(90, Elements.original(original.sent(), host.institution()));
  }

  /** 01 keyed, 02 stripe; third digit 1 with a PIN, 2 without. */
  private static String entryMode(PresentedCard card, byte[] pinBlock) {
    return (card.stripe() == null ? "01" : "02") + (pinBlock == null ? '2' : '1');
  }
}
