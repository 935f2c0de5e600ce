/**
 * The local master key, kept in a file ({@link org.openprepaid.key.master.FileMasterKey}) or in a
 * PKCS#11 token ({@link org.openprepaid.key.master.TokenMasterKey}): a hardware security module, on
 * a card or behind a network.
 *
 * <p><b>What a token protects:</b>
 *
 * <ul>
 *   <li>The master key itself. It is made in the token and cannot be read from it: not by this
 *       process, nor by who copies the server's disk, its memory or a backup. Without the token the
 *       stored key blocks are of no use, wherever they were copied to.
 *   <li>Its use, by the PIN: who takes the token alone cannot use it, and a few wrong PINs lock it.
 * </ul>
 *
 * <p><b>What it does not protect:</b>
 *
 * <ul>
 *   <li>Against who controls the server's process or its user: they may ask the token for any CMAC
 *       as the platform does, and so open every key block, as long as they are there. The PIN is in
 *       the process's memory, for the log-in after an outage, and in its settings.
 *   <li>The keys below: issuer keys and working keys are opened in the server's memory, as are the
 *       keys derived for a key block and the last CMAC of each session.
 *   <li>Against another program in the same process: a log-in holds for the process, so a token
 *       that somebody else in it has logged in to asks for no PIN.
 *   <li>Against the loss of the token: a key that never leaves it is backed up with the means of
 *       its maker only, and nothing it wrapped is opened without it.
 *   <li>{@code SoftHSM} is software: it protects as much as a file with a password does.
 * </ul>
 *
 * <p><b>Availability.</b> While the token is out of reach no key block can be wrapped or opened;
 * what is open already goes on. Each call has a time limit, the first that fails or passes it puts
 * the key out of reach for all, and a thread looks every second whether it is back: closes
 * everything, {@code C_Finalize}, {@code C_Initialize}, logs in, finds the key and compares its
 * check value. A PIN that is refused is tried no more, and none is tried when the token says that
 * it is the last try. A call that hangs in the library is left to it; only when it has returned the
 * recovery begins, because {@code C_Finalize} beside it is undefined and may take the process
 * along. A library that never returns, against the custom of setting it a time limit of its own, is
 * recovered from by a restart of the server only.
 *
 * <p><b>Several users of one library.</b> {@code C_Initialize} and {@code C_Finalize} are for the
 * whole process, and a library is loaded once in it. Keys of one deployment share it and count: it
 * is finalised when the last connection goes, never while another works, so two of them recover
 * together. An application that is deployed again lets go of the library while it is undeployed and
 * finds it as new; each deployment has a count of its own, as it has a class loader, and the
 * library stays mapped for calls that still hang. If one does, or if two deployments overlap, the
 * later accepts {@code CKR_CRYPTOKI_ALREADY_INITIALIZED}; when the earlier finalises the library at
 * its end, the later loses its sessions and is back at its next look. JNA is the server's own where
 * it has one: Payara 6 exports version 5.17 to its applications, elsewhere ours is taken.
 */
package org.openprepaid.key.master;
