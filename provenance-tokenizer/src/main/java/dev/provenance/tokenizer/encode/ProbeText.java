package dev.provenance.tokenizer.encode;

import java.util.List;

/**
 * A short text to encode.
 *
 * @param name what it is written in
 * @param text the text
 */
public record ProbeText(String name, String text) {

    private static final List<ProbeText> STANDARD = List.of(
            new ProbeText("English", "The quick brown fox doesn't jump over 13 lazy dogs, does it?"),
            new ProbeText("German", "Übermäßig große Straßenbahnen fahren durch die Fußgängerzone."),
            new ProbeText("Korean", "오늘은 날씨가 좋아서 한강 공원까지 걸어갔습니다."),
            new ProbeText("Chinese", "今天天气很好，我们一起去公园散步吧。"),
            new ProbeText("Japanese", "今日は天気がいいので、公園まで散歩しました。"),
            new ProbeText("Russian", "Сегодня хорошая погода, и мы пошли гулять в парк."),
            new ProbeText("Arabic", "الطقس جميل اليوم فذهبنا إلى الحديقة."),
            new ProbeText("Hindi", "आज मौसम अच्छा है इसलिए हम पार्क गए।"),
            new ProbeText("digits", "1234567890 3.14159 2026-01-31 0x7fff 1,000,000"),
            new ProbeText("code", "for (int i = 0; i < n; i++) {\n\treturn a[i] != null ? a[i] : -1;\n}"),
            new ProbeText("spaces", "a  b   c    d\n\n\te \r\n f"),
            new ProbeText("rare", "zxqj ẞ 𝔘𝔫𝔦 🤖🇰🇷 ﷽ e\u0301"));

    /** Sentences in eight languages, digits, code, spaces and rare characters. */
    public static List<ProbeText> standard() {
        return STANDARD;
    }
}
