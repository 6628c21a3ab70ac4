package dev.trainyard.standalone.identity;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.home.Home;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/** The key pair of this Trainyard: the private half in a file for its owner alone, the public half for the services. */
public final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {}

    /** Reads the key, or makes it at the first need, and leaves the public half beside it. */
    public static RSAKey of(Home home) {
        try {
            if (!Files.exists(home.signingKey())) {
                make(home.signingKey());
            }
            RSAKey key = RSAKey.parse(Files.readString(home.signingKey()));
            publish(key, home.publicKeys());
            return key;
        } catch (IOException | ParseException | JOSEException unusable) {
            throw new Refusal(
                    "The signing key " + home.signingKey() + " cannot be read or written (" + unusable.getMessage()
                            + "): delete it, and the next start makes another; old tokens end with it.");
        }
    }

    /** Two first needs at the same time agree: the file appears as a whole, and the first one stays. */
    private static void make(Path file) throws IOException, JOSEException {
        RSAKey key = new RSAKeyGenerator(BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
        Path fresh = Files.createTempFile(
                file.getParent(),
                "signing-key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, key.toJSONString());
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // The other one's key is as good.
        } finally {
            Files.delete(fresh);
        }
    }

    private static void publish(RSAKey key, Path file) throws IOException {
        String published = new JWKSet(key.toPublicJWK()).toString();
        if (Files.exists(file) && Files.readString(file).equals(published)) {
            return;
        }
        Path fresh = Files.createTempFile(file.getParent(), "jwks", ".new");
        Files.writeString(fresh, published);
        Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }
}
