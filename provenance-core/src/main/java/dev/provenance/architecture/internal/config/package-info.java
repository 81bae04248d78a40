/** Reads configurations of models, whatever their families call things, and holds them against tensors. */
@NullMarked
package dev.provenance.architecture.internal.config;

import org.jspecify.annotations.NullMarked;
