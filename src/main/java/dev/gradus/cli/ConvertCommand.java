package dev.gradus.cli;
import picocli.CommandLine.Command;
@Command(name = "convert", description = "x")
final class ConvertCommand implements Runnable {
  public void run() {}
}
