package dev.gradus;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house: imports run one way, and what is fenced in stays in. */
class ArchitectureTest {
  /** What each room may import, besides itself. */
  private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
      Map.entry("kernel", Set.of()),
      Map.entry("net", Set.of()),
      Map.entry("prepare", Set.of()),
      Map.entry("metrics", Set.of()),
      Map.entry("data", Set.of("prepare", "kernel")),
      Map.entry("backprop", Set.of("net", "kernel")),
      Map.entry("optim", Set.of("kernel")),
      Map.entry("store", Set.of("net", "prepare")),
      Map.entry("score", Set.of("net", "prepare", "store")),
      Map.entry("model", Set.of("backprop", "data", "store", "kernel", "net", "prepare", "metrics")),
      Map.entry("train", Set.of("model", "store", "backprop", "data", "optim", "kernel", "net", "prepare", "metrics")),
      Map.entry("select", Set.of("train", "model", "data", "metrics", "net", "optim", "prepare", "backprop", "kernel")),
      Map.entry("diagnose", Set.of("backprop", "data", "kernel", "net", "optim", "prepare", "model", "metrics", "train")),
      Map.entry("explain", Set.of("train", "model", "store", "backprop", "data", "kernel", "net", "prepare", "metrics")),
      Map.entry("report", Set.of("diagnose", "explain", "train", "model", "backprop", "data", "store", "kernel", "net", "prepare", "metrics")),
      Map.entry("cli", Set.of("report", "select", "diagnose", "explain", "train", "model", "backprop", "data", "optim", "store", "kernel", "net", "prepare",
          "metrics")));

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.gradus");
  }

  private static String room(JavaClass c) {
    String rest = c.getPackageName().substring("dev.gradus".length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
  }

  @Test
  void importsRunOneWay() {
    Set<String> wrong = new TreeSet<>();
    Set<String> rooms = new TreeSet<>();
    for (JavaClass from : classes) {
      rooms.add(room(from));
      from.getDirectDependenciesFromSelf().forEach(dependency -> {
        JavaClass to = dependency.getTargetClass();
        if (!to.getPackageName().startsWith("dev.gradus") || room(to).equals(room(from))) return;
        if (!ARROWS.getOrDefault(room(from), Set.of()).contains(room(to))) wrong.add(from.getName() + " imports " + to.getName());
      });
    }
    assertThat(wrong).isEmpty();
    assertThat(rooms).as("every room is in the table, and no other").isEqualTo(new TreeSet<>(ARROWS.keySet()));
  }

  @Test
  void nativesStayInTheKernel() {
    noClasses().that().resideOutsideOfPackage("dev.gradus.kernel..").should().dependOnClassesThat().resideInAPackage("org.bytedeco..").check(classes);
  }

  @Test
  void metricsKnowNoNd4j() {
    noClasses().that().resideInAPackage("dev.gradus.metrics..")
        .should().dependOnClassesThat().resideInAnyPackage("org.nd4j..", "org.bytedeco..").check(classes);
  }

  /** The packages of the scorer's jar. */
  @Test
  void descriptionsPreparationStoreAndScorerKnowNothingButTheJdk() {
    noClasses().that().resideInAnyPackage("dev.gradus.net..", "dev.gradus.prepare..", "dev.gradus.store..", "dev.gradus.score..")
        .should().dependOnClassesThat().resideOutsideOfPackages("java..", "dev.gradus..").check(classes);
  }

  @Test
  void commonsCsvStaysInData() {
    noClasses().that().resideOutsideOfPackage("dev.gradus.data..").should().dependOnClassesThat().resideInAPackage("org.apache.commons..").check(classes);
  }

  @Test
  void onlyTheCommandLineKnowsPicocliPrintsAndExits() {
    noClasses().that().resideOutsideOfPackage("dev.gradus.cli..").should().dependOnClassesThat().resideInAPackage("picocli..").check(classes);
    noClasses().that().resideOutsideOfPackage("dev.gradus.cli..").should().accessField(System.class, "out").check(classes);
    noClasses().that().resideOutsideOfPackage("dev.gradus.cli..").should().accessField(System.class, "err").check(classes);
    noClasses().that().resideOutsideOfPackage("dev.gradus.cli..").should().callMethod(System.class, "exit", int.class).check(classes);
    noClasses().that().resideOutsideOfPackage("dev.gradus.cli..").should().callMethod(Runtime.class, "addShutdownHook", Thread.class).check(classes);
  }

  @Test
  void onlyTheCommandLineKnowsYaml() {
    noClasses().that().resideOutsideOfPackage("dev.gradus.cli..").should().dependOnClassesThat().resideInAPackage("org.snakeyaml..").check(classes);
  }

  @Test
  void nothingReachesJavaSerialisation() {
    noClasses().should().dependOnClassesThat().haveNameMatching("java\\.io\\.(ObjectInput|ObjectOutput|Externalizable).*").check(classes);
    noClasses().should().dependOnClassesThat().resideInAnyPackage("java.beans..", "java.rmi..", "javax.management.remote..").check(classes);
    noMethods().should().haveNameMatching("readObject|readObjectNoData|readResolve|readExternal|\\$deserializeLambda\\$").check(classes);
  }

  /** And this JVM, as one that the launcher starts, would refuse it to anybody else. */
  @Test
  void javaSerialisationIsOff() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(Duration.ZERO);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThatThrownBy(in::readObject).isInstanceOf(InvalidClassException.class).hasMessageContaining("REJECTED");
    }
  }

  @Test
  void nothingThatIsReadIsExecuted() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("javax.script..", "javax.naming..", "javax.tools..", "java.lang.instrument..")
        .check(classes);
    noClasses().should().dependOnClassesThat().areAssignableTo(ClassLoader.class).check(classes);
    noClasses().should().dependOnClassesThat().areAssignableTo(ProcessBuilder.class).check(classes);
    noClasses().should().callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec")))).check(classes);
    noClasses().should().callMethodWhere(target(owner(type(Class.class))).and(target(name("forName")))).check(classes);
  }
}
