package org.openprepaid.softpos.cli;

import java.util.List;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.EntryMode;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;

/** The cards at hand, and the one presented when a command names none. */
final class Wallet {
  private final List<SampleCard> cards;
  private Card current;

  Wallet(List<SampleCard> cards) {
    this.cards = List.copyOf(cards);
    this.current = cards.isEmpty() ? null : cards.get(0).card();
  }

  List<SampleCard> cards() {
    return cards;
  }

  /** Makes the named card the one that is presented from now on. */
  Card choose(Words words) {
    current = presented(words);
    return current;
  }

  /**
   * Reads {@code [card N | card PAN | PAN] [swiped|keyed|chip|contactless] [pin DIGITS | nopin]
   * [expiry YYMM]} as far as it goes.
   */
  Card presented(Words words) {
    Card card = current;
    if (words.take("card")) {
      card = named(words.next("card number"));
    } else if (words.peek() != null && words.peek().matches("[0-9]{13,19}")) {
      card = named(words.next("card number"));
    }
    if (card == null) {
      throw new CommandException("which card? The sample has none");
    }
    return asPresented(card, words);
  }

  private static Card asPresented(Card chosen, Words words) {
    Card card = chosen;
    while (true) {
      if (words.take("nopin")) {
        card = card.withoutPin();
      } else if (words.take("pin")) {
        card = card.withPin(words.next("PIN"));
      } else if (words.take("expiry")) {
        String expiry = words.next("YYMM");
        card = new Card(card.pan(), card.track2(), expiry, card.pin(), card.entry(), null);
      } else {
        EntryMode entry = entry(words);
        if (entry == null) {
          return card;
        }
        card = card.by(entry);
      }
    }
  }

  private static EntryMode entry(Words words) {
    for (EntryMode entry : EntryMode.values()) {
      if (words.take(entry.name())) {
        return entry;
      }
    }
    return null;
  }

  private Card named(String word) {
    if (word.matches("[0-9]{13,19}")) {
      return cards.stream()
          .map(SampleCard::card)
          .filter(c -> c.pan().equals(word))
          .findFirst()
          .orElseGet(() -> Card.keyed(word, null));
    }
    if (!word.matches("[0-9]{1,6}")
        || word.matches("0+")
        || Integer.parseInt(word) > cards.size()) {
      throw new CommandException("cards are numbered 1 to " + cards.size() + ", not " + word);
    }
    return cards.get(Integer.parseInt(word) - 1).card();
  }
}
