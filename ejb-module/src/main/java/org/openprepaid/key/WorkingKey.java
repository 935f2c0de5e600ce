package org.openprepaid.key;

/**
 * What protects one message: a key that both sides hold, or one that both derive for this
 * transaction alone.
 */
public sealed interface WorkingKey permits KeyRef, DukptKey {}
