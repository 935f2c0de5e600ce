/** The terminal itself: its transactions, its journal and its debts. */
package org.openprepaid.softpos.pos;
