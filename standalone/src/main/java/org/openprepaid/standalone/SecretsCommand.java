package org.openprepaid.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The generated passwords. */
@Command(name = "secrets", description = "The generated passwords.")
final class SecretsCommand extends CommandGroup {
  @ParentCommand private Main main;

  @Command(
      name = "init",
      description = "Generate what is missing; keep what is there.",
      mixinStandardHelpOptions = true)
  void init() {
    RunDirectory directory = main.runDirectory();
    Secrets.openOrCreate(directory);
    main.console().step("secrets in " + directory.secrets());
  }
}
