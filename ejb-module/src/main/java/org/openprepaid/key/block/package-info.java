/**
 * Key blocks of ANSI X9.143 (formerly ASC X9 TR-31): a key, what it may be used for, and one MAC
 * over both, as printable text under a key block protection key (KBPK).
 *
 * <p>Version D is made under AES, version B under triple DES; both derive an encryption and a MAC
 * key for the block from the protection key. The older versions A and C (variants of the key) and
 * the counter-mode version E of ISO 20038 are refused.
 *
 * <table>
 *   <caption>Layout (ANSI X9.143:2021, sections 6.1 and 6.2, table 1); lengths in characters</caption>
 *   <tr><th>at</th><th>length</th><th>what</th></tr>
 *   <tr><td>0</td><td>1</td><td>version: B or D</td></tr>
 *   <tr><td>1</td><td>4</td><td>length of the whole block, decimal</td></tr>
 *   <tr><td>5</td><td>2</td><td>usage of the key (6.3.1), e.g. P0: PIN encryption</td></tr>
 *   <tr><td>7</td><td>1</td><td>its algorithm (6.3.2), e.g. A: AES, T: triple DES</td></tr>
 *   <tr><td>8</td><td>1</td><td>mode of use (6.3.3), e.g. B: encrypts and decrypts</td></tr>
 *   <tr><td>9</td><td>2</td><td>version of the key (6.3.4); 00: not used</td></tr>
 *   <tr><td>11</td><td>1</td><td>exportability (6.3.5): E, N or S</td></tr>
 *   <tr><td>12</td><td>2</td><td>number of optional blocks, decimal</td></tr>
 *   <tr><td>14</td><td>2</td><td>reserved: 00</td></tr>
 *   <tr><td>16</td><td>n</td><td>optional blocks (6.3.6), filled by a block PB to a multiple of the
 *       cipher's block: 8 characters in version B, 16 in version D</td></tr>
 *   <tr><td>16+n</td><td>m</td><td>key field, encrypted, in upper-case hexadecimal digits: two bytes
 *       with the key's length in bits, the key, random bytes (7.3.1)</td></tr>
 *   <tr><td>16+n+m</td><td>16 or 32</td><td>MAC, in upper-case hexadecimal digits: 8 bytes in
 *       version B, 16 in version D</td></tr>
 * </table>
 *
 * <p>The MAC (CMAC, NIST SP 800-38B) covers everything before the encrypted field as it is written,
 * and the clear field; it is also the initial vector of the field's encryption (CBC). So a block
 * must be decrypted to be checked: nothing of what comes out is used, and all of it is wiped,
 * unless the MAC is right.
 *
 * <p>Whether a protection key is strong enough for a key, whether a usage is known and whether a
 * length fits the algorithm are questions for the caller; here is the standard's form and
 * cryptography.
 */
package org.openprepaid.key.block;
