package org.openprepaid.batch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Schedule;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/**
 * Timers must outlive an outage. Payara begins a transaction for a timer method that is not public,
 * whatever transaction attribute its class has. An enterprise bean called while the database is
 * away marks that transaction for rollback, which counts as a failed delivery however well the
 * method catches the exception; after two the container gives up the timer until the next start. So
 * a bean with a timer manages transactions itself. Looks at all modules on this one's class path.
 */
@AnalyzeClasses(packages = "org.openprepaid", importOptions = ImportOption.DoNotIncludeTests.class)
class TimersTest {

  @ArchTest
  static final ArchRule timersRunOutsideTheContainersTransactions =
      methods()
          .that()
          .areAnnotatedWith(Schedule.class)
          .or()
          .areAnnotatedWith(Timeout.class)
          .should()
          .beDeclaredInClassesThat(manageTransactionsThemselves());

  private static DescribedPredicate<JavaClass> manageTransactionsThemselves() {
    return describe(
        "manage transactions themselves",
        type ->
            type.tryGetAnnotationOfType(TransactionManagement.class)
                .filter(management -> management.value() == TransactionManagementType.BEAN)
                .isPresent());
  }
}
