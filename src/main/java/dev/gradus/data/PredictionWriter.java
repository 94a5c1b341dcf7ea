package dev.gradus.data;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Takes predictions one after another, gives CSV: the predicted class or value, and on request the probability of each class. */
public final class PredictionWriter {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private final CSVPrinter printer;
  private final int probabilities;

  /**
   * Writes the header.
   *
   * @param target the name of the predicted column
   * @param labels the classes whose probabilities follow, or none
   */
  public PredictionWriter(Writer to, String target, List<String> labels) throws IOException {
    printer = new CSVPrinter(to, FORMAT);
    probabilities = labels.size();
    List<String> header = new ArrayList<>(List.of(target));
    for (String label : labels) header.add("p(" + label + ")");
    printer.printRecord(header);
  }

  /** A row with a value. */
  public void value(double value) throws IOException {
    printer.printRecord((float) value == value ? Float.toString((float) value) : Double.toString(value));
  }

  /** A row with a class; of one output p the probabilities are 1 − p and p. */
  public void label(String label, double[] outputs) throws IOException {
    printer.print(label);
    if (probabilities == 2 && outputs.length == 1) {
      printer.print((float) (1 - outputs[0]));
      printer.print((float) outputs[0]);
    } else {
      for (int j = 0; j < probabilities; j++) printer.print((float) outputs[j]);
    }
    printer.println();
  }

  public void flush() throws IOException {
    printer.flush();
  }
}
