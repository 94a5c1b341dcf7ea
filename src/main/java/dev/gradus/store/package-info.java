/**
 * Takes a model, gives bytes, and back: safetensors and what gradus keeps in its metadata. Plain Java, no ND4J; strict about every byte it reads.
 */
package dev.gradus.store;
