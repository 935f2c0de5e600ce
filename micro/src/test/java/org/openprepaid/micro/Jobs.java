package org.openprepaid.micro;

import static org.awaitility.Awaitility.await;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;

/** In the container: jobs of the batch runtime. */
final class Jobs {
  private static final Duration DONE_WITHIN = Duration.ofSeconds(60);

  private Jobs() {}

  /** Starts a job and returns its execution when it has completed. */
  static long run(String name) {
    JobOperator operator = BatchRuntime.getJobOperator();
    long run = operator.start(name, new Properties());
    await()
        .atMost(DONE_WITHIN)
        .pollInSameThread()
        .until(() -> operator.getJobExecution(run).getBatchStatus(), BatchStatus.COMPLETED::equals);
    return run;
  }

  /** How many items the only step of an execution has read. */
  static long itemsRead(long run) {
    StepExecution step = BatchRuntime.getJobOperator().getStepExecutions(run).get(0);
    return Stream.of(step.getMetrics())
        .filter(metric -> metric.getType() == Metric.MetricType.READ_COUNT)
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
