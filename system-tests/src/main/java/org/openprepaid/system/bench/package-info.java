/** The benchmark: what plain JDBC does, what it could do at best, and what the system does. */
package org.openprepaid.system.bench;
