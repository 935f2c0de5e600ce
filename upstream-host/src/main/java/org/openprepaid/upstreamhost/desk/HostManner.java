package org.openprepaid.upstreamhost.desk;

/**
 * How the host does its work.
 *
 * @param anyCard every card number is one of unlimited balance, and no PIN is looked at
 * @param delayMillis before every answer
 * @param seed of all that happens by chance
 * @param remembered how many transactions it knows again
 */
public record HostManner(boolean anyCard, long delayMillis, long seed, int remembered) {}
