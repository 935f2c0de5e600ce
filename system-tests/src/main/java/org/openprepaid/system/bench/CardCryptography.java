package org.openprepaid.system.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.SecurityModule;

/** What is done with a card's number. */
@State(Scope.Benchmark)
public class CardCryptography {
  private static final String EXPIRY = "3012";

  /** International, normal, no restrictions. */
  private static final String SERVICE_CODE = "101";

  private final Plastic[] cards = new Plastic[ModuleOnTrial.TERMINALS];
  private SecurityModule module;

  private record Plastic(PinCard card, String cvn) {}

  /** Prints the cards. */
  @Setup
  public void prepare() {
    module = ModuleOnTrial.make().module();
    for (int i = 0; i < cards.length; i++) {
      PinCard card = ModuleOnTrial.card(i);
      String cvn = module.cvn(card.issuer(), card.panDigits(), EXPIRY, SERVICE_CODE);
      cards[i] = new Plastic(card, cvn);
    }
  }

  /** By which a card is found. */
  @Benchmark
  public byte[] panHash(Turn turn) {
    return module.panHash(cards[turn.next()].card.panDigits());
  }

  /** Of the stripe. */
  @Benchmark
  public void verifyCvn(Turn turn) {
    Plastic plastic = cards[turn.next()];
    PinCard card = plastic.card;
    if (!module.verifyCvn(card.issuer(), card.panDigits(), EXPIRY, SERVICE_CODE, plastic.cvn)) {
      throw new IllegalStateException("a CVN was refused");
    }
  }
}
