package dev.trainyard.gateway.coding;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an {@code Accept-Encoding} header says of gzip (RFC 9110, 12.5.3). */
public final class AcceptedCodings {

    private static final double UNSAID = -1;

    private static final Pattern WEIGHT = Pattern.compile("[qQ]=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)");

    private AcceptedCodings() {}

    /** Whether gzip is wanted: named or covered by a star, not refused, and not liked less than no coding at all. */
    public static boolean takeGzip(List<String> headers) {
        double gzip = UNSAID;
        double identity = UNSAID;
        double star = UNSAID;
        for (String header : headers) {
            for (String item : header.split(",", -1)) {
                int semicolon = item.indexOf(';');
                String coding = (semicolon == -1 ? item : item.substring(0, semicolon)).strip();
                double weight = semicolon == -1 ? 1 : weight(item.substring(semicolon + 1));
                switch (coding.toLowerCase(Locale.ROOT)) {
                    case "gzip", "x-gzip" -> gzip = weight;
                    case "identity" -> identity = weight;
                    case "*" -> star = weight;
                    default -> {
                        // One of the many that we do not make.
                    }
                }
            }
        }
        double wanted = gzip == UNSAID ? star : gzip;
        return wanted > 0 && wanted >= identity;
    }

    /** The weight of {@code q=0.5}; what is not one counts as a refusal, which is the safe side. */
    private static double weight(String parameter) {
        String text = parameter.strip();
        if (!WEIGHT.matcher(text).matches()) {
            return 0;
        }
        return Double.parseDouble(text.substring(2));
    }
}
