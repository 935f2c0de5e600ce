package org.openprepaid;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** Imports point one way: edges, then transaction and settlement, then the contexts they use. */
@AnalyzeClasses(
    packages = "org.openprepaid",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

  @ArchTest
  static final ArchRule layersPointDown =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("edges")
          .definedBy("..acquiring..", "..upstream..", "..messaging..", "..sample..")
          .layer("settlement")
          .definedBy("..settlement..")
          .layer("transaction")
          .definedBy("..transaction..")
          .layer("contexts")
          .definedBy(
              "..card..", "..merchant..", "..terminal..", "..risk..", "..routing..", "..operator..")
          .layer("audit")
          .definedBy("..audit..")
          .layer("key")
          .definedBy("..key..")
          .layer("ledger")
          .definedBy("..ledger..")
          .layer("money")
          .definedBy("..money..", "..id..")
          .whereLayer("edges")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("settlement")
          .mayOnlyBeAccessedByLayers("edges")
          .whereLayer("transaction")
          .mayOnlyBeAccessedByLayers("edges", "settlement")
          .whereLayer("contexts")
          .mayOnlyBeAccessedByLayers("edges", "settlement", "transaction")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("edges", "settlement", "transaction", "contexts", "key")
          .whereLayer("ledger")
          .mayOnlyBeAccessedByLayers("edges", "settlement", "transaction", "contexts");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("org.openprepaid.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule moneyImportsNothing =
      noClasses()
          .that()
          .resideInAPackage("..money..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "..money..");

  @ArchTest
  static final ArchRule transportStaysAtTheEdges =
      noClasses()
          .that()
          .resideOutsideOfPackages("..acquiring..", "..upstream..", "..messaging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.jms..",
              "jakarta.resource..",
              "jakarta.ws.rs..",
              "jakarta.faces..",
              "org.openprepaid.iso8583..");

  @ArchTest
  static final ArchRule rulesArePure =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rules")
          .or()
          .haveSimpleName("Rulebook")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta..", "java.time.Clock");
}
