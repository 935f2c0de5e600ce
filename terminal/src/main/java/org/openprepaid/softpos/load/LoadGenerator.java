package org.openprepaid.softpos.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;
import org.openprepaid.softpos.pos.TerminalException;

/**
 * Buys from many terminals at once, one purchase under way on each connection. {@link #prepare}
 * once, then {@link #run} as often as wanted: to warm up, to measure. It keeps no journal and
 * reverses nothing: what is lost is counted.
 */
public final class LoadGenerator implements AutoCloseable {
  private final LoadPlan plan;
  private final List<LoadTerminal> terminals;
  private final List<LoadLane> lanes = new ArrayList<>();
  private volatile boolean stopped;

  public LoadGenerator(LoadPlan plan) {
    this.plan = plan;
    this.terminals =
        plan.terminals().stream()
            .limit(plan.connections())
            .map(t -> new LoadTerminal(plan, t))
            .toList();
  }

  /**
   * Signs every terminal in, has a new batch opened for each, so that no trace was used before, and
   * makes the connections.
   *
   * @throws TerminalException {@code OP-1967} when a terminal cannot sign in or gets no new batch
   */
  public void prepare() {
    terminals.forEach(LoadTerminal::open);
    int laneCount = Math.min(plan.threads(), terminals.size());
    try {
      for (int lane = 0; lane < laneCount; lane++) {
        int firstCard = lane * plan.cards().size() / laneCount;
        lanes.add(new LoadLane(plan, connectionsOf(lane, laneCount), firstCard));
      }
      for (LoadLane lane : lanes) {
        lane.open();
      }
    } catch (IOException e) {
      throw new TerminalException(
          "OP-1956", "the host at " + plan.host() + ":" + plan.port() + " cannot be reached", e);
    }
  }

  /**
   * Buys for this long and waits for the last replies.
   *
   * @param nanos for how long new purchases are begun
   */
  public LoadReport run(long nanos) throws InterruptedException {
    stopped = false;
    long deadline = System.nanoTime() + nanos;
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (LoadLane lane : lanes) {
      FutureTask<Void> task = new FutureTask<>(() -> lane.run(deadline, () -> stopped), null);
      tasks.add(task);
      Thread thread = new Thread(task, "load-" + tasks.size());
      thread.setDaemon(true);
      thread.start();
    }
    for (FutureTask<Void> task : tasks) {
      await(task);
    }
    return report();
  }

  /** Ends a run early, from another thread. */
  public void stop() {
    stopped = true;
  }

  /** Hangs up, and has the batches closed that it filled, if the host still answers. */
  @Override
  public void close() {
    try {
      for (LoadLane lane : lanes) {
        lane.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!lanes.isEmpty()) {
      leaveBatches();
    }
  }

  private void leaveBatches() {
    try {
      for (LoadTerminal terminal : terminals) {
        terminal.leave();
      }
    } catch (IOException | TerminalException hostIsGone) {
      // the load is over; the next one opens new batches anyway
      lanes.clear();
    }
  }

  /** Terminals are shared out over the lanes, so that each belongs to one thread only. */
  private List<LoadConnection> connectionsOf(int lane, int laneCount) {
    List<LoadConnection> connections = new ArrayList<>();
    for (int i = 0; i < plan.connections(); i++) {
      int terminal = i % terminals.size();
      if (terminal % laneCount == lane) {
        connections.add(new LoadConnection(terminals.get(terminal)));
      }
    }
    return connections;
  }

  private static void await(FutureTask<Void> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("OP-1968 the load broke down", e.getCause());
    }
  }

  private LoadReport report() {
    TreeMap<String, Long> codes = new TreeMap<>();
    Histogram latency = new Histogram(3);
    long nanos = 1;
    long lost = 0;
    long badMacs = 0;
    long exhausted = 0;
    long cpu = 0;
    for (LoadLane lane : lanes) {
      nanos = Math.max(nanos, lane.addTo(codes, latency));
      lost += lane.lost();
      badMacs += lane.badMacs();
      exhausted += lane.exhausted();
      cpu += lane.cpuNanos();
    }
    return new LoadReport(nanos / 1e9, codes, lost, badMacs, exhausted, latency, cpu);
  }
}
