package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Team;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** A weight is how often an example counts, whatever counts it. */
class WeightsTest {
  private static final List<String> LABELS = List.of("no", "yes", "perhaps");

  private static Dataset classes(int... classes) {
    short[] shorts = new short[classes.length];
    for (int i = 0; i < shorts.length; i++) shorts[i] = (short) classes[i];
    double[] numbers = IntStream.range(0, classes.length).asDoubleStream().toArray();
    Schema schema = new Schema(Inputs.Columns.numbers(List.of("x")), new Target.Classes("y", LABELS));
    return Dataset.of("t", schema, new NumberFeatures(numbers, 1), new Targets.OfClasses(shorts, LABELS));
  }

  private static Dataset values(double[] numbers, int columns) {
    List<String> names = IntStream.range(0, columns).mapToObj(j -> "x" + j).toList();
    return Dataset.of("t", new Schema(Inputs.Columns.numbers(names), new Target.Value("y")), new NumberFeatures(numbers, columns),
        new Targets.OfValues(new double[numbers.length / columns]));
  }

  private static double[] weights(Dataset data) {
    return IntStream.range(0, data.size()).mapToDouble(data::weight).toArray();
  }

  @Test
  void everyExampleWeighsOneUnlessSaidOtherwise() {
    Dataset plain = classes(0, 1, 1, 0);

    assertThat(plain.weighted()).isFalse();
    assertThat(weights(plain)).containsExactly(1, 1, 1, 1);
    assertThat(plain.weightSum()).isEqualTo(4);
    assertThat(plain.group(0)).isEmpty();
    assertThat(plain.order(0)).isEmpty();
  }

  @Test
  void partsKeepTheFactsOfTheirExamples() {
    Dataset all = classes(0, 1, 2, 1).withWeights(0.5, 2, 0, 3).withGroups(9, 8, 8, 7).withOrder(4, 3, 2, 1);
    Dataset part = all.range(1, 4).subset(2, 0);

    assertThat(weights(part)).containsExactly(3, 2);
    assertThat(part.group(0)).hasValue(7);
    assertThat(part.order(1)).hasValue(3);
    assertThat(part.label(0)).isEqualTo(1);
    assertThat(weights(part.withWeights(5, 6))).containsExactly(5, 6);
    assertThat(weights(all)).as("the whole stays as it was").containsExactly(0.5, 2, 0, 3);
    assertThat(weights(all.preparedBy(all.fit(PreparationPlan.standard().withScaling(Scaling.MINMAX))))).containsExactly(0.5, 2, 0, 3);
    Target.Classes turned = new Target.Classes("y", List.of("perhaps", "yes", "no"));
    assertThat(weights(all.relabelled(turned))).containsExactly(0.5, 2, 0, 3);
    assertThat(all.relabelled(turned).group(3)).hasValue(7);
    assertThat(all.split(0.5, 1)).allSatisfy(half -> {
      double[] x = new double[1];
      for (int i = 0; i < half.size(); i++) {
        half.inputs(i, x);
        assertThat(half.weight(i)).isEqualTo(all.weight((int) x[0]));
      }
    });
  }

  @Test
  void whatIsNoFactIsRefused() {
    Dataset data = classes(0, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> data.withWeights(1)).withMessageContaining("1 weights were given for the 2 examples of t");
    assertThatIllegalArgumentException().isThrownBy(() -> data.withWeights(1, -0.5))
        .withMessageContaining("weight of -0.5").withMessageContaining("at least 0");
    assertThatIllegalArgumentException().isThrownBy(() -> data.withWeights(1, Double.NaN)).withMessageContaining("weight of NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> data.withWeights(1, Double.POSITIVE_INFINITY)).withMessageContaining("weight of Infinity");
    assertThatIllegalArgumentException().isThrownBy(() -> data.withWeights(0, 0)).withMessageContaining("all weights of t are 0");
    assertThatIllegalArgumentException().isThrownBy(() -> data.withGroups(1, 2, 3)).withMessageContaining("3 groups were given for the 2 examples");
    assertThatIllegalArgumentException().isThrownBy(() -> data.withOrder(1)).withMessageContaining("1 times were given for the 2 examples");
    assertThatIllegalArgumentException().isThrownBy(() -> data.withOrder(1, Double.NaN)).withMessageContaining("time of NaN");
    assertThatIllegalStateException().isThrownBy(() -> data.hasLabel(0, 0)).withMessageContaining("no labels");
  }

  @Test
  void batchesBringTheWeightsHoweverTheyAreGathered() {
    SplittableRandom random = new SplittableRandom(1);
    double[] weights = random.doubles(23, 0, 5).toArray();
    Dataset data = values(IntStream.range(0, 23).asDoubleStream().toArray(), 1).withWeights(weights);
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      try (Team team = new Team(3);
          Batches plain = new Batches(data, 1, 5, type);
          Batches divided = new Batches(data, 1, 5, type, team);
          Batches ahead = Batches.ahead(data, 1, 5, type)) {
        for (Batches batches : List.of(plain, divided, ahead)) {
          for (int epoch = 0; epoch < 20; epoch++) {
            batches.shuffle(1, epoch);
            double sum = 0;
            while (batches.next()) {
              for (int i = 0; i < batches.batch().m(); i++) {
                assertThat(batches.batch().w()[i]).isEqualTo(weights[(int) batches.batch().X().array().getDouble(0, i)]);
                sum += batches.batch().w()[i];
              }
            }
            assertThat(sum).isCloseTo(data.weightSum(), within(1e-12));
          }
        }
      }
    }
  }

  @Test
  void withoutWeightsABatchHasOnes() {
    try (Batches batches = new Batches(classes(0, 1, 2, 0), 3, 3, DataType.FLOAT)) {
      while (batches.next()) assertThat(batches.batch().w()).containsOnly(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Scaling.class, names = {"STANDARD", "MINMAX"})
  void aScalingWithWeightsIsThatOfRepeatedRows(Scaling kind) {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 50; round++) {
      int rows = random.nextInt(2, 40);
      double[] numbers = random.doubles(3L * rows, -100, 100).toArray();
      double[] weights = random.ints(rows, 0, 4).asDoubleStream().toArray();
      weights[0] = 1;
      double[] repeated = IntStream.range(0, rows).flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
          .mapToObj(i -> Arrays.copyOfRange(numbers, 3 * i, 3 * i + 3)).flatMapToDouble(Arrays::stream).toArray();

      Preparation weighted = values(numbers, 3).withWeights(weights).fit(PreparationPlan.standard().withScaling(kind));
      Preparation expected = values(repeated, 3).fit(PreparationPlan.standard().withScaling(kind));

      for (int j = 0; j < 3; j++) {
        assertThat(number(weighted, j).shift()).isCloseTo(number(expected, j).shift(), within(1e-12 * 100));
        assertThat(number(weighted, j).factor()).isCloseTo(number(expected, j).factor(), within(1e-12 * Math.max(1, number(expected, j).factor())));
      }
    }
  }

  @Test
  void aScalingWithoutWeightsIsToTheBitThatOfOnes() {
    double[] numbers = new SplittableRandom(4).doubles(300, -1e3, 1e3).toArray();
    Preparation plain = values(numbers, 3).fit(PreparationPlan.standard().withScaling(Scaling.STANDARD));
    Preparation ones = values(numbers, 3).withWeights(IntStream.range(0, 100).mapToDouble(i -> 1).toArray()).fit(PreparationPlan.standard().withScaling(Scaling.STANDARD));
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < 100; i++) {
      double delta = numbers[3 * i] - mean;
      mean += delta / (i + 1);
      squares += delta * (numbers[3 * i] - mean);
    }

    assertThat(number(plain, 0).shift()).isEqualTo(mean);
    assertThat(number(plain, 0).factor()).isEqualTo(1 / Math.sqrt(squares / 100));
    for (int j = 0; j < 3; j++) {
      assertThat(number(ones, j).shift()).isEqualTo(number(plain, j).shift());
      assertThat(number(ones, j).factor()).isEqualTo(number(plain, j).factor());
    }
  }

  // Classes

  @Test
  void balancedClassesWeighTheSameTogether() {
    Dataset data = classes(0, 0, 0, 1);
    assertThat(ClassWeights.balanced().of(data)).as("4/(2·3), 4/(2·1), and nothing of the third").containsExactly(4 / 6.0, 2, 1);

    Dataset weighted = classes(0, 0, 1, 2).withWeights(1, 3, 6, 2);
    assertThat(ClassWeights.balanced().of(weighted)).as("12/(3·4), 12/(3·6), 12/(3·2)").containsExactly(1, 12 / 18.0, 2);
    Dataset even = weighted.weightedBy(ClassWeights.balanced().of(weighted));
    assertThat(weights(even)).containsExactly(1, 3, 4, 4);
    assertThat(even.weightSum()).isCloseTo(weighted.weightSum(), within(1e-12));
  }

  @Test
  void givenWeightsAreByLabelAndOthersAreOne() {
    Map<String, Double> given = new LinkedHashMap<>();
    given.put("yes", 2.5);
    given.put("no", 0.0);
    Dataset data = classes(0, 1, 2, 1);

    assertThat(ClassWeights.given(given).of(data)).containsExactly(0, 2.5, 1);
    assertThat(weights(data.weightedBy(ClassWeights.given(given).of(data)))).containsExactly(0, 2.5, 1, 2.5);
    assertThat(ClassWeights.none().of(data)).containsExactly(1, 1, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> ClassWeights.given(Map.of("yess", 2.0)).of(data))
        .withMessage("class weights name the class \"yess\", and t has no such class. Did you mean \"yes\"? The classes are no, yes, perhaps.");
    assertThatIllegalArgumentException().isThrownBy(() -> ClassWeights.given(Map.of())).withMessageContaining("at least one");
    assertThatIllegalArgumentException().isThrownBy(() -> ClassWeights.given(Map.of("no", -1.0)))
        .withMessageContaining("weight of -1.0").withMessageContaining("\"no\"");
    assertThatIllegalArgumentException().isThrownBy(() -> data.weightedBy(1, 2))
        .withMessageContaining("2 class weights").withMessageContaining("3 classes of y");
    assertThatIllegalArgumentException().isThrownBy(() -> data.weightedBy(0, 0, 0)).withMessageContaining("all weights");
    assertThatIllegalArgumentException().isThrownBy(() -> data.weightedBy(0, Double.NaN, 1))
        .withMessageContaining("weight of NaN").withMessageContaining("\"yes\"");
    assertThatIllegalArgumentException().isThrownBy(() -> values(new double[2], 1).weightedBy(1)).withMessageContaining("the value of y");
    assertThatIllegalArgumentException().isThrownBy(() -> ClassWeights.balanced().of(values(new double[2], 1))).withMessageContaining("the value of y");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      none            | none
      balanced        | balanced
      yes=2,no=1      | yes=2.0,no=1.0
      ' a=b = 0.5 '   | a=b=0.5
      """)
  void aTextIsParsedAndPrintedBack(String text, String printed) {
    assertThat(ClassWeights.parse(text)).hasToString(printed);
    assertThat(ClassWeights.parse(printed)).isEqualTo(ClassWeights.parse(text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      balance   | "balance"
      yes       | "yes"
      yes=      | "yes="
      yes=two   | "yes=two"
      yes=1,    | ""
      yes=-1    | weight of -1.0
      a=1,a=2   | "a" twice
      yes=1e999 | weight of Infinity
      """)
  void aTextThatIsNoneIsRefused(String text, String says) {
    assertThatIllegalArgumentException().isThrownBy(() -> ClassWeights.parse(text)).withMessageContaining(says);
  }

  private static Numeric number(Preparation preparation, int column) {
    return (Numeric) preparation.encodings().get(column);
  }
}
