/**
 * Algorithms on clear keys, PINs and card numbers: pure functions that keep nothing. Only the
 * security module ({@code org.openprepaid.key}) may call them; {@code ArchitectureTest} holds it.
 */
package org.openprepaid.key.cipher;
