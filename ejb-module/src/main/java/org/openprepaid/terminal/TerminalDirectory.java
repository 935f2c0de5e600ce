package org.openprepaid.terminal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The working keys of the terminals that trade, in memory: a purchase asks no database for them.
 *
 * <p>The database remains the truth, since a terminal may sign in at another node. So an entry is
 * read again when it proves wrong (a MAC that fails, a terminal that seems signed off), at most
 * once a second each, so that a bad terminal cannot make work; and when it is {@value
 * #MAX_AGE_SECONDS} s old, so that a sign-off at another node holds here by then. Unknown terminals
 * are kept apart, few and briefly, so that a flood of invented ids displaces nothing.
 */
@ApplicationScoped
public class TerminalDirectory {
  static final int MAX_AGE_SECONDS = 300;
  static final int UNKNOWN_LIMIT = 1_000;
  private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(MAX_AGE_SECONDS);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final Function<String, Optional<TerminalKeys>> sessions;
  private final LongSupplier nanoTime;
  private final GenerationalCache<Entry> known;
  private final GenerationalCache<Entry> unknown;

  /**
   * What the directory knows of a terminal.
   *
   * @param keys {@code null} when there is no such terminal
   * @param readAt when the database said so, on the directory's own clock
   */
  public record Entry(TerminalKeys keys, long readAt) {
    public boolean isKnown() {
      return keys != null;
    }

    public boolean isSignedIn() {
      return keys != null && keys.isSignedIn();
    }
  }

  /** For the container's proxy. */
  protected TerminalDirectory() {
    this(null, null, 2);
  }

  /**
   * The directory of a server.
   *
   * @param limit how many terminals are remembered, at least 2
   */
  @Inject
  public TerminalDirectory(
      TerminalSessions sessions,
      @ConfigProperty(name = "openprepaid.terminals.cached", defaultValue = "20000") int limit) {
    this(sessions::find, System::nanoTime, limit);
  }

  /**
   * A directory on its own, for those who bring their own clock.
   *
   * @param sessions reads one terminal from the database
   * @param nanoTime a clock in nanoseconds that never steps back
   */
  public TerminalDirectory(
      Function<String, Optional<TerminalKeys>> sessions, LongSupplier nanoTime, int limit) {
    this.sessions = sessions;
    this.nanoTime = nanoTime;
    this.known = new GenerationalCache<>(limit);
    this.unknown = new GenerationalCache<>(UNKNOWN_LIMIT);
  }

  /** What memory holds of a terminal, or {@code null} when the database has to be asked. */
  public Entry recall(String terminalId) {
    Entry entry = known.get(terminalId);
    if (entry != null) {
      return ageOf(entry) < MAX_AGE ? entry : null;
    }
    entry = unknown.get(terminalId);
    return entry != null && !mayBeReadAgain(entry) ? entry : null;
  }

  /** Asks the database, and remembers. It blocks: not for the adapter's thread. */
  public Entry read(String terminalId) {
    long now = nanoTime.getAsLong();
    Entry entry = new Entry(sessions.apply(terminalId).orElse(null), now);
    if (entry.isKnown()) {
      known.put(terminalId, entry);
      unknown.remove(terminalId);
    } else {
      unknown.put(terminalId, entry);
      known.remove(terminalId);
    }
    return entry;
  }

  /** Whether an entry that proved wrong is old enough to ask the database again. */
  public boolean mayBeReadAgain(Entry entry) {
    return ageOf(entry) >= PAUSE;
  }

  /** Takes over the keys of a terminal that just signed in here. */
  public void remember(TerminalKeys keys) {
    known.put(keys.terminalId(), new Entry(keys, nanoTime.getAsLong()));
  }

  /** A terminal changed: the next message reads it anew. */
  public void forget(String terminalId) {
    known.remove(terminalId);
    unknown.remove(terminalId);
  }

  int size() {
    return known.size() + unknown.size();
  }

  private long ageOf(Entry entry) {
    return nanoTime.getAsLong() - entry.readAt();
  }
}
