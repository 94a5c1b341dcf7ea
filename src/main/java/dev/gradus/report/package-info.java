/**
 * Takes what is known of a run, gives a report of it: one HTML file that needs nothing else, Markdown, or JSON. Plain Java; the page is written element by
 * element, so that no text from data can become markup.
 */
package dev.gradus.report;
