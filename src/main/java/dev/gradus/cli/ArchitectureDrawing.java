package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Matrix;
import dev.gradus.model.Model;
import dev.gradus.net.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes a model, gives lines that draw its network from the inputs down to the outputs, with the tensors between the layers and how many values they have. */
final class ArchitectureDrawing {
  private static final int WIDTH = 64;

  private ArchitectureDrawing() {}

  static List<String> of(Model model) {
    Network network = model.network();
    List<String> lines = new ArrayList<>();
    int raw = model.schema().inputs().count();
    lines.add("  " + model.schema().inputs() + (raw == network.inputs() ? "" : ", which make " + network.inputs() + " inputs"));
    for (int l = 1; l <= network.depth(); l++) {
      lines.add(arrow(model.parameters(), l));
      lines.add("  ▼");
      lines.add("  " + (l < network.depth() ? network.hidden().get(l - 1) : network.outputs() + " " + network.head().output() + ", learned with " + network.head().loss()));
    }
    lines.add(String.format(Locale.ROOT, "%-" + WIDTH + "s%,14d", "  parameters", network.parameters()));
    return lines;
  }

  /** The tensors of a layer, with its values, running statistics included. */
  private static String arrow(Parameters theta, int l) {
    StringBuilder names = new StringBuilder("  │  ");
    long values = 0;
    for (Map.Entry<String, Matrix> tensor : theta.tensors().entrySet()) {
      if (!tensor.getKey().replaceAll("[A-Za-z]+", "").equals(Integer.toString(l))) continue;
      Matrix matrix = tensor.getValue();
      names.append(values == 0 ? "" : ", ").append(tensor.getKey()).append(tensor.getKey().startsWith("W") ? " " + matrix.rows() + " × " + matrix.columns() : "");
      values += matrix.length();
    }
    return String.format(Locale.ROOT, "%-" + WIDTH + "s%,14d", names, values);
  }
}
