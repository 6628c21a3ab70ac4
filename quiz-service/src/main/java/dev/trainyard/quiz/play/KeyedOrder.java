package dev.trainyard.quiz.play;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Orders that look random, and are the same whenever they are made for the same thing: Fisher and Yates' shuffle, with
 * numbers from HMAC-SHA-256 under a key that nobody is told.
 */
final class KeyedOrder {

    private static final String ALGORITHM = "HmacSHA256";
    private static final long NUMBERS = 1L << Integer.SIZE;
    // Of two, the only other order would be the right one turned round: everybody would know it.
    private static final int FEWEST_TO_HIDE = 3;

    private final Mac mac;
    private final String about;
    private ByteBuffer numbers = ByteBuffer.allocate(0);
    private int blocks;

    private KeyedOrder(UUID key, String about) {
        this.about = about;
        byte[] secret = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(key.getMostSignificantBits())
                .putLong(key.getLeastSignificantBits())
                .array();
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }

    /** The numbers from 0 to {@code size} in the order for {@code about}: at place i stands what is shown there. */
    static List<Integer> of(UUID key, String about, int size) {
        KeyedOrder random = new KeyedOrder(key, about);
        List<Integer> order = new ArrayList<>(ascending(size));
        for (int place = size - 1; place > 0; place--) {
            Collections.swap(order, place, random.below(place + 1));
        }
        return order;
    }

    /** Such an order that is not the ascending one, where that can be without giving it away. */
    static List<Integer> hiding(UUID key, String about, int size) {
        List<Integer> ascending = ascending(size);
        List<Integer> order = of(key, about, size);
        for (int draw = 1; order.equals(ascending) && size >= FEWEST_TO_HIDE; draw++) {
            order = of(key, about + "\nagain " + draw, size);
        }
        return order;
    }

    static List<Integer> ascending(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    /** Each number below {@code bound} is as likely as the others. */
    private int below(int bound) {
        long fair = NUMBERS - NUMBERS % bound;
        long drawn;
        do {
            drawn = next();
        } while (drawn >= fair);
        return (int) (drawn % bound);
    }

    private long next() {
        if (!numbers.hasRemaining()) {
            numbers = ByteBuffer.wrap(mac.doFinal((about + "\nblock " + blocks).getBytes(StandardCharsets.UTF_8)));
            blocks++;
        }
        return Integer.toUnsignedLong(numbers.getInt());
    }
}
