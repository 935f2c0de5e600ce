package org.openprepaid.upstreamhost.journal;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.book.Booking;
import org.openprepaid.upstreamhost.book.Entry;
import org.openprepaid.upstreamhost.book.HostBook;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.key.KeyType;

/**
 * The journal read: what became of every transaction in the host's eyes, for whoever compares it
 * with the acquirer's. May be read while the simulator writes; a last line that is not whole yet is
 * left out.
 */
public final class HostJournal {
  private final Map<MessageKey, HostTransaction> byKey = new HashMap<>();
  private final Map<String, List<HostTransaction>> byRrn = new HashMap<>();
  private final List<HostTransaction> all = new ArrayList<>();

  private HostJournal(HostBook book) {
    for (Entry entry : book.entries()) {
      HostTransaction transaction = transaction(entry);
      all.add(transaction);
      byKey.put(transaction.key(), transaction);
      byRrn.computeIfAbsent(transaction.rrn(), rrn -> new ArrayList<>()).add(transaction);
    }
  }

  /**
   * Reads a journal; the file may not be there yet.
   *
   * @throws HostException {@code OP-1984} when a line is not the simulator's
   */
  public static HostJournal read(Path file) {
    HostBook book = new HostBook(Map.of(), true, Integer.MAX_VALUE);
    replay(file, book::apply, (type, block) -> {});
    return new HostJournal(book);
  }

  /** Told of a key change. */
  @FunctionalInterface
  public interface KeyReader {
    /** The key in its block under the zone master key. */
    void changed(KeyType type, String block);
  }

  /** Reads every effect and key change in order. */
  public static void replay(Path file, Consumer<Booking> effects, KeyReader keys) {
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        // the end of the last line may still be on its way
        if (next != null || line.endsWith("}")) {
          read(line, effects, keys);
        }
        line = next;
      }
    } catch (IOException e) {
      throw new HostException("OP-1984", "cannot read the journal " + file, e);
    }
  }

  private static void read(String line, Consumer<Booking> effects, KeyReader keys) {
    if (JournalLines.is(line, JournalLines.EFFECT)) {
      effects.accept(JournalLines.booking(line));
    } else if (JournalLines.is(line, JournalLines.KEY)) {
      JsonObject json = JournalLines.parse(line);
      KeyType type =
          KeyType.named(json.getString("type", ""))
              .orElseThrow(() -> new HostException("OP-1984", "a key of the journal has no type"));
      keys.changed(type, json.getString("block", ""));
    }
  }

  /** Every transaction, in the order in which the requests came. */
  public List<HostTransaction> transactions() {
    return Collections.unmodifiableList(all);
  }

  /** Every transaction of this retrieval reference number (element 37), reversals among them. */
  public List<HostTransaction> ofRrn(String rrn) {
    return Collections.unmodifiableList(byRrn.getOrDefault(rrn, List.of()));
  }

  /**
   * The one transaction of this retrieval reference number that is not a reversal.
   *
   * @return nothing when the host has not seen it
   * @throws IllegalStateException when there are several
   */
  public Optional<HostTransaction> byRrn(String rrn) {
    List<HostTransaction> found =
        ofRrn(rrn).stream().filter(t -> t.kind() != Kind.REVERSAL).collect(Collectors.toList());
    if (found.size() > 1) {
      throw new IllegalStateException(found.size() + " transactions have the number " + rrn);
    }
    return found.stream().findFirst();
  }

  /** The transaction whose request had this type and these elements 7, 11 and 32. */
  public Optional<HostTransaction> byKey(
      String mti, String sentAt, String trace, String institution) {
    return Optional.ofNullable(byKey.get(new MessageKey(mti, trace, sentAt, institution)));
  }

  private static HostTransaction transaction(Entry entry) {
    Booking booking = entry.booking();
    return new HostTransaction(
        booking.key(),
        booking.rrn(),
        booking.kind(),
        booking.maskedPan(),
        booking.amount(),
        booking.responseCode(),
        booking.authCode(),
        booking.original(),
        booking.effect(),
        entry.state(),
        entry.refunded());
  }
}
