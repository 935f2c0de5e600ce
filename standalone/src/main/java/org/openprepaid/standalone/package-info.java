/**
 * What stands beside the application server when nobody brings a database or a broker: a real
 * MariaDB or MySQL and a real Artemis, each with its data on disk, the schema migration, and the
 * commands around them. Nothing here is part of the deployed application.
 */
package org.openprepaid.standalone;
