package org.openprepaid.softpos.cli;

import picocli.CommandLine.Command;

/** {@code iso8583}: tools for messages. */
@Command(
    name = "iso8583",
    description = "Tools for ISO 8583 messages.",
    subcommands = ExplainCommand.class,
    mixinStandardHelpOptions = true)
final class Iso8583Command {}
