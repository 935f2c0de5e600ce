package org.openprepaid.key;

/**
 * What the vault is at.
 *
 * @param epoch counts its changes
 * @param masterGeneration the local master key that wraps what is new, 1 and up
 */
public record KeyEpoch(long epoch, int masterGeneration) {}
