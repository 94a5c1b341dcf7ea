/**
 * Takes words, gives calls: the command line. The only package that prints, exits and knows picocli.
 */
package dev.gradus.cli;
