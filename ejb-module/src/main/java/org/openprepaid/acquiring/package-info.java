/**
 * The ISO 8583 edge: turns terminals' messages into requests and outcomes into replies. Element
 * numbers stand here and nowhere else.
 */
package org.openprepaid.acquiring;
