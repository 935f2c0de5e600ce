/**
 * Keys, PINs, MACs and sealed values: the platform's security module and the keys it works with.
 *
 * <p>One local master key ({@link org.openprepaid.key.MasterKeys}, AES-256) lies in a PKCS#12 file
 * or in a PKCS#11 token. Every other key is stored wrapped under it as an X9.143 block, which
 * callers hold as a {@link org.openprepaid.key.KeyRef}: the keys that people keep in the vault
 * ({@link org.openprepaid.key.KeyVault}), the working keys of terminals beside their session. The
 * issuer's own keys are open in the module ({@code KeyRing}), of each the active version to write
 * with and every version to read.
 *
 * <p>What clear keys are worked with stands in {@code cipher}, {@code block} and {@code master},
 * which nobody outside may call; those who keep keys, in {@code custody}.
 *
 * <p>{@code docs/security-module.md} says what is protected against whom, and what is not.
 */
package org.openprepaid.key;
