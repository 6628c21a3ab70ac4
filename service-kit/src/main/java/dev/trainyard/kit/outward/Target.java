package dev.trainyard.kit.outward;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a call goes. A host is either a name or an address in its one plain spelling, so that nobody else can read another
 * one out of it.
 *
 * @param host a name in lower case without a dot at its end, or an address; of IPv6 without brackets
 * @param path with the query, as it is sent
 */
public record Target(boolean secure, String host, int port, String path) {

    private static final int MOST_CHARACTERS = 8192;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MOST_PORTS = 65_535;

    private static final Pattern URL = Pattern.compile("(https?)://([^/?#]*)([^#]*)(?:#.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");
    // Some take 127.1, 2130706433, 0177.0.0.1 and 0x7f000001 for 127.0.0.1.
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");
    private static final Pattern PLAIN_V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final String SENT_AS_IS = "-._~:/?@!$&'()*+,;=[]";

    /**
     * The target of a URL.
     *
     * @throws OutwardFailure when it is none that may be called
     */
    public static Target of(String url) {
        if (url.length() > MOST_CHARACTERS) {
            throw OutwardFailure.invalid("The address has more than " + MOST_CHARACTERS + " characters.");
        }
        if (url.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\')) {
            throw OutwardFailure.invalid("The address has blanks, control characters or backslashes.");
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw OutwardFailure.invalid("The address must begin with http:// or https://.");
        }
        if (parts.group(2).indexOf('@') >= 0) {
            throw OutwardFailure.invalid("The address must not hold a user or a password: use authentication.");
        }
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        if (!authority.matches()) {
            throw OutwardFailure.invalid("The address names no host.");
        }
        boolean secure = parts.group(1).equalsIgnoreCase("https");
        int port = authority.group(2) == null ? defaultPort(secure) : Integer.parseInt(authority.group(2));
        if (port < 1 || port > MOST_PORTS) {
            throw OutwardFailure.invalid("The address names no port.");
        }
        String path = encoded(parts.group(3));
        return new Target(secure, host(authority.group(1)), port, path.startsWith("/") ? path : "/" + path);
    }

    /**
     * Where a {@code Location} of an answer from here leads.
     *
     * @throws OutwardFailure when nowhere that may be called
     */
    public Target redirected(String location) {
        try {
            // Java takes the last segment of the path away for a reference that is a query only.
            String reference = location.startsWith("?") ? path.replaceFirst("\\?.*", "") + location : location;
            return of(new URI(url()).resolve(new URI(reference)).toString());
        } catch (URISyntaxException malformed) {
            throw OutwardFailure.communication(502, origin() + " redirects to what is no address.");
        }
    }

    /**
     * The same with more of a query.
     *
     * @throws OutwardFailure when it becomes too long
     */
    public Target with(String query) {
        String whole = path + (path.indexOf('?') < 0 ? "?" : path.endsWith("?") ? "" : "&") + query;
        if (whole.length() > MOST_CHARACTERS) {
            throw OutwardFailure.invalid("The address has more than " + MOST_CHARACTERS + " characters.");
        }
        return new Target(secure, host, port, whole);
    }

    /** Scheme, host and port, as in a URL. */
    public String origin() {
        return (secure ? "https://" : "http://") + authority();
    }

    /** Host and port, as in the header {@code Host}. */
    public String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == defaultPort(secure) ? name : name + ":" + port;
    }

    public String url() {
        return origin() + path;
    }

    /** The address, when the host is one and no name. */
    public Optional<InetAddress> address() {
        return host.indexOf(':') >= 0 || PLAIN_V4.matcher(host).matches()
                ? Optional.of(InetAddress.ofLiteral(host))
                : Optional.empty();
    }

    private static int defaultPort(boolean secure) {
        return secure ? HTTPS : HTTP;
    }

    private static String host(String written) {
        try {
            if (written.startsWith("[")) {
                // Mapped ones become IPv4; a zone cannot get here.
                return Inet6Address.ofLiteral(written.substring(1, written.length() - 1))
                        .getHostAddress();
            }
            // Also of wide digits and dots it makes plain ones.
            String ascii = IDN.toASCII(written).toLowerCase(Locale.ROOT);
            String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            boolean isPlain = ENDS_IN_A_NUMBER.matcher(name).matches()
                    ? PLAIN_V4.matcher(name).matches()
                    : NAME.matcher(name).matches();
            if (isPlain) {
                return name;
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below, with the same words.
        }
        throw OutwardFailure.invalid(
                "The address names no host: it is neither a name nor an address in its usual spelling.");
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || SENT_AS_IS.indexOf(c) >= 0 || c == '%');
            if (isPlain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }
}
