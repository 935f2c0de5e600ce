package org.openprepaid.key.master;

/** Is told when a master key's token goes out of reach and when it is back. */
@FunctionalInterface
public interface ReachListener {
  /** Nobody needs to know. */
  ReachListener NONE = (inReach, why) -> {};

  /**
   * Called in order, by the thread that watches the token: what takes its time here delays the
   * recovery. While the token is out of reach it may be called again, once for every other kind of
   * trouble.
   *
   * @param why begins with the operator's code; no secret
   */
  void reach(boolean inReach, String why);
}
