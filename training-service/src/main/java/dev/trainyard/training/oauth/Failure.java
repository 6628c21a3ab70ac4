package dev.trainyard.training.oauth;

import java.util.Arrays;
import java.util.Locale;

/** Why there are no new tokens, under the name that the table and problems have. */
enum Failure {
    /** No answer, or none that can be used: it is tried again, later each time. */
    PROVIDER_UNAVAILABLE,
    /** The provider does not want this client: it is tried again as well, since an operator may put that right. */
    PROVIDER_REFUSED,
    /** The refresh token is not good any more: only the user can get another one. */
    REAUTHORIZATION_REQUIRED,
    /** No key here opens the token: it is tried again, since an operator may put the key back. */
    TOKEN_UNREADABLE;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Failure ofCode(String code) {
        return Arrays.stream(values())
                .filter(failure -> failure.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
