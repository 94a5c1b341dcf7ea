package dev.gradus.cli;

import dev.gradus.net.Network;
import dev.gradus.store.ModelFile;
import dev.gradus.store.ModelFileException;
import dev.gradus.store.Safetensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the file that a run begins with, says what of it is not taken over when it is a model of gradus: only its tensors are. */
final class InitialModel {
  private InitialModel() {}

  /** Lines for people; none for a file from elsewhere. @throws ModelFileException when the file is a model that was changed */
  static List<String> notices(Safetensors file, Network network) throws IOException {
    List<String> notices = new ArrayList<>();
    if (!file.metadata().containsKey("gradus")) return notices;
    ModelFile model = ModelFile.read(file);
    if (!model.network().hidden().equals(network.hidden())) {
      notices.add("notice: the weights of " + file.name() + " are of " + model.network() + "; the network of this run is another, which reads them in its own way");
    }
    if (!model.preparation().isNone()) {
      notices.add("notice: the columns are prepared anew for this run, not as in " + file.name());
    }
    return notices;
  }
}
