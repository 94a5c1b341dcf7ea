/**
 * Takes rows of values, gives encoded numbers: what the columns are, and what is fitted on the training rows and applied everywhere. Plain Java.
 *
 * <p>A {@link dev.gradus.prepare.TypeGuess} finds the type of a column, a {@link dev.gradus.prepare.PreparationPlan} says what is wanted, a
 * {@link dev.gradus.prepare.PreparationFit} takes the training rows in, and the {@link dev.gradus.prepare.Preparation} has an
 * {@link dev.gradus.prepare.Encoding} for each column. A raw value is a double: a number, 0 or 1, seconds since 1970, or the number of a category; a missing one
 * is NaN.
 */
package dev.gradus.prepare;
