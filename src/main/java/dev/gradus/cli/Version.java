package dev.gradus.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar, or a word for a build that is not packaged. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"gradus " + text()};
  }

  static String text() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development build" : version;
  }
}
