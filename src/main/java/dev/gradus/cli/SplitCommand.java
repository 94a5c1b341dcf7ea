package dev.gradus.cli;
import picocli.CommandLine.Command;
@Command(name = "split", description = "x")
final class SplitCommand implements Runnable {
  public void run() {}
}
