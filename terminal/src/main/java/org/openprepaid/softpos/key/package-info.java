/** The terminal's keys, PIN blocks and MACs, on the JDK's own DES and nothing else. */
package org.openprepaid.softpos.key;
