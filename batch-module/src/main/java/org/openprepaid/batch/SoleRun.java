package org.openprepaid.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import java.util.Properties;

/**
 * The runs of one job that are started here: never two at once, and one that failed is taken up
 * from its checkpoint. Not thread-safe.
 */
final class SoleRun {
  private final String job;
  private Long lastExecution;

  SoleRun(String job) {
    this.job = job;
  }

  boolean isUnderWay() {
    BatchStatus status = lastStatus();
    return status == BatchStatus.STARTING
        || status == BatchStatus.STARTED
        || status == BatchStatus.STOPPING;
  }

  void startOrResume() {
    JobOperator operator = BatchRuntime.getJobOperator();
    BatchStatus status = lastStatus();
    lastExecution =
        status == BatchStatus.FAILED || status == BatchStatus.STOPPED
            ? operator.restart(lastExecution, new Properties())
            : operator.start(job, new Properties());
  }

  /** After an error: a run whose record is lost is begun anew. */
  void forget() {
    lastExecution = null;
  }

  private BatchStatus lastStatus() {
    return lastExecution == null
        ? null
        : BatchRuntime.getJobOperator().getJobExecution(lastExecution).getBatchStatus();
  }
}
