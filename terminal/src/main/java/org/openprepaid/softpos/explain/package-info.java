/** Reads captured messages aloud, and says what is wrong with them. */
package org.openprepaid.softpos.explain;
