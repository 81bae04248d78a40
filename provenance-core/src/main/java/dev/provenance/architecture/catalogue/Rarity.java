package dev.provenance.architecture.catalogue;

import dev.provenance.architecture.ArchitectureField;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How common a value is among the families of a catalogue.
 *
 * @param families families whose value of the field is known
 * @param same those of them that have this value
 */
public record Rarity(int families, int same) {

    /** Among fewer a share means nothing. */
    private static final int FEWEST_FAMILIES = 10;

    /**
     * What an agreement on the value tells, in bits: {@code log2((families + 1)/(same + 1))}, the model that is asked about
     * being counted as one more; 0 where fewer than 10 families are known. Fields depend on one another and families copy
     * from one another: bits of several fields do not add up.
     */
    public double bits() {
        return families < FEWEST_FAMILIES ? 0 : Math.log((families + 1.0) / (same + 1)) / Math.log(2);
    }

    static Optional<Rarity> of(ModelCatalogue catalogue, String component, ArchitectureField field, String value) {
        return switch (field) {
            // How numbers are stored, not what the model is.
            case DTYPE, QUANTISATION -> Optional.empty();
            default -> {
                Map<String, Set<String>> families = catalogue.valuesByFamily(component, field);
                yield Optional.of(new Rarity(families.size(), (int) families.values().stream()
                        .filter(values -> values.contains(value))
                        .count()));
            }
        };
    }
}
