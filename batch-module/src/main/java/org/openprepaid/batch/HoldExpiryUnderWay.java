package org.openprepaid.batch;

import java.util.concurrent.CompletionStage;
import org.openprepaid.transaction.Outcome;

/** A hold whose expiry the gateway was asked for. */
public record HoldExpiryUnderWay(DueHold hold, CompletionStage<Outcome> outcome) {}
