/**
 * Keys, PINs, MACs and sealed values: the platform's security module and the keys it works with.
 *
 * <p><b>How keys are kept.</b> One local master key ({@link org.openprepaid.key.LocalMasterKey},
 * AES-256) lies in a PKCS#12 file that only the server's user can read and that a password opens.
 * Every other key is stored wrapped under it as a {@link org.openprepaid.key.KeyBlock} whose usage
 * is authenticated: terminal keys beside their terminal, issuer keys in the table {@code
 * issuer_key} ({@link org.openprepaid.key.KeyRing}), by name and version.
 *
 * <p><b>Protected:</b>
 *
 * <ul>
 *   <li>Against who reads the database, a backup or a replica: card numbers are encrypted and found
 *       by a keyed hash, PINs are kept as a keyed one-way value, keys are wrapped. Without the key
 *       store and its password none of it is of use.
 *   <li>Against who writes to the database: a balance that is altered, copied from another account
 *       or put back as of an earlier version does not open, a card number opens for its own card
 *       only, and a key block serves only the purpose it was made for. What is not found out here
 *       is an account's row put back whole, with its version: the check of the ledger against the
 *       postings finds that.
 *   <li>Against who listens or alters between terminal and host: PINs travel encrypted, messages
 *       carry a MAC. Both have the strength the terminal profile gives them; single-length DES is
 *       there for terminals that know no better, and an attacker with means breaks it.
 *   <li>Against a programming error: a key refuses any use but its own, and keys, PINs and card
 *       numbers are in no exception and in no {@code toString}.
 * </ul>
 *
 * <p><b>Not protected:</b>
 *
 * <ul>
 *   <li>Against who controls the server's process, its user or its memory: software is no certified
 *       hardware module. The local master key, the issuer keys and the working keys of lately seen
 *       terminals are in the heap while the server runs, as are the key schedules inside the
 *       platform's cipher objects. PINs, card numbers and terminal master keys are there during a
 *       call only; the card number then also as the caller's {@code String}.
 *   <li>Against who holds both the key store and its password, or the settings that hold the
 *       password.
 *   <li>Against the loss of the key store: nothing it wrapped can be opened again. Back it up apart
 *       from the database.
 *   <li>Against guessing a PIN with the module at hand: the counter of wrong PINs belongs to the
 *       card.
 *   <li>Against sealing by whoever may call the module: it proves that the platform wrote a value,
 *       not that it was right to.
 * </ul>
 */
package org.openprepaid.key;
