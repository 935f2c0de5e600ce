package org.openprepaid.sample;

/** How far the sample institution is. */
public enum SampleState {
  /** No sample was asked for. */
  NOT_WANTED,
  /** Waiting for the gateway, or being loaded. */
  LOADING,
  /** The file is there, and everything in it. */
  LOADED,
  /** Given up; the log says why. */
  FAILED
}
