/**
 * Edge: cards of others. Turns requests into messages to the hosts that decide about them, and
 * their answers into requests to the gateway; serves hosts that ask about our cards; and remembers
 * what a host has still to be told.
 */
package org.openprepaid.upstream;
