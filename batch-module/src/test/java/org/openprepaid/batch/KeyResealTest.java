package org.openprepaid.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.batch.ResealWatch.LOOKS_BETWEEN_TRIES;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.Resealed;
import org.openprepaid.key.custody.SealedStore;

/**
 * After a rotation everything is sealed anew, whatever interrupts the run, and then it is quiet.
 */
class KeyResealTest {
  private final JdbcDataSource database = new JdbcDataSource();
  private final Shelf cards = new Shelf("cards");
  private final Shelf balances = new Shelf("balances");
  private final ResealTally tally = new ResealTally();
  private final ResealWatch watch = new ResealWatch(List.of(balances, cards));
  private SealedStores stores;

  @BeforeEach
  void anyDatabase() {
    database.setURL("jdbc:h2:mem:" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1");
    stores = new SealedStores(database, Stream.of(cards, balances));
  }

  @Test
  void everyOutdatedValueOfEveryStoreIsSealedAnew() throws Exception {
    cards.put(1_250);
    balances.put(700);
    cards.rotate();
    balances.rotate();

    runFrom(null);

    assertThat(cards.outdated()).isZero();
    assertThat(balances.outdated()).isZero();
    assertThat(cards.written).hasSize(1_250).doesNotHaveDuplicates();
    assertThat(balances.written).hasSize(700).doesNotHaveDuplicates();
  }

  @Test
  void aRunThatWasKilledGoesOnFromItsCheckpoint() throws Exception {
    cards.put(1_250);
    balances.put(700);
    cards.rotate();
    balances.rotate();
    KeyResealReader first = new KeyResealReader(stores, tally);
    first.open(null);
    for (int page = 0; page < 3; page++) {
      write(first.readItem());
    }
    Serializable checkpoint = copied(first.checkpointInfo());
    first.readItem();

    runFrom(checkpoint);

    assertThat(cards.outdated()).isZero();
    assertThat(balances.outdated()).isZero();
    assertThat(cards.written).doesNotHaveDuplicates();
    assertThat(balances.written).doesNotHaveDuplicates();
  }

  @Test
  void aBrokenSealAndABusyRowStopNobody() throws Exception {
    cards.put(600);
    cards.rotate();
    cards.broken.addAll(List.of(3L, 599L));
    cards.busy.add(5L);

    runFrom(null);

    assertThat(cards.written).hasSize(597).doesNotContain(3L, 5L, 599L);
    assertThat(tally.knownBroken()).isEqualTo(2);
  }

  @Test
  void aRunThatWasTakenUpDoesNotKnowAllThatIsBroken() throws Exception {
    cards.put(600);
    cards.rotate();
    cards.broken.add(599L);

    runFrom(new ResealPosition("cards", 500));

    assertThat(cards.written).containsOnly(idsFrom(501, 600, 599L));
    assertThat(tally.knownBroken()).isZero();
  }

  @Test
  void theJobWaitsForTheSecondLookAfterARotation() throws Exception {
    cards.put(10);
    assertThat(isAnythingDue()).isFalse();
    assertThat(isAnythingDue()).isFalse();

    cards.rotate();

    assertThat(isAnythingDue()).as("other nodes may not know yet").isFalse();
    assertThat(left("cards")).isEqualTo(10);
    assertThat(isAnythingDue()).isTrue();
    runFrom(null);
    assertThat(isAnythingDue()).isFalse();
    assertThat(left("cards")).isZero();
  }

  @Test
  void aStoreThatIsDoneIsNotCountedAgainUntilTheNextRotation() throws Exception {
    cards.put(10);
    for (int look = 0; look < 5; look++) {
      isAnythingDue();
    }
    assertThat(cards.counts).isEqualTo(2);

    cards.rotate();
    isAnythingDue();
    assertThat(cards.counts).isEqualTo(3);
    assertThat(balances.counts).isEqualTo(2);
  }

  @Test
  void aCountThatFailsIsMadeUpFor() throws Exception {
    cards.put(10);
    isAnythingDue();
    isAnythingDue();
    cards.rotate();
    cards.isAway = true;
    assertThat(org.assertj.core.api.Assertions.catchThrowable(this::isAnythingDue))
        .isInstanceOf(SQLException.class);
    cards.isAway = false;

    assertThat(isAnythingDue()).isFalse();
    assertThat(isAnythingDue()).isTrue();
  }

  @Test
  void whatIsBusyIsTriedAgainAtOnceAndWhatIsBrokenOnceAnHour() throws Exception {
    cards.put(10);
    cards.rotate();
    cards.broken.add(3L);
    cards.busy.add(5L);
    isAnythingDue();
    assertThat(isAnythingDue()).isTrue();
    runFrom(null);

    assertThat(isAnythingDue()).as("one is busy").isTrue();
    cards.busy.clear();
    runFrom(null);

    assertThat(left("cards")).isEqualTo(2);
    for (int look = 1; look <= LOOKS_BETWEEN_TRIES; look++) {
      assertThat(isAnythingDue()).as("look " + look).isFalse();
    }
    assertThat(left("cards")).isEqualTo(1);
    assertThat(isAnythingDue()).isTrue();
    assertThat(isAnythingDue()).isFalse();
  }

  @Test
  void theNextRotationDoesNotWaitForWhatIsBroken() throws Exception {
    cards.put(3);
    cards.rotate();
    cards.broken.addAll(List.of(1L, 2L));
    runFrom(null);
    isAnythingDue();
    isAnythingDue();
    assertThat(isAnythingDue()).isFalse();
    balances.put(1);

    balances.rotate();

    assertThat(isAnythingDue()).isTrue();
  }

  private boolean isAnythingDue() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return watch.isAnythingDue(connection, tally.knownBroken());
    }
  }

  private long left(String store) {
    return watch.stores().stream()
        .filter(watched -> watched.name().equals(store))
        .findFirst()
        .orElseThrow()
        .left();
  }

  private void runFrom(Serializable checkpoint) throws Exception {
    KeyResealReader reader = new KeyResealReader(stores, tally);
    reader.open(checkpoint);
    for (OutdatedPage page = reader.readItem(); page != null; page = reader.readItem()) {
      write(page);
    }
  }

  private void write(OutdatedPage page) throws SQLException {
    new KeyResealWriter(stores, tally)
        .writeItems(List.of(new KeyResealProcessor().processItem(page)));
  }

  /** As the job repository keeps it. */
  private static Serializable copied(Serializable checkpoint) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(checkpoint);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Serializable) in.readObject();
    }
  }

  private static Long[] idsFrom(long first, long last, long without) {
    return java.util.stream.LongStream.rangeClosed(first, last)
        .filter(id -> id != without)
        .boxed()
        .toArray(Long[]::new);
  }

  /** A store in memory: values that know their version and nothing else. */
  private static final class Shelf implements SealedStore {
    private final String name;
    private final TreeMap<Long, Integer> versions = new TreeMap<>();
    private final List<Long> written = new ArrayList<>();
    private final Set<Long> broken = new TreeSet<>();
    private final Set<Long> busy = new TreeSet<>();
    private int active = 1;
    private int counts;
    private boolean isAway;

    Shelf(String name) {
      this.name = name;
    }

    void put(int values) {
      for (long id = 1; id <= values; id++) {
        versions.put(id, active);
      }
    }

    void rotate() {
      active++;
    }

    long outdated() {
      return versions.values().stream().filter(version -> version != active).count();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String wanted(Connection connection) {
      return "KEY:" + active;
    }

    @Override
    public long outdated(Connection connection) throws SQLException {
      if (isAway) {
        throw new SQLException("away");
      }
      counts++;
      return outdated();
    }

    @Override
    public OutdatedPage after(Connection connection, long id) {
      List<Long> ids =
          versions.tailMap(id, false).entrySet().stream()
              .filter(value -> value.getValue() != active)
              .map(java.util.Map.Entry::getKey)
              .limit(PAGE)
              .toList();
      return new Page(ids);
    }

    private final class Page implements OutdatedPage {
      private final List<Long> ids;
      private List<Long> anew = List.of();

      private Page(List<Long> ids) {
        this.ids = ids;
      }

      @Override
      public int size() {
        return ids.size();
      }

      @Override
      public long last() {
        return ids.get(ids.size() - 1);
      }

      @Override
      public void reseal() {
        anew = ids.stream().filter(id -> !broken.contains(id)).toList();
      }

      @Override
      public Resealed write(Connection connection) {
        List<Long> free = anew.stream().filter(id -> !busy.contains(id)).toList();
        free.forEach(id -> versions.put(id, active));
        written.addAll(free);
        List<String> told = ids.stream().filter(broken::contains).map(id -> "row " + id).toList();
        return new Resealed(free.size(), anew.size() - free.size(), told);
      }
    }
  }
}
