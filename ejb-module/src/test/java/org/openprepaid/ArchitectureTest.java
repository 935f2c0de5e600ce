package org.openprepaid;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.Architectures;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import java.util.stream.Stream;

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
          .definedBy("..money..", "..id..", "..database..")
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

  /** Clear keys and PINs are handled in the security module and nowhere else. */
  @ArchTest
  static final ArchRule clearKeysStayInTheSecurityModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.openprepaid.key..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.openprepaid.key.cipher..",
              "org.openprepaid.key.block..",
              "org.openprepaid.key.master..",
              "org.bouncycastle..");

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

  /**
   * Payara generates a bean's proxies in a class loader of their own: a type of a signature that is
   * not public fails there with an IllegalAccessError, at the first call.
   */
  @ArchTest
  static final ArchRule beansSpeakOfPublicTypes =
      methods()
          .that()
          .arePublic()
          .and()
          .areNotStatic()
          .and()
          .areDeclaredInClassesThat(
              annotatedWith(Stateless.class)
                  .or(annotatedWith(Singleton.class))
                  .or(annotatedWith(MessageDriven.class)))
          .should(haveOnlyPublicTypesInTheirSignature());

  private static ArchCondition<JavaMethod> haveOnlyPublicTypesInTheirSignature() {
    return new ArchCondition<>("have only public types in their signature") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !type.isPrimitive() && !type.getModifiers().contains(PUBLIC))
            .forEach(
                type ->
                    events.add(
                        violated(method, method.getFullName() + " speaks of " + type.getName())));
      }
    };
  }
}
