package dev.trainyard.training.recording;

import io.quarkus.runtime.annotations.RegisterResourceBundle;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of an XML document as they come by, by their local names. There is no document type and no entity but the
 * five of XML itself, nothing is fetched, and everything has a bound: the depth, the text of an element, and what the
 * parser may take in before it has something to tell.
 */
// What is wrong with a document is put in words by the JDK before it throws, which fails where a native image lacks
// them.
@RegisterResourceBundle(bundleName = "com.sun.org.apache.xerces.internal.impl.msg.XMLMessages", moduleName = "java.xml")
final class XmlElements implements AutoCloseable {

    static final int MAX_DEPTH = 64;

    /** Of one tag, comment or piece of text, in bytes: a parser collects it before it can be refused. */
    static final int MAX_EVENT = 1024 * 1024;

    private static final int MAX_TEXT = 20_000;

    private final Allowance allowance;
    private final XMLStreamReader xml;
    private final RecordedTimes times;
    private final List<String> path = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean isStart;
    private String name;

    XmlElements(InputStream bytes, RecordedTimes times) throws IOException {
        this.allowance = new Allowance(bytes);
        this.times = times;
        try {
            this.xml = factory().createXMLStreamReader(allowance);
        } catch (XMLStreamException malformed) {
            throw cause(malformed);
        }
    }

    private static XMLInputFactory factory() {
        // The JDK's own, whatever is on the class path: its bounds are the ones that were tried.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing is fetched");
        });
        return factory;
    }

    /** Goes to the next start or end of an element; false at the end of the document. */
    boolean next() throws IOException {
        try {
            if (!isStart && name != null) {
                path.removeLast();
            }
            while (xml.hasNext()) {
                allowance.renew();
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        start();
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        isStart = false;
                        name = xml.getLocalName();
                        return true;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> take();
                    case XMLStreamConstants.DTD -> throw broken("A document type is not allowed");
                    case XMLStreamConstants.ENTITY_REFERENCE -> throw broken("An entity is not allowed");
                    default -> {
                        // Comments and instructions say nothing of an activity.
                    }
                }
            }
            return false;
        } catch (XMLStreamException malformed) {
            throw cause(malformed);
        }
    }

    boolean isStart() {
        return isStart;
    }

    /** Of the element that starts or ends here. */
    String name() {
        return name;
    }

    /** The name of the element around this one; empty at the outermost. */
    String parent() {
        return path.size() < 2 ? "" : path.get(path.size() - 2);
    }

    /** An attribute of the element that starts here; null when there is none. */
    String attribute(String attribute) {
        return xml.getAttributeValue(null, attribute);
    }

    /** The text since the last start, of an element that ends here and has no other in it. Null when it is blank. */
    String text() {
        String stripped = text.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /** {@link #text} as a number. */
    double number() throws UnreadableFile {
        return number(text(), name);
    }

    /** A number that must be there, and finite. */
    double number(String number, String what) throws UnreadableFile {
        try {
            if (number != null) {
                double value = Double.parseDouble(number);
                if (Double.isFinite(value)) {
                    return value;
                }
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw broken("<" + what + "> is not a number");
    }

    /** {@link #text} as a number that is not below zero. */
    double amount() throws UnreadableFile {
        double amount = number();
        if (amount < 0) {
            throw broken("<" + name + "> is below zero");
        }
        return amount;
    }

    /** {@link #text} as a heart rate; 0 when it is none that a heart has. */
    int heartRate() throws UnreadableFile {
        return HeartRateTally.believed(Math.round(number()));
    }

    /** {@link #text} as a time, in milliseconds since 1970. */
    long time() throws UnreadableFile {
        return time(text(), name);
    }

    /** A time that must be there; in UTC, when it does not say. */
    long time(String written, String what) throws UnreadableFile {
        Instant time = null;
        if (written != null) {
            try {
                time = Instant.parse(written);
            } catch (DateTimeException withoutZone) {
                time = local(written);
            }
        }
        if (time == null) {
            throw broken("<" + what + "> is not a time");
        }
        String refusal = times.refusal(time);
        if (refusal != null) {
            throw broken(refusal);
        }
        return time.toEpochMilli();
    }

    /** Where the parser is. */
    String place() {
        return place(xml.getLocation());
    }

    /** Says what is wrong here. */
    UnreadableFile broken(String what) {
        return UnreadableFile.malformed(what, place());
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException impossible) {
            throw cause(impossible);
        }
    }

    private void start() throws UnreadableFile {
        if (path.size() == MAX_DEPTH) {
            throw broken("Elements are nested deeper than " + MAX_DEPTH);
        }
        isStart = true;
        name = xml.getLocalName();
        path.add(name);
        text.setLength(0);
    }

    private void take() {
        int room = MAX_TEXT - text.length();
        if (room > 0) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
        }
    }

    private static Instant local(String written) {
        try {
            return LocalDateTime.parse(written).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    /** What broke underneath, if something did; else what is wrong with the XML. */
    private static IOException cause(XMLStreamException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return broken instanceof CharConversionException
                        ? UnreadableFile.malformed("The text is not in its encoding", place(failure.getLocation()))
                        : broken;
            }
        }
        return UnreadableFile.malformed("It is not well-formed XML", place(failure.getLocation()));
    }

    private static String place(Location location) {
        return location == null ? null : "line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }

    /** What the parser may read before it is asked again. */
    private static final class Allowance extends FilterInputStream {

        private int left = MAX_EVENT;

        Allowance(InputStream bytes) {
            super(bytes);
        }

        void renew() {
            left = MAX_EVENT;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            use(1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            use(Math.max(0, read));
            return read;
        }

        @Override
        public void close() {
            // The parser closes what it has read to the end; whoever opened it may have a checksum to look at.
        }

        private void use(int bytes) throws UnreadableFile {
            left -= bytes;
            if (left < 0) {
                throw UnreadableFile.tooLarge("An element, a comment or a text has more than " + MAX_EVENT + " bytes");
            }
        }
    }
}
