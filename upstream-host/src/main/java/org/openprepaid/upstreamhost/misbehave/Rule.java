package org.openprepaid.upstreamhost.misbehave;

/**
 * One line of a script: how often, for which messages, what.
 *
 * @param often how often
 * @param mti the message type it is for, or null for all
 * @param code the processing code it is for, or null for all
 * @param least and most: the amounts it is for, in minor units; a message without amount has 0
 * @param act what is done
 */
record Rule(Often often, String mti, String code, long least, long most, Act act) {
  /**
   * How often.
   *
   * @param share of the messages, by chance; 0 when it goes by count
   * @param every this many messages once; 0 when it goes by chance
   * @param only so many times
   */
  record Often(double share, long every, long only) {}

  boolean isFor(String messageMti, String messageCode, long amount) {
    return (mti == null || mti.equals(messageMti))
        && (code == null || code.equals(messageCode))
        && amount >= least
        && amount <= most;
  }
}
