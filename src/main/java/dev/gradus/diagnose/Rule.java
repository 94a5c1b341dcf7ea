package dev.gradus.diagnose;

import java.util.List;

/** Takes what is known of a run, gives what one rule finds in it: a pure function, which finds nothing where it knows too little. */
interface Rule {
  List<Finding> findings(Known run);
}
