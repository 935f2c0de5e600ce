package org.openprepaid.upstream;

import org.openprepaid.key.MacAlgorithm;

/**
 * A host that decides about cards of others.
 *
 * @param name also its zone of keys, and the name of its links
 * @param institution how it knows us (elements 32 and 90), at most 11 digits
 */
public record UpstreamHost(String name, String institution, MacAlgorithm macAlgorithm) {}
