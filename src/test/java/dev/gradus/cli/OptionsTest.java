package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every option of every command, those of tomorrow too: described, with its default, and refused by name when its value is out of range. */
class OptionsTest {
  private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, double.class, Integer.class, Long.class, Double.class);
  private static final List<String> NEVER_RIGHT = List.of("-1", "NaN", "99999999999999999999", "1e400");
  /** Numbers that may be negative. */
  private static final Set<String> OF_ANY_SIGN = Set.of("--seed", "--bias-init");

  @TempDir private Path folder;

  static Stream<Arguments> options() {
    CommandLine gradus = Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())).setDefaultValueProvider(null);
    return commands(gradus).map(CommandLine::getCommandSpec)
        .flatMap(command -> command.options().stream().map(option -> arguments(command.name(), option.longestName(), command, option)));
  }

  /** Commands of commands among them. */
  private static Stream<CommandLine> commands(CommandLine of) {
    return of.getSubcommands().values().stream().flatMap(command -> Stream.concat(Stream.of(command), commands(command)));
  }

  static Stream<Arguments> numbers() {
    return options().filter(pair -> NUMBERS.contains(((OptionSpec) pair.get()[3]).auxiliaryTypes()[0]));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("options")
  void isDescribedWithItsDefaultAsItIs(String command, String name, CommandSpec spec, OptionSpec option) {
    Setting setting = new Setting(option);
    String description = String.join(" ", setting.description());

    assertThat(description).isNotBlank();
    if (option.arity().max() == 0 && !option.negatable()) return;
    assertThat(description).as("it tells the default").contains("default");
    if (option.defaultValue() == null || setting.kind() == Setting.Kind.FLAG) return;
    assertThat(String.join("", option.toBuilder().description())).as("a default is stated once").contains("(default: ${DEFAULT-VALUE})");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("options")
  void aFlagThatAFileMaySetSaysItsFallback(String command, String name, CommandSpec spec, OptionSpec option) {
    if (spec.findOption("--config") == null || new Setting(option).kind() != Setting.Kind.FLAG || option.usageHelp() || option.versionHelp()) return;

    assertThat(option.fallbackValue()).as("without fallbackValue = \"true\", what the file says would turn %s", name).isEqualTo("true");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("options")
  void everyChoiceIsTakenByItsWord(String command, String name, CommandSpec spec, OptionSpec option) {
    if (!option.auxiliaryTypes()[0].isEnum()) return;
    for (String word : new Setting(option).choices()) {
      CommandLine line = new CommandLine(spec.userObject().getClass()).setCaseInsensitiveEnumValuesAllowed(true);
      line.getCommandSpec().parser().collectErrors(true);
      line.parseArgs(name, word);

      assertThat(word).as("words have dashes").doesNotContain("_").isLowerCase();
      assertThat(new Setting(line.getCommandSpec().findOption(name)).value()).as("%s %s as it is written down", name, word).contains(word);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("numbers")
  void aNumberOutOfRangeIsRefusedByTheNameOfItsOption(String command, String name, CommandSpec spec, OptionSpec option) {
    List<String> refused = new ArrayList<>();
    for (String value : NEVER_RIGHT) {
      Gradus gradus = Gradus.run(words(spec, name, value));
      if (gradus.code() != ExitCode.USAGE) continue;
      assertThat(gradus.err()).startsWith("gradus: ").contains(name).hasLineCount(1);
      refused.add(value);
    }
    assertThat(refused).as("values of %s %s that are refused", command, name).contains("NaN");
    if (!OF_ANY_SIGN.contains(name)) assertThat(refused).as("values of %s %s that are refused", command, name).contains("-1");
  }

  /** Words that end before data is read, because it is not there, or because the configuration is printed. */
  private Object[] words(CommandSpec spec, String name, String value) {
    List<Object> words = new ArrayList<>(Arrays.asList((Object[]) spec.qualifiedName().split(" ")).subList(1, spec.qualifiedName().split(" ").length));
    spec.positionalParameters().forEach(position -> words.add(folder.resolve("none.csv")));
    if (spec.findOption("--target") != null) words.addAll(List.of("--target", "y"));
    if (spec.findOption("--print-config") != null) words.add("--print-config");
    spec.options().stream().filter(OptionSpec::required).forEach(option -> words.addAll(List.of(option.longestName(), folder.resolve("out.csv"))));
    words.addAll(List.of(name, value));
    return words.toArray();
  }
}
