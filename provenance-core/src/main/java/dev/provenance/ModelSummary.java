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
 * @param files each safetensors file
 * @param settings files beside them that were read whole: configuration and index
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
        List<FileDigest> settings,
        List<TokenizerFile> tokenizerFiles,
        List<Anomaly> anomalies) {

    /**
     * A file of weights.
     *
     * @param name file name
     * @param bytes length
     * @param headerSha256 digest of the header with the 8 bytes of its length before it
     */
    public record WeightFile(String name, long bytes, String headerSha256) {}

    public ModelSummary {
        parametersByDtype = Collections.unmodifiableSortedMap(new TreeMap<>(parametersByDtype));
        files = List.copyOf(files);
        settings = List.copyOf(settings);
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
                model.settings(),
                model.tokenizerFiles(),
                model.weights().anomalies());
    }

    private static WeightFile file(ArchiveFile file) {
        return new WeightFile(String.valueOf(file.path().getFileName()), file.bytes(), file.headerSha256());
    }
}
