/**
 * A host upstream of the acquirer, simulated: it speaks the network dialect as issuer or network,
 * keeps its own cards and its own journal, and misbehaves when told to. It is built on jPOS Q2 and
 * shares no code with the platform, so that a mistake in the dialect is not made on both sides.
 */
package org.openprepaid.upstreamhost;
