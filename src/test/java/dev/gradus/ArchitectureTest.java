package dev.gradus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
      Map.entry("diagnose", Set.of("backprop", "data", "kernel", "net", "prepare", "model", "train")),
      Map.entry("cli", Set.of("select", "diagnose", "train", "model", "backprop", "data", "optim", "store", "kernel", "net", "prepare", "metrics")));

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
    noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream").check(classes);
  }
}
