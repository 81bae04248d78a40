/**
 * Models in the form that tests work on: units of MLPs, rows of attention, embeddings and norms, read part by part from the
 * tensors by role, with norms folded in where a test must survive reparametrisation. No model is ever copied whole.
 */
@NullMarked
package dev.provenance.lineage.internal.canonical;

import org.jspecify.annotations.NullMarked;
