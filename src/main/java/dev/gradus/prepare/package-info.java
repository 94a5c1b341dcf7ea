/**
 * Takes rows of values, gives encoded numbers: what the columns are, and what is fitted on the training rows and applied everywhere. Plain Java.
 */
package dev.gradus.prepare;
