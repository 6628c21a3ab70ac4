package dev.trainyard.kit.vault;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of the vault by their ids. There is no vault without one, or with one that is none: a service that has one asks
 * for its keys at its start.
 */
@ApplicationScoped
public class VaultKeys {

    private static final String SETTING = "trainyard.vault.keys (TRAINYARD_VAULT_KEYS)";
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9._-]{1,32}):([A-Za-z0-9+/]{43}=)");

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final String writing;

    public VaultKeys(VaultConfig config) {
        for (String key : config.keys().orElse(List.of())) {
            add(key.strip());
        }
        if (keys.isEmpty()) {
            throw new ConfigurationException(SETTING + " is not set, and secrets are kept encrypted only. Set it to "
                    + "<id>:<key>, such as k1:$(openssl rand -base64 32), and keep it: without it they are lost.");
        }
        this.writing = keys.keySet().iterator().next();
    }

    private void add(String key) {
        Matcher parts = KEY.matcher(key);
        // What is wrong is told without the key.
        if (!parts.matches()) {
            throw new ConfigurationException("Key " + (keys.size() + 1) + " of " + SETTING
                    + " must be <id>:<key>, with 32 bytes in Base64: openssl rand -base64 32");
        }
        SecretKey secret = new SecretKeySpec(Base64.getDecoder().decode(parts.group(2)), "AES");
        if (keys.containsKey(parts.group(1)) || keys.containsValue(secret)) {
            throw new ConfigurationException("Key " + parts.group(1) + " of " + SETTING
                    + " is there twice: an id names one key, and a key has one id");
        }
        keys.put(parts.group(1), secret);
    }

    /** The id of the key that encrypts. */
    public String writing() {
        return writing;
    }

    /** The ids of those that only decrypt. */
    public List<String> former() {
        return keys.keySet().stream().skip(1).toList();
    }

    public Optional<SecretKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }
}
