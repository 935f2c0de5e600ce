package org.openprepaid.upstreamhost.book;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The host's cards and transactions. Every message has one effect, however often it comes: {@link
 * #find} knows it again. Deciding changes nothing; {@link #apply} does what was decided, when it is
 * new and when it is read from the journal alike. Not thread-safe.
 *
 * <p>It remembers a bounded number of transactions and of marks, and forgets the oldest first.
 */
public final class HostBook {
  private final Map<String, Account> own = new HashMap<>();

  /** Unlimited ones: nothing is lost when one is forgotten. */
  private final Map<String, Account> foreign;

  private final Map<MessageKey, Entry> entries;
  private final Map<MessageKey, MessageKey> marks;
  private final Function<String, Account> opening;

  /**
   * An empty book.
   *
   * @param balances by card token, to begin with
   * @param anyCard every other card has an account too, and every account is unlimited
   * @param remembered how many transactions are remembered
   */
  public HostBook(Map<String, Long> balances, boolean anyCard, int remembered) {
    balances.forEach((card, balance) -> own.put(card, new Account(balance, anyCard)));
    foreign = new Remembered<>(remembered);
    opening = card -> anyCard ? new Account(0, true) : null;
    entries = new Remembered<>(remembered);
    marks = new Remembered<>(remembered);
  }

  /** What was decided about this message before, or null. */
  public Entry find(MessageKey key) {
    return entries.get(key);
  }

  /** Whether it is a reversal of something that is not known. */
  public boolean isUnknownReversal(Request request) {
    return request.kind() == Kind.REVERSAL && find(request.original()) == null;
  }

  /** Whether a reversal of this message came before it. */
  public boolean isMarked(MessageKey key) {
    return marks.containsKey(key);
  }

  /** The card's account, or null when the host has no such card. */
  Account account(String card) {
    Account account = own.get(card);
    return account == null ? foreign.computeIfAbsent(card, opening) : account;
  }

  /** Whether the host has such a card. */
  public boolean hasCard(String card) {
    return account(card) != null;
  }

  /** Balance without what is held, in minor units; 0 of a card that is not there. */
  public long available(String card) {
    Account account = account(card);
    return account == null ? 0 : account.available();
  }

  /** Balance with what is held, in minor units; 0 of a card that is not there. */
  public long balance(String card) {
    Account account = account(card);
    return account == null ? 0 : account.balance();
  }

  /** All that is remembered, the oldest first. */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** Enters what was decided. */
  public void apply(Booking booking) {
    entries.put(booking.key(), new Entry(booking));
    if (booking.balanceChange() != 0 || booking.heldChange() != 0) {
      Account account = account(booking.card());
      if (account != null) {
        account.change(booking.balanceChange(), booking.heldChange());
      }
    }
    Entry original = booking.original() == null ? null : entries.get(booking.original());
    switch (booking.effect()) {
      case DONE -> follow(booking, original);
      case REVERSED -> undo(original);
      case MARKED -> marks.put(booking.original(), booking.key());
      case DECLINED, NOTHING_TO_UNDO -> {}
    }
  }

  private void follow(Booking booking, Entry original) {
    if (original == null) {
      return;
    }
    Kind kind = booking.kind();
    if (kind == Kind.COMPLETION_VOID) {
      // the pre-authorisation can be completed again
      heldBy(original, State.APPROVED);
    }
    if (kind == Kind.REFUND) {
      original.refund(booking.amount());
    } else if (kind.isVoid()) {
      original.become(State.VOIDED);
    } else if (kind.isCompletion()) {
      original.become(State.COMPLETED);
    }
  }

  private void undo(Entry reversed) {
    if (reversed == null) {
      return;
    }
    reversed.become(State.REVERSED);
    Booking booking = reversed.booking();
    Entry below = booking.original() == null ? null : entries.get(booking.original());
    if (below == null) {
      return;
    }
    if (booking.kind() == Kind.REFUND) {
      below.refund(-booking.amount());
    } else {
      below.become(State.APPROVED);
      if (booking.kind() == Kind.COMPLETION_VOID) {
        heldBy(below, State.COMPLETED);
      }
    }
  }

  private void heldBy(Entry completion, State state) {
    Entry held = entries.get(completion.booking().original());
    if (held != null) {
      held.become(state);
    }
  }

  /** Forgets the oldest when it is full. */
  private static final class Remembered<K, V> extends LinkedHashMap<K, V> {
    private final int limit;

    Remembered(int limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}
