package dev.gradus.cli;
import picocli.CommandLine.Command;
@Command(name = "sample", description = "x")
final class SampleCommand implements Runnable {
  public void run() {}
}
