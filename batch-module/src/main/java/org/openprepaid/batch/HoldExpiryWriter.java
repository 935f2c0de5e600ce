package org.openprepaid.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.ResponseCode;

/**
 * Waits for a chunk's answers. When the system could not answer one of them the chunk fails, and
 * the run goes on from its last checkpoint later: what was done by then is answered from memory.
 */
@Dependent
@Named("holdExpiryWriter")
public class HoldExpiryWriter extends AbstractItemWriter {
  private static final Logger LOG = Logger.getLogger(HoldExpiryWriter.class.getName());
  private static final long TIMEOUT_SECONDS = 30;

  @Override
  public void writeItems(List<Object> items)
      throws InterruptedException, ExecutionException, TimeoutException {
    int expired = 0;
    int unanswered = 0;
    for (Object item : items) {
      HoldExpiryUnderWay asked = (HoldExpiryUnderWay) item;
      Outcome outcome =
          asked.outcome().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (outcome.code().isApproved()) {
        expired++;
      } else if (outcome.code() == ResponseCode.SYSTEM_ERROR) {
        unanswered++;
      } else {
        LOG.log(
            Level.WARNING,
            "OP-1610 hold of transaction {0} did not expire: {1}",
            new Object[] {String.valueOf(asked.hold().transactionId()), outcome.code()});
      }
    }
    if (unanswered > 0) {
      throw new IllegalStateException(
          "OP-1611 " + unanswered + " of " + items.size() + " holds could not be expired now");
    }
    LOG.log(Level.INFO, "OP-1612 {0} holds expired", expired);
  }
}
