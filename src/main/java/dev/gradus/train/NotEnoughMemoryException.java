package dev.gradus.train;

/** A run that needs more memory than there is, refused before it has taken any. Says what needs it, and what to do. */
public final class NotEnoughMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long needed;
  private final long there;

  NotEnoughMemoryException(String message, long needed, long there) {
    super(message);
    this.needed = needed;
    this.there = there;
  }

  /** How many bytes of the memory that does not suffice, native or heap, the run needs; the largest long when it is more. */
  public long needed() {
    return needed;
  }

  /** How many there are for it. */
  public long there() {
    return there;
  }
}
