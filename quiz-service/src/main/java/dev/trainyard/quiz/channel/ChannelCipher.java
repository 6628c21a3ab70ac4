package dev.trainyard.quiz.channel;

import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultKeys;
import dev.trainyard.quiz.channel.ChannelStore.Closed;
import dev.trainyard.quiz.channel.ChannelStore.Sealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Encrypts the secrets of channels, each bound to its user and channel. */
@ApplicationScoped
class ChannelCipher {

    private final VaultCipher cipher;
    private final VaultKeys keys;

    ChannelCipher(VaultCipher cipher, VaultKeys keys) {
        this.cipher = cipher;
        this.keys = keys;
    }

    /** A secret for its channel, by the key that writes; null stays nothing. */
    Closed closed(String user, UUID id, String secret) {
        return secret == null ? Closed.NONE : new Closed(cipher.closed(place(user, id), secret), keys.writing());
    }

    /** The secret of a channel that has one; empty when no key opens it any more. */
    Optional<String> opened(Sealed channel) {
        return cipher.opened(
                channel.closed().keyId(),
                place(channel.user(), channel.id()),
                channel.closed().secret());
    }

    private static String place(String user, UUID id) {
        return "message channel " + id + " of " + user;
    }
}
