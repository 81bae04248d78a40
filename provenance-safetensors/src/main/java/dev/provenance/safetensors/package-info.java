/**
 * Reads safetensors checkpoints: one file, or shards listed by an index or lying in a folder.
 *
 * <p>{@link dev.provenance.safetensors.TensorArchive#open(java.nio.file.Path)} reads every header, refuses what breaks the
 * format, and hands out {@link dev.provenance.safetensors.TensorView}s: typed, bounds-checked views of bytes that stay in
 * the file. Opening costs memory in proportion to the number of tensors, never to their size; reading costs what the caller
 * asks for.
 *
 * <p>The contract of the package:
 *
 * <ul>
 *   <li>A file comes from somebody else and may be damaged or hostile. What breaks a {@link
 *       dev.provenance.safetensors.Rule} is refused while opening with a {@link
 *       dev.provenance.safetensors.SafetensorsException} that names file, tensor, rule, expected, actual and what to do.
 *       Nothing is half-read: an archive either opens whole or not at all.
 *   <li>What is odd but leaves the tensors unambiguous is an {@link dev.provenance.safetensors.Anomaly} of the archive.
 *   <li>Limits on sizes stand in {@link dev.provenance.safetensors.ReadOptions} and are named in the message.
 *   <li>The archive owns the memory and the caller owns the archive; views borrow. Views are immutable and may be read by
 *       several threads at once, as long as nobody closes the archive meanwhile.
 *   <li>Text taken from a file is escaped and shortened before it enters a message.
 * </ul>
 */
@NullMarked
package dev.provenance.safetensors;

import org.jspecify.annotations.NullMarked;
