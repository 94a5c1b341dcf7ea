package dev.gradus.train;

import dev.gradus.backprop.Regularization;
import dev.gradus.data.Dataset;
import dev.gradus.data.Held;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.NativeMemory;
import dev.gradus.model.Evaluator;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes a network, a plan and how many examples there are, gives what a run of them needs at most, in bytes, item by item; nothing is allocated for it.
 *
 * <p>With P parameters, S running statistics and numbers of w bytes, the native items are w times
 * <ul>
 *   <li>parameters: P + S;
 *   <li>gradient: P + S, or nothing where the rule adds it to θ. The velocity of momentum is in its place, unless the gradient is clipped;
 *   <li>optimiser: P for each state vector of the rule; of L-BFGS 3 + 2 min(history, epochs) vectors;
 *   <li>average: P + S; best epoch: P + S, where there is one;
 *   <li>activations: for each unit and column of a batch A and dZ, and where it is kept Z, Ẑ and what dropout left; a batch or two of inputs and targets;
 *   <li>validation: the same of batches of {@value Evaluator#BATCH}, forward only.
 * </ul>
 * On the heap are the data, unless it is a file, and the workspaces of the threads.
 *
 * @param items those that are not 0, in the order of a message
 */
public record MemoryBill(List<Item> items) {
  /** Where bytes are. */
  public enum Place {
    NATIVE, HEAP,
    /** In a file that is mapped into memory: the system fetches and gives up its bytes as it likes. */
    FILE
  }

  /** A line of a bill. @param bytes the largest long when there are more */
  public record Item(String name, Place place, long bytes) {
    @Override
    public String toString() {
      return name + " " + NativeMemory.text(bytes);
    }
  }

  public MemoryBill {
    items = List.copyOf(items);
  }

  /**
   * The bill of a run.
   *
   * @param examples to train on, at least 1
   * @param validation examples to validate on, possibly 0
   */
  public static MemoryBill of(Network network, TrainingPlan plan, int examples, int validation) {
    return new Sums(network, plan, Run.capacity(plan, examples)).bill(examples, validation);
  }

  /** The bill of a run on some data, with what the data takes. @param train and {@code validation}: prepared */
  static MemoryBill of(Network network, TrainingPlan plan, Dataset train, Optional<Dataset> validation) {
    List<Item> items = new ArrayList<>(of(network, plan, train.size(), validation.map(Dataset::size).orElse(0)).items);
    long heap = 0;
    long file = 0;
    for (Held held : validation.isPresent() ? Held.by(train, validation.get()) : Held.by(train)) {
      heap += held.inFile() ? 0 : held.bytes();
      file += held.inFile() ? held.bytes() : 0;
    }
    if (heap > 0) items.add(new Item("data", Place.HEAP, heap));
    if (file > 0) items.add(new Item("data", Place.FILE, file));
    return new MemoryBill(items);
  }

  /** How many bytes are needed in some place; the largest long when there are more. */
  public long bytes(Place place) {
    double sum = 0;
    for (Item item : items) sum += item.place == place ? item.bytes : 0;
    return (long) sum;
  }

  /** Refuses what cannot fit. The data is on the heap already; what else is there may be given up. @throws NotEnoughMemoryException with the bill */
  public void require() {
    require(Place.NATIVE, NativeMemory.left(), "native memory", "use fewer or smaller layers (--hidden), a smaller --batch, or --optimizer sgd");
    require(Place.HEAP, Runtime.getRuntime().maxMemory(), "Java heap",
        "use fewer or smaller layers (--hidden) or less data, or allow more: GRADUS_JAVA_OPTS=-Xmx8g");
  }

  private void require(Place place, long there, String what, String advice) {
    long needed = bytes(place);
    if (needed <= there) return;
    throw new NotEnoughMemoryException("this run needs " + NativeMemory.text(needed) + " of " + what + " and " + NativeMemory.text(there) + " are there: "
        + text(place) + "; " + advice, needed, there);
  }

  private String text(Place place) {
    return items.stream().filter(item -> item.place == place).map(Item::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return "native " + NativeMemory.text(bytes(Place.NATIVE)) + " (" + text(Place.NATIVE) + "), heap "
        + NativeMemory.text(bytes(Place.HEAP)) + " (" + text(Place.HEAP) + ")"
        + (bytes(Place.FILE) == 0 ? "" : ", in files " + NativeMemory.text(bytes(Place.FILE)));
  }

  /** The sums, in double, which cannot overflow. */
  private record Sums(Network network, TrainingPlan plan, int capacity) {
    MemoryBill bill(int examples, int validation) {
      double theta = (double) network.parameters() + network.statistics();
      List<Item> items = new ArrayList<>();
      add(items, "parameters", theta);
      add(items, "gradient", place() == Optimizer.Gradient.INTO_THETA ? 0 : theta);
      add(items, "optimiser (" + plan.optimizer().name() + ")", states() * network.parameters());
      add(items, "average", plan.averaging().equals(Averaging.none()) ? 0 : theta);
      add(items, "best epoch", plan.comparesEpochs() && plan.keep() == Keep.BEST ? theta : 0);
      add(items, "activations", activations() + batches() + capacity);
      if (validation > 0) add(items, "validation", validation(Evaluator.capacity(validation)));
      items.add(new Item("workspaces", Place.HEAP, (long) heap(examples, validation)));
      return new MemoryBill(items);
    }

    private void add(List<Item> items, String name, double numbers) {
      if (numbers > 0) items.add(new Item(name, Place.NATIVE, (long) (numbers * width())));
    }

    private int width() {
      return plan.type() == DataType.FLOAT ? Float.BYTES : Double.BYTES;
    }

    private Optimizer.Gradient place() {
      return plan.optimizer() instanceof Optimizer rule ? plan.clipping().gradient(rule) : Optimizer.Gradient.APART;
    }

    private double states() {
      if (plan.optimizer() instanceof LBfgs lbfgs) return 3 + 2.0 * Math.min(lbfgs.history(), plan.epochs());
      return place() == Optimizer.Gradient.APART ? ((Optimizer) plan.optimizer()).state().size() : 0;
    }

    /** The buffers of the engine. */
    private double activations() {
      Regularization how = plan.regularization();
      double rows = how.inputNoise() > 0 || how.inputDropout() > 0 ? network.inputs() : 0;
      for (Layer layer : network.hidden()) {
        int kept = 2 + (layer.activation().derivativeNeedsZ() ? 1 : 0) + (layer.dropout() > 0 ? 1 : 0)
            + (layer.normalization() instanceof Normalization.None ? 0 : 1);
        rows += (double) kept * layer.units();
      }
      return (rows + 3.0 * network.outputs()) * capacity;
    }

    /** The batch, and the one that is fetched meanwhile. */
    private double batches() {
      return (Run.fetchesAhead(plan, Run.threads(network, plan, capacity).step()) ? 2.0 : 1.0) * ((double) network.inputs() + network.outputs()) * capacity;
    }

    /** The buffers of an evaluation, and what its products need on each thread. */
    private double validation(int columns) {
      int threads = Run.threads(network, plan, capacity).evaluation();
      double rows = (double) network.inputs() + 2.0 * network.outputs();
      double beside = 0;
      for (int l = 1; l <= network.depth(); l++) {
        rows += network.units(l);
        beside = Math.max(beside, Kernels.besideProduct(plan.type(), network.units(l), (columns + threads - 1) / threads));
      }
      return rows * columns + (double) network.inputs() * Kernels.UNIT + threads * beside;
    }

    /** Tiles of at most four operands, each as numbers of the type and as doubles, a column of b and of the largest layer; the order of an epoch; figures. */
    private double heap(int examples, int validation) {
      double widest = 2048;
      for (int l = 1; l <= network.depth(); l++) widest = Math.max(widest, network.units(l));
      Threads threads = Run.threads(network, plan, capacity);
      double tiles = (4.0 * (width() + Double.BYTES) + width()) * widest * (threads.step() + (validation > 0 ? threads.evaluation() : 0));
      double outputs = 2.0 * Double.BYTES * network.outputs() * capacity;
      return tiles + outputs + 2.0 * Integer.BYTES * examples + (double) Double.BYTES * (network.outputs() + 2.0) * validation;
    }
  }
}
