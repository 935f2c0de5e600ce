/** The sample institution that a fresh platform loads, as it describes itself in a file. */
package org.openprepaid.softpos.sample;
