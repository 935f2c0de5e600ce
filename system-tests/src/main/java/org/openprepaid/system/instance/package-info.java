/** A whole running platform, as the one command starts it, seen and treated from outside. */
package org.openprepaid.system.instance;
