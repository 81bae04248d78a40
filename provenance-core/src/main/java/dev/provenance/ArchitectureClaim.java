package dev.provenance;

import dev.provenance.architecture.NamingConventions;
import dev.provenance.architecture.catalogue.ModelCatalogue;
import dev.provenance.architecture.match.ArchitectureMatch;
import dev.provenance.architecture.match.ArchitectureMatcher;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;

/** The architectures as the tensors have them, held against each other. Never weighed by the judge. */
final class ArchitectureClaim {

    private ArchitectureClaim() {}

    static ArchitectureMatch of(ModelCatalogue known, Model origin, Model suspect) {
        ArchitectureMatch match = ArchitectureMatcher.with(known).match(origin.architecture(), suspect.architecture());
        List<Message> notes = new ArrayList<>(match.notes());
        NamingConventions.note(Message.of("architecture.base"), origin.architecture(), origin.tensors())
                .ifPresent(notes::add);
        NamingConventions.note(Message.of("architecture.suspect"), suspect.architecture(), suspect.tensors())
                .ifPresent(notes::add);
        NamingConventions.unknown(Message.of("architecture.base"), origin.tensors())
                .ifPresent(notes::add);
        NamingConventions.unknown(Message.of("architecture.suspect"), suspect.tensors())
                .ifPresent(notes::add);
        return new ArchitectureMatch(match.answer(), match.components(), notes);
    }
}
