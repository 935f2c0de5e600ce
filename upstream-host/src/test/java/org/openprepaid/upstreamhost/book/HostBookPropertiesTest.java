package org.openprepaid.upstreamhost.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HostBookPropertiesTest {
  private static final List<Kind> KINDS = List.of(Kind.values());

  /** Requests and their reversals, each sent up to three times, in any order whatever. */
  @Property(tries = 300)
  void whatIsReversedAndWhatIsNotAddsUp(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 9_000) Integer> amounts,
      @ForAll long seed) {
    Till till = new Till();
    Random random = new Random(seed);
    List<Runnable> sendings = new ArrayList<>();
    long spent = 0;
    for (int amount : amounts) {
      MessageKey purchase = till.next(Kind.PURCHASE);
      boolean reversed = random.nextBoolean();
      add(sendings, random, () -> till.send(purchase, Kind.PURCHASE, amount, null));
      if (reversed) {
        MessageKey reversal = till.next(Kind.REVERSAL);
        add(sendings, random, () -> till.send(reversal, Kind.REVERSAL, amount, purchase));
      }
    }
    Collections.shuffle(sendings, random);
    sendings.forEach(Runnable::run);
    for (Entry entry : till.book.entries()) {
      boolean stands = entry.booking().kind() == Kind.PURCHASE && entry.state() == State.APPROVED;
      spent += stands ? entry.booking().amount() : 0;
    }
    assertThat(till.available()).isEqualTo(Till.BEGINNING - spent).isNotNegative();
    assertThat(reversedPurchases(till)).noneMatch(entry -> entry.state() == State.APPROVED);
  }

  /** A book made anew from what was booked is the same book. */
  @Property(tries = 300)
  void bookMadeAnewFromItsBookingsIsTheSame(@ForAll long seed) {
    Till till = new Till();
    Random random = new Random(seed);
    List<Booking> done = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      MessageKey original =
          !kind.hasOriginal()
              ? null
              : done.isEmpty()
                  ? till.next(Kind.PURCHASE)
                  : done.get(random.nextInt(done.size())).key();
      long amount = 1_000L * (1 + random.nextInt(3));
      done.add(till.send(kind, amount, original));
    }
    HostBook again = new HostBook(Map.of(Till.CARD, Till.BEGINNING), false, 10_000);
    till.booked.forEach(again::apply);
    assertThat(again.available(Till.CARD)).isEqualTo(till.available());
    assertThat(again.balance(Till.CARD)).isEqualTo(till.book.balance(Till.CARD));
    for (Entry entry : till.book.entries()) {
      Entry same = again.find(entry.booking().key());
      assertThat(same.state()).isEqualTo(entry.state());
      assertThat(same.refunded()).isEqualTo(entry.refunded());
    }
  }

  private static void add(List<Runnable> sendings, Random random, Runnable sending) {
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      sendings.add(sending);
    }
  }

  private static List<Entry> reversedPurchases(Till till) {
    List<Entry> purchases = new ArrayList<>();
    for (Entry entry : till.book.entries()) {
      if (entry.booking().kind() == Kind.REVERSAL) {
        purchases.add(till.book.find(entry.booking().original()));
      }
    }
    return purchases;
  }
}
