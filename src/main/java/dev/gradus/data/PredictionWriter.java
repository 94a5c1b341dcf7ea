package dev.gradus.data;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Takes predictions one after another, gives CSV: the predicted class, value or labels, and on request the probability of each class or label. */
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
    this(to, List.of(target), labels);
  }

  /**
   * Writes the header.
   *
   * @param targets the names of the predicted columns
   * @param labels the classes or labels whose probabilities follow, or none
   */
  public PredictionWriter(Writer to, List<String> targets, List<String> labels) throws IOException {
    printer = new CSVPrinter(to, FORMAT);
    probabilities = labels.size();
    List<String> header = new ArrayList<>(targets);
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

  /** A row with 0 or 1 for each label: 1 when its output is above ½. */
  public void labels(double[] outputs) throws IOException {
    for (double p : outputs) printer.print(p > 0.5 ? 1 : 0);
    for (int j = 0; j < probabilities; j++) printer.print((float) outputs[j]);
    printer.println();
  }

  public void flush() throws IOException {
    printer.flush();
  }
}
