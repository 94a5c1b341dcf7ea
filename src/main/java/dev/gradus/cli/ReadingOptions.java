package dev.gradus.cli;

import dev.gradus.data.TableOptions;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Takes what is said about the cells of a table, gives the options of reading. */
final class ReadingOptions {
  @Option(names = "--categorical", paramLabel = "COL", split = ",", description = "columns of categories, whatever their cells look like (default: inferred)")
  private List<String> categorical = List.of();

  @Option(names = "--numeric", paramLabel = "COL", split = ",", description = "columns of numbers, whatever their cells look like (default: inferred)")
  private List<String> numeric = List.of();

  @Option(names = "--missing", paramLabel = "TEXT", split = ",",
      description = "texts that mark a missing value, besides the empty cell, NA, NaN, null, None, ?, - and the like (default: none)")
  private List<String> missing = List.of();

  @Option(names = "--decimal", paramLabel = "MARK", defaultValue = ".", description = "what stands before decimals: . or , (default: ${DEFAULT-VALUE})")
  private Character decimal;

  @Option(names = "--thousands", paramLabel = "MARK", description = "what stands between groups of three digits: . or , or ' or a space (default: none)")
  private Character thousands;

  /** What was said, before roles are added. @throws IllegalArgumentException when a column is of two types, or a mark cannot be */
  TableOptions options() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (String name : numeric) types.put(name, ColumnType.NUMBER);
    for (String name : categorical) {
      if (types.put(name, ColumnType.CATEGORY) != null) {
        throw new IllegalArgumentException("--numeric and --categorical name the column " + name + ", and it is of one type; leave one of them out");
      }
    }
    return TableOptions.standard().withTypes(types).withRules(rules());
  }

  /** How texts are read. */
  TextRules rules() {
    TextRules rules = TextRules.standard().withMissing(missing);
    if (decimal != '.') rules = rules.withDecimal(decimal);
    return thousands == null ? rules : rules.withThousands(thousands);
  }
}
