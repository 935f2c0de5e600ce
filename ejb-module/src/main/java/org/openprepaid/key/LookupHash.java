package org.openprepaid.key;

/**
 * The keyed hash by which a card number is found.
 *
 * @param version of its key, {@code PAN_LOOKUP} of the institution: the hash itself does not tell
 * @param hash {@link SealFunctions#PAN_HASH_BYTES} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LookupHash(int version, byte[] hash) {}
