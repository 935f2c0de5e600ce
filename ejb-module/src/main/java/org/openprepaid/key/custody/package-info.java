/**
 * The keeping of keys: ceremonies, life cycle, exchange with partners, change of the local master
 * key. Whoever asks has been authenticated by the edge (command line, console); here it is decided
 * whether one person is enough, and everything is recorded, refusals included.
 */
package org.openprepaid.key.custody;
