package dev.gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes a command whose options were refused, gives the options that are to blame: those without which it would not be refused. So the checks can stand
 * where they belong, in a plan, a network or an update rule that knows of no options, and the message names them all the same.
 */
final class Blame {
  private Blame() {}

  /** The message of a refusal, which begins with the options to blame unless it names one already. */
  static String named(IllegalArgumentException refusal, CommandSpec command) {
    String message = String.valueOf(refusal.getMessage());
    if (!(command.userObject() instanceof Checked checked) || !message.equals(refusal(checked))) return message;
    List<OptionSpec> blamed = blamed(checked, command, message);
    if (blamed.isEmpty() || blamed.stream().anyMatch(option -> message.contains(option.longestName()))) return message;
    return blamed.stream().map(OptionSpec::longestName).collect(Collectors.joining(" and ")) + ": " + message;
  }

  /** With its default alone for each option in turn: those that make the command right, or else those that change what is wrong. */
  private static List<OptionSpec> blamed(Checked checked, CommandSpec command, String message) {
    CommandLine untouched = new CommandLine(command.userObject().getClass()).setCaseInsensitiveEnumValuesAllowed(true);
    untouched.getCommandSpec().parser().collectErrors(true); // what the command cannot do without is missing
    untouched.parseArgs();
    List<OptionSpec> right = new ArrayList<>();
    List<OptionSpec> other = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      OptionSpec usual = untouched.getCommandSpec().optionsMap().get(option.longestName());
      if (usual == null) continue;
      Object value = option.getValue();
      option.setValue(usual.getValue());
      String refusal = refusal(checked);
      if (refusal.isEmpty()) right.add(option);
      if (!refusal.equals(message)) other.add(option);
      option.setValue(value);
    }
    return right.isEmpty() ? other : right;
  }

  /** Why the options as they are now are refused; empty when they are not. */
  private static String refusal(Checked checked) {
    try {
      checked.check();
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
