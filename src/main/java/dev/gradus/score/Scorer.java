package dev.gradus.score;

import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.store.ModelFile;
import dev.gradus.store.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Takes a model file, gives predictions of rows. */
public final class Scorer {
  private final Schema schema;
  private final Preparation preparation;
  private final Forward forward;

  private Scorer(Safetensors file) throws IOException {
    ModelFile model = ModelFile.read(file);
    schema = model.schema();
    preparation = model.preparation();
    forward = new Forward(file, model.network());
  }

  public static Scorer load(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      return new Scorer(file);
    }
  }

  public static Scorer load(String name, InputStream in) throws IOException {
    try (Safetensors file = Safetensors.of(name, in.readAllBytes())) {
      return new Scorer(file);
    }
  }

  public Schema schema() {
    return schema;
  }

  public double[] outputs(double... row) {
    double[] x = new double[preparation.width()];
    preparation.encode(row, x);
    return forward.outputs(x);
  }
}
