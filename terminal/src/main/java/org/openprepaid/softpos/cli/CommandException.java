package org.openprepaid.softpos.cli;

/** A command that cannot be carried out, or an expectation that is not met. */
final class CommandException extends RuntimeException {
  CommandException(String what) {
    super(what);
  }
}
