package org.openprepaid.key;

import java.time.LocalDateTime;

/**
 * One step in the life of a key.
 *
 * @param at in UTC
 * @param operator who took it; both, with a {@code +}, where two were wanted
 * @param event what: GENERATED, IMPORTED, COMBINED, ACTIVE, EXPORTED …
 */
public record KeyEvent(LocalDateTime at, String operator, String event) {}
