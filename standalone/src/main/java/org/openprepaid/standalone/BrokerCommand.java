package org.openprepaid.standalone;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The embedded message broker alone. */
@Command(name = "broker", description = "The embedded message broker.")
final class BrokerCommand extends CommandGroup {
  @ParentCommand private Main main;

  @Command(
      name = "run",
      description = "Start it and stay until SIGTERM; prints a line READY when it accepts.",
      mixinStandardHelpOptions = true)
  int run(
      @Option(names = "--port", description = "On 127.0.0.1 (PREPAID_BROKER_PORT, 61616).")
          Integer port)
      throws InterruptedException {
    Console console = main.console();
    Settings settings = main.settings();
    Shutdown shutdown = Shutdown.onSignal(console);
    Broker broker =
        port == null
            ? Broker.start(main.runDirectory(), settings)
            : Broker.start(main.runDirectory(), port, Broker.configuration(settings));
    shutdown.add("broker", broker);
    console.ready("broker on " + broker.url());
    new CountDownLatch(1).await();
    return 0;
  }
}
