package dev.trainyard.deployment.expression;

/** What names stand for at one place of an expression: a list, the innermost first. */
record Env(Object name, Object meaning, Env outer) {

    static final Env EMPTY = new Env(null, null, null);

    Env with(Object name, Object meaning) {
        return new Env(name, meaning, this);
    }

    /** From where a name was defined; names are compared by identity, and the parser has seen that it is there. */
    Env find(Object name) {
        Env env = this;
        while (env.name != name) {
            env = env.outer;
        }
        return env;
    }
}
