package dev.gradus.diagnose;

/** How much a finding says against a run, the least first. */
public enum Severity {
  /** Worth knowing; a healthy run may have it. */
  NOTICE,
  /** The run is likely to be worse for it. */
  WARNING,
  /** The run does not learn what it could, or its figures are not to be trusted. */
  FAULT
}
