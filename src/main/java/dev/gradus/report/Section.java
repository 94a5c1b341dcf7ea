package dev.gradus.report;

/** A part of the page with a heading. */
interface Section {
  /** Its name in addresses: letters and hyphens. */
  String id();

  String title();

  /** Whether the report knows anything of this. */
  boolean isKnown();

  /** Writes what is below the heading. */
  void write(Html html);
}
