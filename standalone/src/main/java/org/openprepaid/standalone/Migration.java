package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a schema to the version of this build: the migrations, then the privileges of the
 * application's user, then partitions for the months to come. Each part can be run again.
 */
public final class Migration {
  /** Where the product's migrations are on the class path. */
  public static final String LOCATION = "classpath:db/migration";

  static final String HISTORY_TABLE = "flyway_schema_history";

  private final DatabaseAccess owner;
  private final DatabaseAccess application;
  private final Consumer<String> progress;
  private final String location;
  private final Clock clock;

  private Migration(
      DatabaseAccess owner,
      DatabaseAccess application,
      Consumer<String> progress,
      String location,
      Clock clock) {
    this.owner = owner;
    this.application = application;
    this.progress = progress;
    this.location = location;
    this.clock = clock;
  }

  /**
   * A migration with the product's own scripts.
   *
   * @param owner may create tables and grant on them
   * @param application gets its privileges
   * @param progress gets one line for each thing done
   */
  public static Migration of(
      DatabaseAccess owner, DatabaseAccess application, Consumer<String> progress) {
    return new Migration(owner, application, progress, LOCATION, Clock.systemUTC());
  }

  Migration withLocation(String changed) {
    return new Migration(owner, application, progress, changed, clock);
  }

  Migration withClock(Clock changed) {
    return new Migration(owner, application, progress, location, changed);
  }

  /**
   * Migrates; returns how many scripts were applied, 0 when the schema was current.
   *
   * @throws OperatorException OP-1920 a script failed, OP-1921 privileges, OP-1923 partitions,
   *     OP-1912 no connection
   */
  public int run() {
    int applied = apply();
    Grants.toApplication(owner, application, progress);
    keepPartitionsAhead(false);
    return applied;
  }

  /** Only the partitions: cheap, for a daily call. */
  public void keepPartitionsAhead(boolean splitRows) {
    try (Connection connection = owner.connect()) {
      new Partitions(connection, progress).keepAhead(YearMonth.now(clock), splitRows);
    } catch (SQLException e) {
      throw new OperatorException(ErrorCode.PARTITION_FAILED, e.getMessage(), e);
    }
  }

  /** Forgets failed attempts, after what they left has been undone by hand. */
  public void repair() {
    try {
      flyway().repair();
    } catch (FlywayException e) {
      throw new OperatorException(ErrorCode.MIGRATION_FAILED, oneLine(e), e);
    }
  }

  private int apply() {
    requireConnection();
    try {
      return flyway().migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw new OperatorException(ErrorCode.MIGRATION_FAILED, oneLine(e), e);
    }
  }

  private void requireConnection() {
    try {
      owner.connect().close();
    } catch (SQLException e) {
      throw new OperatorException(
          ErrorCode.DATABASE_UNREACHABLE, owner + ": " + firstLine(e.getMessage()), e);
    }
  }

  private Flyway flyway() {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(owner.url(), owner.user(), owner.password())
            .locations(location)
            .table(HISTORY_TABLE)
            .callbacks(new Announcer(progress))
            .validateMigrationNaming(true)
            .failOnMissingLocations(true)
            .cleanDisabled(true);
    return configuration.load();
  }

  private static String oneLine(FlywayException e) {
    return List.of(String.valueOf(e.getMessage()).split("\\R")).stream()
        .map(String::trim)
        .filter(line -> !line.isEmpty() && !line.startsWith("---"))
        .limit(6)
        .reduce((a, b) -> a + "; " + b)
        .orElse("no message");
  }

  private static String firstLine(String text) {
    return String.valueOf(text).split("\\R", 2)[0];
  }

  /** Says what is being applied: a long migration must not look like a hang. */
  private static final class Announcer extends BaseCallback {
    private final Consumer<String> progress;

    Announcer(Consumer<String> progress) {
      this.progress = progress;
    }

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      MigrationInfo info = context.getMigrationInfo();
      progress.accept("applying " + info.getScript());
    }
  }
}
