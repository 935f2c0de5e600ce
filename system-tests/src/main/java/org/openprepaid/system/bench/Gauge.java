package org.openprepaid.system.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.openprepaid.system.instance.Instance;

/**
 * Measures a contender from outside: what it costs the processes, how often the database commits.
 */
final class Gauge {
  private final Instance instance;

  Gauge(Instance instance) {
    this.instance = instance;
  }

  Stretch measure(Contender contender, Duration length) throws Exception {
    try (Connection connection = instance.connectAsOwner("")) {
      long commits = DatabaseCounters.commits(connection);
      MachineTime machine = MachineTime.now();
      ProcessorTime before = processorTime();
      Contender.Tally tally = contender.run(length);
      ProcessorTime used = processorTime().since(before);
      return new Stretch(
          tally.purchases(),
          tally.trouble(),
          tally.elapsed(),
          tally.latency(),
          used,
          MachineTime.now().shareOfOthers(machine, used),
          DatabaseCounters.commits(connection) - commits);
    } catch (SQLException e) {
      throw new BenchException("the database of the instance does not answer", e);
    }
  }

  private ProcessorTime processorTime() {
    return new ProcessorTime(
        ProcessorTime.of(instance.database()),
        ProcessorTime.of(instance.server()),
        ProcessorTime.of(ProcessHandle.current()));
  }
}
