package dev.gradus.explain;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.CsvSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.Roles;
import dev.gradus.kernel.Matrix;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Transform;
import dev.gradus.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** Takes a case of explanations.json, gives the model and the rows that src/test/python/explanations.py has explained in plain numpy. */
record ReferenceNet(Map<?, ?> json, Model model, Dataset data) implements AutoCloseable {
  private static final List<String> CATEGORIES = List.of("p", "q", "r");

  static List<ReferenceNet> all() {
    try (InputStream in = ReferenceNet.class.getResourceAsStream("/reference/explanations.json")) {
      List<ReferenceNet> all = new ArrayList<>();
      for (Object one : (List<?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())) all.add(of((Map<?, ?>) one));
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ReferenceNet of(Map<?, ?> json) throws IOException {
    boolean classes = (Boolean) json.get("classes");
    List<Encoding> encodings = List.of(Numeric.scaled(Column.number("a"), 1, 0.5, 1),
        new Numeric(Column.number("b"), Transform.NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0.5, 0, true),
        new OneHot(Column.category("c"), CATEGORIES, false, false));
    Target target = classes ? new Target.Classes("y", List.of("0", "1", "2")) : new Target.Value("y");
    Schema schema = new Schema(new Inputs.Columns(encodings.stream().map(Encoding::column).toList()), target);
    TargetScaling scaling = new TargetScaling((Double) json.get("shift"), (Double) json.get("factor"));
    Model model = new Model(parameters(json, classes), schema, new Preparation(encodings, scaling, TextRules.standard()), Map.of());
    return new ReferenceNet(json, model, data(json, schema, classes));
  }

  private static Parameters parameters(Map<?, ?> json, boolean classes) {
    double[] units = numbers(json.get("units"));
    List<?> names = (List<?>) json.get("activations");
    List<Layer> hidden = new ArrayList<>();
    for (int l = 0; l < names.size(); l++) {
      Layer layer = Layer.of((int) units[l], Activation.named((String) names.get(l)));
      hidden.add(l == 0 ? layer.withNormalization(Normalization.batch()) : layer);
    }
    Head head = classes ? Head.softmaxCrossEntropy() : Head.squaredError(Activation.identity());
    Parameters theta = Parameters.zeros(new Network(6, hidden, (int) units[names.size()], head), DataType.DOUBLE);
    theta.tensors().forEach((name, to) -> set(to, (List<?>) ((Map<?, ?>) json.get("tensors")).get(name)));
    return theta;
  }

  private static void set(Matrix to, List<?> rows) {
    for (int j = 0; j < rows.size(); j++) {
      double[] row = rows.get(j) instanceof List<?> list ? numbers(list) : new double[] {(Double) rows.get(j)};
      for (int k = 0; k < row.length; k++) to.set((long) k * rows.size() + j, row, k, 1);
    }
  }

  private static Dataset data(Map<?, ?> json, Schema schema, boolean classes) throws IOException {
    StringBuilder csv = new StringBuilder("a,b,c,y,w\n");
    double[] targets = numbers(json.get("targets"));
    double[] weights = numbers(json.get("weights"));
    for (int i = 0; i < targets.length; i++) {
      List<?> row = (List<?>) ((List<?>) json.get("rows")).get(i);
      csv.append(row.get(0)).append(',').append(row.get(1) == null ? "" : row.get(1)).append(',').append(CATEGORIES.get(((Double) row.get(2)).intValue()))
          .append(',').append(classes ? Integer.toString((int) targets[i]) : Double.toString(targets[i])).append(',').append(weights[i]).append('\n');
    }
    return CsvSource.of("t.csv", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)))
        .read(schema, Roles.none().withWeight("w"), TextRules.standard());
  }

  static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(one -> (Double) one).toArray();
  }

  @Override
  public void close() {
    model.close();
  }
}
