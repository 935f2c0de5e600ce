/** The commands of the counter and of the command line. */
package org.openprepaid.softpos.cli;
