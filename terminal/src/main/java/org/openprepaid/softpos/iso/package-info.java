/**
 * The message as it travels: fields, packing, framing. Written from the profile page alone and
 * sharing nothing with the server's packager.
 */
package org.openprepaid.softpos.iso;
