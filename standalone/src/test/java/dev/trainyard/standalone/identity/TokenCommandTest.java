package dev.trainyard.standalone.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.home.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {

    @TempDir
    private Path directory;

    @Test
    void publishedKeyVerifiesTheToken() throws Exception {
        SignedJWT token = token("ada");

        var key = JWKSet.load(home().publicKeys().toFile())
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toRSAKey();

        assertTrue(token.verify(new RSASSAVerifier(key)));
        assertFalse(key.isPrivate());
        assertEquals("RS256", key.getAlgorithm().getName());
        assertEquals("sig", key.getKeyUse().identifier());
    }

    @Test
    void saysWhoForWhatAndHowLong() throws Exception {
        JWTClaimsSet claims = token("ada").getJWTClaimsSet();

        assertEquals("https://trainyard.local", claims.getIssuer());
        assertEquals(List.of("trainyard"), claims.getAudience());
        assertEquals("ada", claims.getSubject());
        assertEquals("ada", claims.getClaim("upn"));
        assertEquals(List.of("user"), claims.getStringListClaim("groups"));
        assertEquals(Duration.ofHours(24), validity(claims));
    }

    @Test
    void rolesAreAddedToThatOfAUser() throws Exception {
        JWTClaimsSet claims = token("ada", "--role", "admin", "--role=coach", "--role", "user")
                .getJWTClaimsSet();

        assertEquals(List.of("admin", "coach", "user"), claims.getStringListClaim("groups"));
    }

    @Test
    void validityCanBeChosen() throws Exception {
        assertEquals(Duration.ofHours(1), validity(token("ada", "--hours", "1").getJWTClaimsSet()));
    }

    @Test
    void tokensOfOneUserDiffer() throws Exception {
        assertNotEquals(
                token("ada").getJWTClaimsSet().getJWTID(),
                token("ada").getJWTClaimsSet().getJWTID());
    }

    @Test
    void keyIsForItsOwnerAlone() throws Exception {
        token("ada");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home().signingKey())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "nul\0"})
    void nameThatNoUserCanHaveIsRefused(String user) {
        assertEquals(2, assertThrows(Refusal.class, () -> token(user)).exitCode());
    }

    @Test
    void nameThatIsTooLongIsRefused() {
        assertEquals(
                2, assertThrows(Refusal.class, () -> token("a".repeat(256))).exitCode());
    }

    @Test
    void unknownRoleIsRefusedWithTheKnownOnes() {
        var refusal = assertThrows(Refusal.class, () -> token("ada", "--role", "root"));

        assertTrue(
                refusal.getMessage().startsWith("There is no role root: choose among user, coach, admin, service."),
                refusal.getMessage());
    }

    @Test
    void damagedKeyIsNamed() throws Exception {
        Files.writeString(home().signingKey(), "{}");

        var refusal = assertThrows(Refusal.class, () -> token("ada"));

        assertTrue(refusal.getMessage().startsWith("The signing key " + home().signingKey()), refusal.getMessage());
    }

    private Home home() {
        return Home.at(directory);
    }

    private SignedJWT token(String... arguments) throws Exception {
        var output = new ByteArrayOutputStream();
        var console = new Console(new PrintStream(output, true, StandardCharsets.UTF_8), System.err);
        new TokenCommand(console, home()).run(List.of(arguments));
        return SignedJWT.parse(output.toString(StandardCharsets.UTF_8).strip());
    }

    private static Duration validity(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }
}
