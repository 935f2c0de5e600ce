/**
 * Whose a card number is, and where its requests are decided: here or by another's host. Staff
 * change it while all runs; every node keeps what is in force in memory.
 */
package org.openprepaid.routing;
