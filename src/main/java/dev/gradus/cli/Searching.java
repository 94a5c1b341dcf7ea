package dev.gradus.cli;

/** A command whose configuration may have the key {@code search}. */
interface Searching {
  /** Takes what is under the key, before the command runs; not called when the key is not there. @param file its name, for messages */
  void search(String file, Yaml.Mapping space);
}
