package org.openprepaid.upstreamhost.desk;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.openprepaid.upstreamhost.book.CardFile;
import org.openprepaid.upstreamhost.book.HostBook;
import org.openprepaid.upstreamhost.journal.HostJournal;
import org.openprepaid.upstreamhost.journal.JournalWriter;
import org.openprepaid.upstreamhost.key.KeyType;
import org.openprepaid.upstreamhost.key.Zone;
import org.openprepaid.upstreamhost.misbehave.Script;
import org.openprepaid.upstreamhost.network.NetworkAnswer;
import org.openprepaid.upstreamhost.network.NetworkDesk;
import org.openprepaid.upstreamhost.network.NetworkRequest;
import org.openprepaid.upstreamhost.sample.UpstreamSample;
import org.openprepaid.upstreamhost.wire.Dialect;
import org.openprepaid.upstreamhost.wire.Link;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** The desks put together, with the state that the journal of an earlier run has left. */
public final class House implements AutoCloseable {
  private final JournalWriter journal;
  private final CardFile cards;
  private final HostDesk desk;
  private final NetworkDesk network;
  private final KeyExchange keys;
  private final Reception reception;
  private final Statistics statistics = new Statistics();
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService changes;

  /**
   * Opens the house.
   *
   * @throws org.openprepaid.upstreamhost.HostException {@code OP-1984} or {@code OP-1990} when the
   *     journal cannot be used
   */
  public House(UpstreamSample sample, Path journalFile, HostManner manner, Script script) {
    Zone zone = Zone.of(sample.zmk(), sample.zpk(), sample.zak(), InstantSource.system());
    cards = new CardFile(sample.cards(), sample.zmk().secret("card tokens"));
    HostBook book = new HostBook(cards.balances(), manner.anyCard(), manner.remembered());
    journal = new JournalWriter(journalFile);
    HostJournal.replay(journalFile, book::apply, zone::restore);
    ThreadFactory daemons = House::daemon;
    timer = new ScheduledThreadPoolExecutor(1, daemons);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    changes = Executors.newSingleThreadExecutor(daemons);
    Delivery delivery = new Delivery(new Dialect(), zone, manner, timer, statistics);
    network = new NetworkDesk(zone, journal, sample.institution());
    keys = new KeyExchange(network, zone, journal);
    desk = new HostDesk(book, cards, journal, zone, script, manner, delivery, statistics);
    ManagementDesk management =
        new ManagementDesk(journal, script, delivery, keys, changes, statistics);
    reception = new Reception(desk, management, network, journal, statistics);
  }

  /** Takes every message. */
  public BiConsumer<Link, ReceivedMessage> reception() {
    return reception;
  }

  public Statistics statistics() {
    return statistics;
  }

  /** For what happens later. */
  public ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  /** What a card has, without what is held, in minor units; 0 when there is no such card. */
  public long available(String pan) {
    return desk.available(cards.token(pan));
  }

  public NetworkAnswer send(Link link, NetworkRequest request, long timeoutMillis) {
    return network.send(link, request, timeoutMillis);
  }

  /** The new key's check value. */
  public String changeKey(KeyType type, Link link, long timeoutMillis) {
    return keys.change(type, link, timeoutMillis);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    changes.shutdownNow();
    journal.close();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "upstream");
    thread.setDaemon(true);
    return thread;
  }
}
