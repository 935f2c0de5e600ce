package org.openprepaid.upstreamhost.misbehave;

import java.time.Duration;

/**
 * The host is away for a while.
 *
 * @param after this long from when the rule was given
 * @param lasting this long
 */
public record Outage(Duration after, Duration lasting) {}
