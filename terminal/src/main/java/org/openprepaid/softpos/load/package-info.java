/**
 * Many terminals at once, for measuring a host. It shares the machine with what it measures, so it
 * spends as little processor time as it can: messages are made ready beforehand, one or two threads
 * serve all connections, and nothing is allocated for a purchase.
 */
package org.openprepaid.softpos.load;
