package dev.gradus.train;

/** Why a run ended. */
public enum Ending {
  /** All epochs were made. */
  LAST_EPOCH,
  /** The monitored figure did not gain for as many epochs as the patience. */
  NO_GAIN,
  /** The optimiser found nothing left to improve, which only L-BFGS can tell. */
  CONVERGED,
  /** A callback asked for it. */
  ASKED,
  /** The next epoch did not stay finite, and the plan says to stop then. */
  DIVERGED
}
