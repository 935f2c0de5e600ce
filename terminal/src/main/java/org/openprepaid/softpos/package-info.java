/**
 * A software POS terminal: what a merchant's counter does, written from the profile page alone. It
 * shares no code with the server.
 */
package org.openprepaid.softpos;
