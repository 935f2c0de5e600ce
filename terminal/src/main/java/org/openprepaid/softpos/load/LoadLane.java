package org.openprepaid.softpos.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** One thread's share of a load: some terminals, their connections, and what it measures. */
final class LoadLane {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long MAX_LATENCY_MICROS = Duration.ofMinutes(5).toNanos() / 1000;
  private static final long RECONNECT_NANOS = Duration.ofMillis(250).toNanos();
  private static final long SWEEP_NANOS = Duration.ofMillis(100).toNanos();
  private static final int APPROVED = ('0' << 7) | '0';
  private static final int FRAME_BYTES = 2_048;

  private final LoadPlan plan;
  private final List<LoadConnection> connections;
  private final InetSocketAddress address;
  private final Selector selector;
  private final ReplyScanner scanner = new ReplyScanner();
  private final byte[] frame = new byte[FRAME_BYTES];
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(FRAME_BYTES);
  private final Consumer<SelectionKey> onReadable = this::onReadable;
  private int nextCard;

  private final long[] codes = new long[1 << 14];
  private final Histogram latency = new Histogram(MAX_LATENCY_MICROS, 3);
  private final Set<LoadTerminal> exhausted = new HashSet<>();
  private long lost;
  private long badMacs;
  private long cpuNanos;
  private long nanos;
  private long deadline;

  LoadLane(LoadPlan plan, List<LoadConnection> connections, int firstCard) throws IOException {
    this.plan = plan;
    this.connections = connections;
    this.address = new InetSocketAddress(plan.host(), plan.port());
    this.selector = Selector.open();
    this.nextCard = firstCard % plan.cards().size();
  }

  /**
   * Works until the deadline, then waits for the replies still to come.
   *
   * @param stop asked between selections whether to end early
   */
  void run(long newDeadline, BooleanSupplier stop) {
    forget();
    deadline = newDeadline;
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    for (LoadConnection connection : connections) {
      begin(connection);
    }
    long sweepAt = start + SWEEP_NANOS;
    long now = start;
    while ((now < deadline && !stop.getAsBoolean()) || anyUnderWay()) {
      select();
      now = System.nanoTime();
      if (stop.getAsBoolean()) {
        deadline = Math.min(deadline, now);
      }
      if (now >= sweepAt) {
        sweep(now);
        sweepAt = now + SWEEP_NANOS;
      }
    }
    nanos = System.nanoTime() - start;
    cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
  }

  void open() throws IOException {
    for (LoadConnection connection : connections) {
      connection.open(address, selector);
    }
  }

  void close() throws IOException {
    connections.forEach(LoadConnection::close);
    selector.close();
  }

  /** Adds what this lane measured; returns how long it took, in nanoseconds. */
  long addTo(Map<String, Long> allCodes, Histogram all) {
    for (int code = 0; code < codes.length; code++) {
      if (codes[code] > 0) {
        String text = "" + (char) (code >> 7) + (char) (code & 0x7F);
        allCodes.merge(text, codes[code], Long::sum);
      }
    }
    all.add(latency);
    return nanos;
  }

  long lost() {
    return lost;
  }

  long badMacs() {
    return badMacs;
  }

  long exhausted() {
    return exhausted.size();
  }

  long cpuNanos() {
    return cpuNanos;
  }

  private void forget() {
    Arrays.fill(codes, 0);
    latency.reset();
    exhausted.clear();
    lost = 0;
    badMacs = 0;
  }

  private void select() {
    try {
      selector.select(onReadable, SWEEP_NANOS / 1_000_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onReadable(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      int length = connection.read(frame);
      if (length > 0 && connection.traceUnderWay() != 0) {
        answered(connection, length);
      }
    } catch (IOException broken) {
      lose(connection);
    }
  }

  private void answered(LoadConnection connection, int length) throws IOException {
    long now = System.nanoTime();
    int trace = connection.traceUnderWay();
    if (!scanner.scan(frame, PurchaseTemplate.MESSAGE_AT, length) || !scanner.answers(trace)) {
      throw new IOException("not the reply to the purchase under way");
    }
    latency.recordValue(Math.min((now - connection.sentAt()) / 1000, MAX_LATENCY_MICROS));
    connection.answered();
    LoadTerminal terminal = connection.terminal();
    int code = scanner.code();
    // a host that does not know the terminal's key can still say no, but never yes
    if (scanner.macIsGood(terminal.mac()) || (code != APPROVED && !scanner.hasMac())) {
      codes[code]++;
      if (code == APPROVED && plan.listener() != null) {
        plan.listener().approved(terminal.terminalId(), terminal.batch(), trace, scanner.rrn());
      }
    } else {
      badMacs++;
    }
    if (now < deadline) {
      begin(connection);
    }
  }

  /** Sends the connection's next purchase, with the next card. */
  private void begin(LoadConnection connection) {
    if (!connection.isOpen() || connection.traceUnderWay() != 0) {
      return;
    }
    LoadTerminal terminal = connection.terminal();
    int trace = terminal.takeTrace();
    if (trace == 0) {
      exhausted.add(terminal);
      return;
    }
    int card = nextCard;
    nextCard = card + 1 == plan.cards().size() ? 0 : card + 1;
    int length = terminal.purchaseWith(card).write(trace, terminal.mac(), frame);
    outgoing.clear().put(frame, 0, length).flip();
    try {
      connection.send(outgoing, trace);
    } catch (IOException broken) {
      lose(connection);
    }
  }

  private void lose(LoadConnection connection) {
    if (connection.traceUnderWay() != 0) {
      lost++;
    }
    connection.close();
  }

  /** Gives up what waits too long, and makes broken connections anew. */
  private void sweep(long now) {
    long patience = plan.replyTimeout().toNanos();
    for (LoadConnection connection : connections) {
      if (connection.traceUnderWay() != 0 && now - connection.sentAt() > patience) {
        lose(connection);
      } else if (!connection.isOpen()
          && now < deadline
          && now - connection.closedAt() > RECONNECT_NANOS) {
        reopen(connection);
      }
    }
  }

  private void reopen(LoadConnection connection) {
    try {
      connection.open(address, selector);
      begin(connection);
    } catch (IOException stillAway) {
      // it is tried again with the next sweep
      connection.close();
    }
  }

  private boolean anyUnderWay() {
    for (LoadConnection connection : connections) {
      if (connection.traceUnderWay() != 0) {
        return true;
      }
    }
    return false;
  }
}
