/**
 * Edge: messages that must arrive. What a host is owed stands in a table, written with its cause; a
 * relay brings it to a queue while the host can be reached, and a consumer delivers it, again and
 * again with growing pauses, until the host has it or an operator must decide.
 *
 * <p>The table is the truth and the queue is the alarm clock: a message says only "look at this
 * debt", so one too many is dropped and one too few is missed for a minute at most.
 */
package org.openprepaid.messaging;
