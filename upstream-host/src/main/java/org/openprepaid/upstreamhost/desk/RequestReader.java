package org.openprepaid.upstreamhost.desk;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.openprepaid.upstreamhost.book.CardFile;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.book.Request;
import org.openprepaid.upstreamhost.key.PinBlock;
import org.openprepaid.upstreamhost.key.Tdes;
import org.openprepaid.upstreamhost.key.Zone;
import org.openprepaid.upstreamhost.sample.Masking;
import org.openprepaid.upstreamhost.sample.SampleCard;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** Makes requests of messages, and looks at card, expiry and PIN on the way. */
final class RequestReader {
  private static final String MALFORMED = "30";
  private static final String UNKNOWN = "12";
  private static final String NO_SUCH_CARD = "14";
  private static final String EXPIRED = "54";
  private static final String WRONG_PIN = "55";
  private static final String PIN_FORMAT = "99";
  private static final int[] REQUIRED = {2, 7, 11, 32, 37, 41, 42, 49};

  /** jPOS takes whatever stands in their place. */
  private static final int[] NUMBERS = {4, 7, 11, 32};

  private final CardFile cards;
  private final Zone zone;
  private final boolean anyCard;

  RequestReader(CardFile cards, Zone zone, boolean anyCard) {
    this.cards = cards;
    this.zone = zone;
    this.anyCard = anyCard;
  }

  /**
   * A request, or why there is none.
   *
   * @param request null when there is none
   * @param responseCode then
   */
  record Reading(Request request, String responseCode) {
    static Reading refused(String responseCode) {
      return new Reading(null, responseCode);
    }
  }

  Reading read(ReceivedMessage message) {
    String pan = message.text(2);
    if (lacks(message) || !pan.matches("[0-9]{13,19}")) {
      return Reading.refused(MALFORMED);
    }
    String mti = MessageKey.first(message.mti());
    Optional<Kind> kind = Kind.of(mti, message.text(3), message.text(25));
    if (kind.isEmpty()) {
      boolean said = message.hasField(3) && message.hasField(25);
      return Reading.refused(said ? UNKNOWN : MALFORMED);
    }
    MessageKey original = MessageKey.ofOriginalData(message.text(90));
    boolean amountless = message.text(4) == null && kind.get() != Kind.INQUIRY;
    if (amountless || (original == null && kind.get().hasOriginal())) {
      return Reading.refused(MALFORMED);
    }
    long amount = message.text(4) == null ? 0 : Long.parseLong(message.text(4));
    MessageKey key = new MessageKey(mti, message.text(11), message.text(7), message.text(32));
    return new Reading(
        new Request(
            key,
            kind.get(),
            cards.token(pan),
            Masking.pan(pan),
            amount,
            message.text(37),
            message.text(38),
            kind.get().hasOriginal() ? original : null,
            kind.get() == Kind.REVERSAL || anyCard ? null : refusal(message, pan)),
        null);
  }

  private static boolean lacks(ReceivedMessage message) {
    for (int element : REQUIRED) {
      if (!message.hasField(element)) {
        return true;
      }
    }
    for (int element : NUMBERS) {
      if (message.hasField(element) && !message.text(element).matches("[0-9]+")) {
        return true;
      }
    }
    return false;
  }

  /** Null when card, expiry and PIN are in order, or when there is no such card to compare with. */
  private String refusal(ReceivedMessage message, String pan) {
    SampleCard card = cards.find(pan);
    if (card == null) {
      return null;
    }
    String track2 = message.text(35);
    if (track2 != null && card.track2() != null && !equalTracks(track2, card.track2())) {
      return NO_SUCH_CARD;
    }
    String expiry = message.text(14);
    if (card.expiry() != null
        && (expired(card.expiry()) || (expiry != null && !expiry.equals(card.expiry())))) {
      return EXPIRED;
    }
    return message.hasField(52) ? pinRefusal(message.getBytes(52), card) : null;
  }

  private String pinRefusal(byte[] block, SampleCard card) {
    for (Tdes key : zone.zpk().accepted()) {
      Optional<String> pin = PinBlock.decrypt(key, block, card.pan());
      if (pin.isPresent()) {
        return Objects.equals(pin.get(), card.pin()) ? null : WRONG_PIN;
      }
    }
    return PIN_FORMAT;
  }

  private static boolean equalTracks(String one, String other) {
    return one.replace('=', 'D').equals(other.replace('=', 'D'));
  }

  private static boolean expired(String expiry) {
    int month = Integer.parseInt(expiry.substring(2));
    YearMonth now = YearMonth.now(ZoneOffset.UTC);
    int lastMonth = (2000 + Integer.parseInt(expiry.substring(0, 2))) * 12 + month;
    return lastMonth < now.getYear() * 12 + now.getMonthValue();
  }
}
