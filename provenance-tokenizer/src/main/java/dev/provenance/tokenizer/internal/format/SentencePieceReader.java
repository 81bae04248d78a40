package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.AddedToken;
import dev.provenance.tokenizer.model.Alphabet;
import dev.provenance.tokenizer.model.SpecialRole;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.IOException;

/** SentencePiece's {@code tokenizer.model}: the message ModelProto of sentencepiece_model.proto. */
final class SentencePieceReader implements FormatReader {

    private static final int PIECES = 1;
    private static final int TRAINER_SPEC = 2;
    private static final int NORMALIZER_SPEC = 3;

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        draft.alphabet(Alphabet.METASPACE);
        draft.type(TokenizerType.UNIGRAM);
        ProtobufMessage model = new ProtobufMessage(source, source.bytes());
        int id = 0;
        for (int field = model.next(); field != 0; field = model.next()) {
            switch (field) {
                case PIECES -> piece(source, model.message(), id++, draft);
                case TRAINER_SPEC -> trainer(source, model.message(), draft);
                case NORMALIZER_SPEC -> normalizer(model.message(), draft);
                default -> {}
            }
        }
    }

    private static void piece(Source source, ProtobufMessage piece, int id, TokenizerDraft draft) throws IOException {
        String text = "";
        float score = 0;
        long type = 1;
        for (int field = piece.next(); field != 0; field = piece.next()) {
            switch (field) {
                case 1 -> text = piece.text();
                case 2 -> score = piece.real();
                case 3 -> type = piece.number();
                default -> {}
            }
        }
        if (type < 1 || type > 6) {
            throw source.refusal("piece " + id, TokenizerRule.MALFORMED, "a type from 1 to 6", Long.toString(type));
        }
        boolean special = type == 2 || type == 3 || type == 4;
        draft.token(id, special ? TokenKind.SPECIAL : type == 6 ? TokenKind.BYTE : TokenKind.TEXT, text);
        draft.score(score);
        if (special) {
            draft.added(AddedToken.of(id, text, true));
        }
        if (type == 2) {
            draft.role(SpecialRole.UNK, text);
        }
    }

    private static void trainer(Source source, ProtobufMessage spec, TokenizerDraft draft) throws IOException {
        for (int field = spec.next(); field != 0; field = spec.next()) {
            switch (field) {
                case 3 -> draft.type(type(source, spec.number()));
                case 35 -> draft.setting("byte_fallback", Boolean.toString(spec.number() != 0));
                case 41 -> role(SpecialRole.BOS, spec.number(), draft);
                case 42 -> role(SpecialRole.EOS, spec.number(), draft);
                case 43 -> role(SpecialRole.PAD, spec.number(), draft);
                default -> {}
            }
        }
    }

    private static TokenizerType type(Source source, long model) throws IOException {
        return switch ((int) model) {
            case 1 -> TokenizerType.UNIGRAM;
            case 2 -> TokenizerType.BPE;
            case 3, 4 -> TokenizerType.WORD_LEVEL;
            default ->
                throw source.refusal(
                        "trainer_spec", TokenizerRule.UNSUPPORTED, "a model_type from 1 to 4", Long.toString(model));
        };
    }

    /** A role that is not used has the id -1. */
    private static void role(SpecialRole role, long id, TokenizerDraft draft) {
        if ((int) id >= 0) {
            draft.role(role, (int) id);
        }
    }

    private static void normalizer(ProtobufMessage spec, TokenizerDraft draft) throws IOException {
        for (int field = spec.next(); field != 0; field = spec.next()) {
            switch (field) {
                case 1 -> draft.setting("normalizer_name", '"' + spec.text().replace('"', '\'') + '"');
                case 2 -> draft.setting("precompiled_charsmap_bytes", Integer.toString(spec.length()));
                case 3 -> draft.setting("add_dummy_prefix", Boolean.toString(spec.number() != 0));
                case 4 -> draft.setting("remove_extra_whitespaces", Boolean.toString(spec.number() != 0));
                default -> {}
            }
        }
    }
}
