package dev.provenance;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.safetensors.Anomaly;
import dev.provenance.safetensors.ArchiveFile;
import dev.provenance.safetensors.DType;
import dev.provenance.tokenizer.TokenizerFile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a report keeps of a model.
 *
 * @param name name of its folder
 * @param config what its configuration says
 * @param tensors number of tensors
 * @param parameters number of parameters
 * @param parametersByDtype parameters by the dtype that they are stored in
 * @param files name and length of each safetensors file
 * @param tokenizerFiles the tokenizer's files
 * @param anomalies what was odd about the files, though readable
 */
public record ModelSummary(
        String name,
        Optional<ArchitectureSpec> config,
        int tensors,
        long parameters,
        Map<DType, Long> parametersByDtype,
        List<WeightFile> files,
        List<TokenizerFile> tokenizerFiles,
        List<Anomaly> anomalies) {

    /**
     * A file of weights.
     *
     * @param name file name
     * @param bytes length
     */
    public record WeightFile(String name, long bytes) {}

    public ModelSummary {
        parametersByDtype = Collections.unmodifiableSortedMap(new TreeMap<>(parametersByDtype));
        files = List.copyOf(files);
        tokenizerFiles = List.copyOf(tokenizerFiles);
        anomalies = List.copyOf(anomalies);
    }

    static ModelSummary of(Model model) {
        return new ModelSummary(
                model.name(),
                model.config(),
                model.weights().tensors().size(),
                model.parameters(),
                model.parametersByDtype(),
                model.weights().files().stream().map(ModelSummary::file).toList(),
                model.tokenizerFiles(),
                model.weights().anomalies());
    }

    private static WeightFile file(ArchiveFile file) {
        return new WeightFile(String.valueOf(file.path().getFileName()), file.bytes());
    }
}
