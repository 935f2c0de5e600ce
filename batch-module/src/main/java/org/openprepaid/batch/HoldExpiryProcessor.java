package org.openprepaid.batch;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.TransactionGateway;

/**
 * Asks the gateway to set a hold free, without waiting: the writer does, so that a chunk's requests
 * travel together.
 */
@Dependent
@Named("holdExpiryProcessor")
public class HoldExpiryProcessor implements ItemProcessor {
  private final TransactionGateway gateway;
  private final Clock clock;

  @Inject
  public HoldExpiryProcessor(TransactionGateway gateway) {
    this(gateway, Clock.systemUTC());
  }

  HoldExpiryProcessor(TransactionGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  @Override
  public HoldExpiryUnderWay processItem(Object item) {
    DueHold hold = (DueHold) item;
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).withNano(0);
    Origin origin =
        new Origin(
            key(hold, now.toLocalDate()),
            Channel.BACK_OFFICE,
            "",
            "",
            0,
            0,
            now,
            "hold expired at " + hold.expiresAt());
    Request request = new Request.HoldExpiry(origin, hold.amount(), hold.transactionId());
    return new HoldExpiryUnderWay(hold, gateway.submit(request));
  }

  /**
   * One request a hold and day, whoever asks how often. The day is part of it because a hold can be
   * pending again after its expiry was asked for (a completion that is voided): an answer without
   * effect must not stand for ever.
   */
  static RequestKey key(DueHold hold, LocalDate today) {
    return RequestKey.of(Channel.BACK_OFFICE, "hold-expiry-" + hold.transactionId() + "-" + today);
  }
}
