package org.openprepaid.upstreamhost.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.upstreamhost.book.Booking;
import org.openprepaid.upstreamhost.book.Effect;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.book.State;
import org.openprepaid.upstreamhost.key.KeyType;

class JournalTest {
  private static final MessageKey PURCHASE =
      new MessageKey("0200", "000001", "1125093000", "48021560");
  private static final MessageKey REVERSAL =
      new MessageKey("0420", "000002", "1125093010", "48021560");

  @TempDir private Path directory;

  @Test
  void whatWasWrittenComesBack() {
    try (JournalWriter journal = new JournalWriter(file())) {
      write(journal, purchase("RRN\"\\\u0001é    1"));
      journal.key(KeyType.ZAK, "01234567", "B0080…".replace('…', 'X'));
    }
    List<Booking> bookings = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    HostJournal.replay(file(), bookings::add, (type, block) -> keys.add(type + " " + block));
    assertThat(bookings).containsExactly(purchase("RRN\"\\\u0001é    1"));
    assertThat(keys).containsExactly("ZAK B0080X");
  }

  @Test
  void reversedPurchaseIsFoundByItsNumberAndByItsKey() {
    try (JournalWriter journal = new JournalWriter(file())) {
      write(journal, purchase("000000000001"));
      write(journal, reversal("000000000001"));
    }
    HostJournal read = HostJournal.read(file());
    HostTransaction seen = read.byRrn("000000000001").orElseThrow();
    assertThat(seen.state()).isEqualTo(State.REVERSED);
    assertThat(seen.amount()).isEqualTo(3_000);
    assertThat(read.byKey("0200", "1125093000", "000001", "48021560")).contains(seen);
    assertThat(read.ofRrn("000000000001")).hasSize(2);
    assertThat(read.byRrn("000000000002")).isEmpty();
    assertThat(read.transactions()).hasSize(2);
  }

  @Test
  void lineThatAKillCutOffIsRemoved() throws IOException {
    try (JournalWriter journal = new JournalWriter(file())) {
      write(journal, purchase("000000000001"));
    }
    String whole = Files.readString(file());
    Files.writeString(file(), "{\"ev\":\"EFFECT\",\"at\":\"20", StandardOpenOption.APPEND);
    assertThat(HostJournal.read(file()).transactions()).hasSize(1);
    try (JournalWriter journal = new JournalWriter(file())) {
      assertThat(Files.readString(file())).isEqualTo(whole);
      write(journal, reversal("000000000001"));
    }
    assertThat(HostJournal.read(file()).transactions()).hasSize(2);
  }

  @Test
  void journalHasOneWriter() {
    try (JournalWriter journal = new JournalWriter(file())) {
      assertThatThrownBy(() -> new JournalWriter(file())).hasMessageStartingWith("OP-1990");
      write(journal, purchase("000000000001"));
    }
    assertThatThrownBy(() -> new JournalWriter(directory)).hasMessageStartingWith("OP-1984");
  }

  @Test
  void foreignLineIsRefused() throws IOException {
    Files.writeString(file(), "{\"ev\":\"EFFECT\",\"kind\":\"PURCHASE\"}\n");
    assertThatThrownBy(() -> HostJournal.read(file())).hasMessageStartingWith("OP-1984");
  }

  @Test
  void cardNumberIsMasked() throws IOException {
    try (JournalWriter journal = new JournalWriter(file())) {
      write(journal, purchase("000000000001"));
    }
    assertThat(Files.readString(file()))
        .contains("622126*********0017")
        .doesNotContain("6221260000000000017");
  }

  private static void write(JournalWriter journal, Booking booking) {
    MessageKey key = booking.key();
    journal.exchange(message("IN", key, null), booking, message("OUT", key, "00"));
  }

  private static MessageLine message(String direction, MessageKey key, String code) {
    return new MessageLine(
        direction,
        key.mti(),
        "6221260000000000017",
        "000000",
        "000000003000",
        key.sentAt(),
        key.trace(),
        key.institution(),
        "000000000001",
        code,
        null);
  }

  private static Booking purchase(String rrn) {
    return booking(PURCHASE, Kind.PURCHASE, rrn, null, Effect.DONE, -3_000);
  }

  private static Booking reversal(String rrn) {
    return booking(REVERSAL, Kind.REVERSAL, rrn, PURCHASE, Effect.REVERSED, 3_000);
  }

  private static Booking booking(
      MessageKey key, Kind kind, String rrn, MessageKey original, Effect effect, long change) {
    return new Booking(
        key,
        kind,
        "token",
        "622126*********0017",
        3_000,
        rrn,
        original,
        "00",
        "000001",
        "1125",
        effect,
        change,
        0);
  }

  private Path file() {
    return directory.resolve("journal.jsonl");
  }
}
