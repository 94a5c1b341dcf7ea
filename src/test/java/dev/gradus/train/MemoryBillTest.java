package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.backprop.Regularization;
import dev.gradus.data.ByteFeatures;
import dev.gradus.data.Dataset;
import dev.gradus.data.Features;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.kernel.NativeMemory;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Method;
import dev.gradus.optim.MethodKind;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The bill before the start is what the run then takes, and a run that cannot fit is refused by it. */
class MemoryBillTest {
  private static final int INPUTS = 64;
  /** What is for each workspace of kernels and not in the bill. */
  private static final long CONSTANT = 64_000;
  private static final Regularization NONE = Regularization.none();

  /** Bytes that say how much native memory there is whenever they are read. */
  private record Probe(Features bytes, AtomicLong most) implements Features {
    @Override
    public int count() {
      return bytes.count();
    }

    @Override
    public int width() {
      return bytes.width();
    }

    @Override
    public Features preparedBy(Preparation preparation) {
      return this;
    }

    @Override
    public Reader reader() {
      Reader reader = bytes.reader();
      return new Reader() {
        @Override
        public void read(int example, float[] to) {
          most.accumulateAndGet(NativeMemory.bytes(), Math::max);
          reader.read(example, to);
        }

        @Override
        public void read(int example, double[] to) {
          most.accumulateAndGet(NativeMemory.bytes(), Math::max);
          reader.read(example, to);
        }
      };
    }
  }

  private static Dataset examples(int count, AtomicLong most) {
    byte[] bytes = new byte[count * INPUTS];
    short[] classes = new short[count];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 31 + i / 7);
    for (int i = 0; i < count; i++) classes[i] = (short) (i % 2);
    return Dataset.of("bytes", new Schema(new Inputs.Pixels(8, 8), new Target.Classes("class", List.of("a", "b"))),
        new Probe(new ByteFeatures(bytes, INPUTS), most), new Targets.OfClasses(classes, List.of("a", "b")));
  }

  private static Network network(Layer... layers) {
    Network.Builder builder = Network.inputs(INPUTS);
    for (Layer layer : layers) builder.hidden(layer);
    return builder.outputs(2, Head.softmaxCrossEntropy());
  }

  private static Network relu(int... units) {
    Layer[] layers = new Layer[units.length];
    for (int l = 0; l < units.length; l++) layers[l] = Layer.of(units[l], Activation.relu());
    return network(layers);
  }

  static Stream<Arguments> runs() {
    TrainingPlan.Builder adam = TrainingPlan.builder().optimizer(Optimizer.adam(1e-4));
    Network odd = network(Layer.of(300, Activation.gelu()).withNormalization(Normalization.batch()).withDropout(0.1),
        Layer.of(200, Activation.tanh()).withNormalization(Normalization.layer()));
    Stream<Arguments> rules = Stream.concat(Method.kinds().stream().map(MethodKind::name), Stream.of("lbfgs 2"))
        .map(name -> arguments(name, relu(500, 500), TrainingPlan.builder().optimizer(name.equals("lbfgs 2") ? new LBfgs(2, 0, 0)
            : Method.named(name, OptionalDouble.empty(), Map.of()))));
    return Stream.concat(rules, Stream.of(
        arguments("1,000 parameters", relu(15), adam), arguments("20,000 parameters", relu(100, 100), adam),
        arguments("5 million parameters", relu(2200, 2200), adam), arguments("no hidden layer", relu(), adam),
        arguments("double", relu(500, 500), TrainingPlan.builder().type(DataType.DOUBLE)),
        arguments("large batches", relu(300, 300), TrainingPlan.builder().batch(300)),
        arguments("clipped momentum", relu(500), TrainingPlan.builder().optimizer(Optimizer.momentum(0.01, 0.9)).clipping(Clipping.byNorm(1))),
        arguments("clipped sgd", relu(500), TrainingPlan.builder().optimizer(Optimizer.sgd(0.01)).clipping(Clipping.byValue(1))),
        arguments("normalised, dropped", odd, TrainingPlan.builder().batch(256).optimizer(Optimizer.rmsProp(1e-4))),
        arguments("noise and an average", odd, TrainingPlan.builder().batch(256).averaging(Averaging.ema(0.9)).regularization(NONE.withInputNoise(0.1))),
        arguments("the best epoch", relu(500, 500), TrainingPlan.builder().keep(Keep.BEST)),
        arguments("one thread", relu(500, 500), TrainingPlan.builder().threads(1)),
        arguments("three threads", relu(500, 500), TrainingPlan.builder().threads(3))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void theBillIsWhatARunTakes(String name, Network network, TrainingPlan.Builder builder) throws InterruptedException {
    TrainingPlan plan = builder.epochs(3).build();
    System.gc();
    Thread.sleep(100);
    AtomicLong most = new AtomicLong();
    Dataset train = examples(400, new AtomicLong());
    Dataset validation = examples(1100, most);
    long before = NativeMemory.bytes();

    try (TrainingResult result = new Trainer(network, plan).validation(validation).train(train)) {
      assertThat(result.history()).hasSize(3);
    }

    long taken = most.get() - before;
    MemoryBill bill = MemoryBill.of(network, plan, 400, 1100);
    assertThat((double) bill.bytes(MemoryBill.Place.NATIVE)).as("%s; %,d were taken", bill, taken).isBetween(0.9 * taken - CONSTANT, 1.1 * taken + CONSTANT);
  }

  @Test
  void sgdNeedsTheParametersAndWhatOneBatchNeeds() {
    Network network = Network.inputs(784).hidden(30, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.sgd(0.1)).batch(10).threads(1).build();
    MemoryBill bill = MemoryBill.of(network, plan, 50_000, 0);

    assertThat(bill.items()).extracting(MemoryBill.Item::name).containsExactly("parameters", "activations", "workspaces");
    assertThat(bill.items().get(0).bytes()).isEqualTo(4L * 23_860);
    assertThat(bill.items().get(1).bytes()).isEqualTo(4L * 10 * (2 * 30 + 3 * 10 + 784 + 10 + 1));
    assertThat(bill.bytes(MemoryBill.Place.NATIVE)).isEqualTo(4L * 23_860 + 4L * 10 * 885);
  }

  @Test
  void everyVectorOfARuleCounts() {
    Network network = relu(500, 500);
    Map<String, Integer> vectors = Map.of("sgd", 0, "momentum", 0, "adam", 2, "amsgrad", 3, "lion", 1, "lbfgs", 203);
    vectors.forEach((rule, count) -> {
      TrainingPlan plan = TrainingPlan.builder().optimizer(Method.named(rule, OptionalDouble.empty(), Map.of())).epochs(1000).build();
      long state = MemoryBill.of(network, plan, 100, 0).items().stream().filter(item -> item.name().equals("optimiser (" + rule + ")"))
          .mapToLong(MemoryBill.Item::bytes).sum();
      assertThat(state).as(rule).isEqualTo(4L * count * network.parameters());
    });
  }

  @Test
  void dataThatIsSharedCountsOnce() {
    double[] values = new double[10_000];
    Dataset all = Dataset.of("numbers", new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("y")), new NumberFeatures(values, 2),
        new Targets.OfValues(new double[5_000]));
    List<Dataset> parts = all.split(0.2, 1);

    Network network = Network.inputs(2).outputs(1, Head.squaredError(Activation.identity()));
    MemoryBill bill = MemoryBill.of(network, TrainingPlan.builder().build(), parts.get(0), Optional.of(parts.get(1)));

    assertThat(bill.items()).contains(new MemoryBill.Item("data", MemoryBill.Place.HEAP, 8L * 10_000 + 8L * 5_000 + 4L * 5_000));
    assertThat(bill.bytes(MemoryBill.Place.FILE)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"99999999", "2147483647", "'2000000000,1000000000'", "'300000,300000'"})
  void whatCannotFitIsRefusedBeforeAnythingIsAllocated(String widths) {
    Network network = relu(Stream.of(widths.split(",")).mapToInt(Integer::parseInt).toArray());
    Dataset data = examples(100, new AtomicLong());
    Trainer trainer = new Trainer(network, TrainingPlan.builder().optimizer(Optimizer.adam(1e-3)).build());
    System.gc();
    long before = NativeMemory.bytes();

    NotEnoughMemoryException refused = catchThrowableOfType(NotEnoughMemoryException.class, () -> trainer.train(data));

    assertThat(NativeMemory.bytes()).isLessThan(before + CONSTANT);
    assertThat(refused.needed()).isGreaterThan(refused.there())
        .isGreaterThanOrEqualTo(MemoryBill.of(network, TrainingPlan.builder().build(), 100, 0).bytes(MemoryBill.Place.NATIVE));
    assertThat(refused).hasMessageMatching("this run needs \\S+ [GTPE]B of native memory and \\S+ [kMGT]B are there: parameters \\S+ [GTPE]B, "
        + "gradient \\S+ [GTPE]B, optimiser \\(adam\\) \\S+ [GTPE]B, activations .*; use fewer or smaller layers \\(--hidden\\), .*");
    assertThatThrownBy(trainer::incremental).isInstanceOf(NotEnoughMemoryException.class);
    assertThatThrownBy(() -> new RateRangeTest(network, TrainingPlan.builder().build()).run(data, new RateRange(1e-6, 1, 100)))
        .isInstanceOf(NotEnoughMemoryException.class);
  }

  @Test
  void aHeapThatIsTooSmallIsToldFromNativeMemory() {
    MemoryBill bill = new MemoryBill(List.of(new MemoryBill.Item("data", MemoryBill.Place.HEAP, 1L << 50)));
    assertThatThrownBy(bill::require).isInstanceOf(NotEnoughMemoryException.class)
        .hasMessageMatching("this run needs 1.13 PB of Java heap and \\S+ GB are there: data .*-Xmx8g");
  }

  @Test
  void bytesOfFilesNeedNoMemory() {
    new MemoryBill(List.of(new MemoryBill.Item("data", MemoryBill.Place.FILE, Long.MAX_VALUE))).require();
  }

  @Test
  void moreParametersThanALongCountsAreNoNetwork() {
    int most = Integer.MAX_VALUE;
    assertThatThrownBy(() -> relu(most, most, most)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9.22e+18 parameters");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 bytes", "999, 999 bytes", "1000, 1.00 kB", "12345, 12.3 kB", "318000000000, 318 GB", "999999, 1.00 MB", "9223372036854775807, 9.22 EB"})
  void bytesArePrintedWithThreeDigits(long bytes, String text) {
    assertThat(NativeMemory.text(bytes)).isEqualTo(text);
  }
}
