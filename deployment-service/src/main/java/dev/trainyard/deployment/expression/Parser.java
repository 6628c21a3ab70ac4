package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.expression.Control.Definition;
import dev.trainyard.deployment.expression.Lexer.Kind;
import dev.trainyard.deployment.expression.Lexer.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads jq's language, as its manual of version 1.7 has it, without modules, <code>?//</code> and what reads or writes the
 * process. Every name is resolved here, so that what is undefined is found when a definition is saved.
 */
final class Parser {

    /** Longer ones belong into data. */
    static final int MAX_LENGTH = 16_384;

    // Each level of a text's nesting is some ten of the parser's calls.
    private static final int MAX_NESTING = 200;

    private static final int MAX_PARAMETERS = 20;
    private static final int MAX_IN_STRING = 100;

    private static final Map<String, Operator> UPDATES = Map.of(
            "+=", Operator.PLUS,
            "-=", Operator.MINUS,
            "*=", Operator.TIMES,
            "/=", Operator.DIVIDED,
            "%=", Operator.MODULO);

    private static final Map<String, Operator> COMPARISONS = Map.of(
            "==", Operator.EQUAL,
            "!=", Operator.UNEQUAL,
            "<", Operator.LESS,
            "<=", Operator.LESS_OR_EQUAL,
            ">", Operator.GREATER,
            ">=", Operator.GREATER_OR_EQUAL);

    private static final Map<String, Operator> SUMS = Map.of("+", Operator.PLUS, "-", Operator.MINUS);

    private static final Map<String, Operator> PRODUCTS =
            Map.of("*", Operator.TIMES, "/", Operator.DIVIDED, "%", Operator.MODULO);

    // Words that cannot name a function.
    private static final Set<String> KEYWORDS = Set.of(
            "def", "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch", "label", "import",
            "include", "and", "or", "__loc__");

    private final Lexer lexer;
    private final Map<String, Definition> library;
    private final Set<String> known;
    private final Set<String> used = new HashSet<>();
    private Name names;
    private int nesting;

    /**
     * For one text.
     *
     * @param library functions written in jq, by name and arity
     * @param known the variables that evaluations give; null when that is not known
     */
    Parser(String text, Map<String, Definition> library, Set<String> known) {
        this.lexer = new Lexer(text);
        this.library = library;
        this.known = known;
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionSyntaxException("", "is longer than " + MAX_LENGTH + " characters");
        }
    }

    /** What a name stands for where the parser is, the innermost first. */
    private record Name(String name, Object meaning, Name outer) {}

    private record Parameter(String name) {}

    private record BoundVariable(String name) {}

    private record BoundLabel(String name) {}

    /** The whole text as an expression. */
    Filter expression() {
        Filter filter = pipe();
        Word rest = lexer.peek();
        if (rest.kind() != Kind.END) {
            throw unexpected(rest);
        }
        return filter;
    }

    /** The whole text as definitions of functions, put into the library one by one. */
    void definitions() {
        while (lexer.peek().is("def")) {
            definition(true);
        }
        if (lexer.peek().kind() != Kind.END) {
            throw unexpected(lexer.peek());
        }
    }

    /** The variables that evaluations have to give. */
    Set<String> used() {
        return Set.copyOf(used);
    }

    private Filter pipe() {
        deeper();
        Name outer = names;
        try {
            if (lexer.peek().is("def")) {
                Definition definition = definition(false);
                return new Control.Define(definition, pipe());
            }
            List<Filter> parts = new ArrayList<>();
            parts.add(comma());
            while (accept("|")) {
                // A definition reaches to the end, so it is the last part.
                parts.add(lexer.peek().is("def") ? pipe() : comma());
            }
            Filter whole = parts.getLast();
            for (int i = parts.size() - 2; i >= 0; i--) {
                whole = new Control.Pipe(parts.get(i), whole);
            }
            return whole;
        } finally {
            names = outer;
            nesting--;
        }
    }

    private void deeper() {
        if (++nesting > MAX_NESTING) {
            throw lexer.error(lexer.position(), "nested deeper than " + MAX_NESTING);
        }
    }

    private Filter comma() {
        List<Filter> parts = new ArrayList<>();
        parts.add(alternative());
        while (accept(",")) {
            parts.add(alternative());
        }
        return parts.size() == 1 ? parts.getFirst() : new Control.Comma(parts);
    }

    private Filter alternative() {
        List<Filter> parts = new ArrayList<>();
        parts.add(assignment());
        while (accept("//")) {
            parts.add(assignment());
        }
        Filter whole = parts.getLast();
        for (int i = parts.size() - 2; i >= 0; i--) {
            whole = new Control.Alternative(parts.get(i), whole);
        }
        return whole;
    }

    private Filter assignment() {
        Filter target = or();
        if (accept("=")) {
            return new Construction.Assign(target, assigned());
        }
        if (accept("|=")) {
            return new Construction.Update(target, assigned());
        }
        if (accept("//=")) {
            return new Construction.UpdateBy(target, null, assigned());
        }
        Operator update = acceptOneOf(UPDATES);
        return update == null ? target : new Construction.UpdateBy(target, update, assigned());
    }

    // Everything that binds closer than a comma, so also "//".
    private Filter assigned() {
        return alternative();
    }

    private Filter or() {
        Filter left = and();
        while (accept("or")) {
            left = new Control.Or(left, and());
        }
        return left;
    }

    private Filter and() {
        Filter left = comparison();
        while (accept("and")) {
            left = new Control.And(left, comparison());
        }
        return left;
    }

    private Filter comparison() {
        Filter left = sum();
        Operator operator = acceptOneOf(COMPARISONS);
        if (operator == null) {
            return left;
        }
        Filter comparison = new Construction.Binary(operator, left, sum());
        Word next = lexer.peek();
        if (next.kind() == Kind.SYMBOL && COMPARISONS.containsKey(next.text())) {
            throw unexpected(next);
        }
        return comparison;
    }

    private Filter sum() {
        Filter left = product();
        for (Operator operator = acceptOneOf(SUMS); operator != null; operator = acceptOneOf(SUMS)) {
            left = new Construction.Binary(operator, left, product());
        }
        return left;
    }

    private Filter product() {
        Filter left = operand();
        for (Operator operator = acceptOneOf(PRODUCTS); operator != null; operator = acceptOneOf(PRODUCTS)) {
            left = new Construction.Binary(operator, left, operand());
        }
        return left;
    }

    private Filter operand() {
        if (!accept("-")) {
            return postfix();
        }
        deeper();
        Filter negated = operand();
        nesting--;
        return new Construction.Negative(negated);
    }

    private Filter postfix() {
        Filter term = term();
        while (true) {
            Word word = lexer.peek();
            if (word.kind() == Kind.FIELD) {
                lexer.take();
                term = new Access.Field(term, TextNode.valueOf(word.text()));
            } else if (word.is(".")) {
                lexer.take();
                term = afterPoint(term);
            } else if (word.is("[")) {
                lexer.take();
                term = bracket(term);
            } else if (word.is("?")) {
                lexer.take();
                term = new Control.Try(term, null);
            } else if (word.is("?//")) {
                throw lexer.error(word.start(), "?// is not supported");
            } else if (word.is("as")) {
                lexer.take();
                return binding(term);
            } else {
                return term;
            }
        }
    }

    private Filter afterPoint(Filter term) {
        Word word = lexer.take();
        if (word.kind() == Kind.QUOTE) {
            return named(term, string(Format.TEXT));
        }
        if (word.is("[")) {
            return bracket(term);
        }
        throw unexpected(word);
    }

    private static Filter named(Filter target, Filter name) {
        return name instanceof Control.Literal literal
                ? new Access.Field(target, (TextNode) literal.value())
                : new Access.At(target, name);
    }

    private Filter bracket(Filter target) {
        Filter nothing = new Control.Literal(NullNode.instance);
        if (accept("]")) {
            return new Access.Each(target);
        }
        if (accept(":")) {
            Filter to = pipe();
            expect("]");
            return new Access.Between(target, nothing, to);
        }
        Filter key = pipe();
        if (accept(":")) {
            Filter to = lexer.peek().is("]") ? nothing : pipe();
            expect("]");
            return new Access.Between(target, key, to);
        }
        expect("]");
        return key instanceof Control.Literal literal && literal.value().isTextual()
                ? new Access.Field(target, (TextNode) literal.value())
                : new Access.At(target, key);
    }

    private Filter binding(Filter source) {
        Name outer = names;
        Pattern pattern = pattern();
        if (lexer.peek().is("?//")) {
            throw lexer.error(lexer.peek().start(), "?// is not supported");
        }
        expect("|");
        Filter body = pipe();
        names = outer;
        return new Control.Bind(source, pattern, body);
    }

    private Pattern pattern() {
        deeper();
        Word word = lexer.take();
        Pattern pattern;
        if (word.kind() == Kind.VARIABLE) {
            pattern = new Pattern.Whole(bind(word.text()));
        } else if (word.is("[")) {
            List<Pattern> elements = new ArrayList<>();
            do {
                elements.add(pattern());
            } while (accept(","));
            expect("]");
            pattern = new Pattern.Elements(elements);
        } else if (word.is("{")) {
            List<Pattern.FieldPattern> fields = new ArrayList<>();
            do {
                fields.add(fieldPattern());
            } while (accept(","));
            expect("}");
            pattern = new Pattern.Fields(fields);
        } else {
            throw unexpected(word);
        }
        nesting--;
        return pattern;
    }

    private Pattern.FieldPattern fieldPattern() {
        Word word = lexer.take();
        if (word.kind() == Kind.VARIABLE) {
            Object name = bind(word.text());
            return new Pattern.FieldPattern(literal(word.text()), name, accept(":") ? pattern() : null);
        }
        Filter key;
        if (word.kind() == Kind.NAME) {
            key = literal(word.text());
        } else if (word.kind() == Kind.QUOTE) {
            key = string(Format.TEXT);
        } else if (word.is("(")) {
            key = pipe();
            expect(")");
        } else {
            throw unexpected(word);
        }
        expect(":");
        return new Pattern.FieldPattern(key, null, pattern());
    }

    private BoundVariable bind(String name) {
        BoundVariable variable = new BoundVariable(name);
        names = new Name("$" + name, variable, names);
        return variable;
    }

    private Filter term() {
        Word word = lexer.take();
        return switch (word.kind()) {
            case NUMBER -> number(word);
            case QUOTE -> string(Format.TEXT);
            case FORMAT -> format(word);
            case FIELD -> new Access.Field(Control.IDENTITY, TextNode.valueOf(word.text()));
            case VARIABLE -> variable(word);
            case NAME -> named(word);
            case SYMBOL -> symbol(word);
            case END -> throw unexpected(word);
        };
    }

    private Filter number(Word word) {
        JsonNode number = Values.parseNumber(new Evaluation(Limits.NONE, Map.of()), word.text());
        if (number == null) {
            throw lexer.error(word.start(), "is no number, or too large for one");
        }
        return new Control.Literal(number);
    }

    private Filter format(Word word) {
        Format format = Format.named(word.text());
        if (format == null) {
            throw lexer.error(word.start(), word.text() + " is not defined");
        }
        if (lexer.peek().kind() == Kind.QUOTE) {
            lexer.take();
            return string(format);
        }
        return new Library.Native(format, List.of());
    }

    private Filter variable(Word word) {
        String name = word.text();
        Name bound = find("$" + name);
        if (bound != null) {
            return new Control.Variable(bound.meaning());
        }
        boolean isOurs = name.equals("ENV") || name.equals("__loc__") || name.equals("__prog_args");
        if (isOurs || (known != null && !known.contains(name))) {
            throw lexer.error(word.start(), "$" + name + " is not defined");
        }
        used.add(name);
        return new Control.Given(name);
    }

    private Name find(String name) {
        Name found = names;
        while (found != null && !found.name().equals(name)) {
            found = found.outer();
        }
        return found;
    }

    private Filter symbol(Word word) {
        return switch (word.text()) {
            case "." -> lexer.peek().kind() == Kind.QUOTE ? afterPoint(Control.IDENTITY) : Control.IDENTITY;
            case ".." -> new Access.Everything();
            case "(" -> enclosed(")");
            case "[" -> new Construction.OfArray(accept("]") ? new Control.Comma(List.of()) : enclosed("]"));
            case "{" -> object();
            default -> throw unexpected(word);
        };
    }

    private Filter enclosed(String end) {
        Filter inner = pipe();
        expect(end);
        return inner;
    }

    private Filter object() {
        List<Construction.Field> fields = new ArrayList<>();
        if (accept("}")) {
            return new Construction.OfObject(fields);
        }
        do {
            fields.add(field());
        } while (accept(","));
        expect("}");
        return new Construction.OfObject(fields);
    }

    private Construction.Field field() {
        Word word = lexer.take();
        return switch (word.kind()) {
            case VARIABLE -> field(literal(word.text()), variable(word));
            case NAME -> field(literal(word.text()), new Access.Field(Control.IDENTITY, TextNode.valueOf(word.text())));
            case QUOTE, FORMAT -> {
                Filter key = word.kind() == Kind.QUOTE ? string(Format.TEXT) : format(word);
                yield field(key, named(Control.IDENTITY, key));
            }
            default -> {
                if (!word.is("(")) {
                    throw unexpected(word);
                }
                Filter key = enclosed(")");
                expect(":");
                yield new Construction.Field(key, fieldValue());
            }
        };
    }

    private Construction.Field field(Filter key, Filter unsaid) {
        return new Construction.Field(key, accept(":") ? fieldValue() : unsaid);
    }

    // Without commas, as these separate fields.
    private Filter fieldValue() {
        deeper();
        Filter value = alternative();
        if (accept("|")) {
            value = new Control.Pipe(value, fieldValue());
        }
        nesting--;
        return value;
    }

    private Filter named(Word word) {
        return switch (word.text()) {
            case "if" -> condition();
            case "try" -> new Control.Try(attempted(), accept("catch") ? attempted() : null);
            case "reduce" -> reduce();
            case "foreach" -> foreach();
            case "label" -> label();
            case "break" -> leave(word);
            case "def" -> throw lexer.error(word.start(), "a definition needs parentheses here");
            case "import", "include" -> throw lexer.error(word.start(), "modules are not supported");
            default -> {
                if (KEYWORDS.contains(word.text())) {
                    throw unexpected(word);
                }
                yield call(word);
            }
        };
    }

    private Filter attempted() {
        deeper();
        Filter attempted = operand();
        nesting--;
        return attempted;
    }

    // After "if" or "elif".
    private Filter condition() {
        deeper();
        Filter condition = pipe();
        expect("then");
        Filter then = pipe();
        Filter otherwise = Control.IDENTITY;
        if (accept("elif")) {
            otherwise = condition();
        } else {
            if (accept("else")) {
                otherwise = pipe();
            }
            expect("end");
        }
        nesting--;
        return new Control.If(condition, then, otherwise);
    }

    private Filter reduce() {
        Filter source = loopSource();
        Name outer = names;
        Pattern pattern = pattern();
        expect("(");
        Name inner = names;
        names = outer;
        Filter init = pipe();
        names = inner;
        expect(";");
        Filter update = pipe();
        expect(")");
        names = outer;
        return new Control.Reduce(source, pattern, init, update);
    }

    private Filter foreach() {
        Filter source = loopSource();
        Name outer = names;
        Pattern pattern = pattern();
        expect("(");
        Name inner = names;
        names = outer;
        Filter init = pipe();
        names = inner;
        expect(";");
        Filter update = pipe();
        Filter extract = accept(";") ? pipe() : Control.IDENTITY;
        expect(")");
        names = outer;
        return new Control.Foreach(source, pattern, init, update, extract);
    }

    // A term up to its "as".
    private Filter loopSource() {
        deeper();
        Filter source = term();
        for (Word word = lexer.peek(); !word.is("as"); word = lexer.peek()) {
            lexer.take();
            if (word.kind() == Kind.FIELD) {
                source = new Access.Field(source, TextNode.valueOf(word.text()));
            } else if (word.is("[")) {
                source = bracket(source);
            } else if (word.is(".")) {
                source = afterPoint(source);
            } else if (word.is("?")) {
                source = new Control.Try(source, null);
            } else {
                throw unexpected(word);
            }
        }
        lexer.take();
        nesting--;
        return source;
    }

    private Filter label() {
        Word name = lexer.take();
        if (name.kind() != Kind.VARIABLE) {
            throw unexpected(name);
        }
        expect("|");
        Name outer = names;
        BoundLabel label = new BoundLabel(name.text());
        names = new Name("label " + name.text(), label, names);
        Filter body = pipe();
        names = outer;
        return new Control.Label(label, body);
    }

    private Filter leave(Word word) {
        Word name = lexer.take();
        Name label = name.kind() == Kind.VARIABLE ? find("label " + name.text()) : null;
        if (label == null) {
            throw lexer.error(word.start(), "break needs a label that is around it");
        }
        return new Control.Leave(label.meaning());
    }

    private Filter call(Word word) {
        List<Filter> arguments = new ArrayList<>();
        if (accept("(")) {
            do {
                arguments.add(pipe());
            } while (accept(";"));
            expect(")");
        }
        String signature = word.text() + "/" + arguments.size();
        Name found = find(signature);
        if (found != null) {
            return found.meaning() instanceof Definition definition
                    ? new Control.Call(definition, false, arguments)
                    : new Control.Argument(found.meaning());
        }
        Definition definition = library.get(signature);
        if (definition != null) {
            return new Control.Call(definition, true, arguments);
        }
        Filter constant = arguments.isEmpty() ? constant(word.text()) : null;
        if (constant != null) {
            return constant;
        }
        Builtin builtin = Library.BUILTINS.get(signature);
        if (builtin == null) {
            throw lexer.error(word.start(), signature + " is not defined");
        }
        return new Library.Native(builtin, arguments);
    }

    private static Filter constant(String name) {
        return switch (name) {
            case "null" -> new Control.Literal(NullNode.instance);
            case "true" -> new Control.Literal(BooleanNode.TRUE);
            case "false" -> new Control.Literal(BooleanNode.FALSE);
            default -> null;
        };
    }

    // "def name(parameters): body;", of which the name is known from now on.
    private Definition definition(boolean isGlobal) {
        deeper();
        expect("def");
        Word name = lexer.take();
        if (name.kind() != Kind.NAME || KEYWORDS.contains(name.text())) {
            throw unexpected(name);
        }
        List<Object> parameters = new ArrayList<>();
        List<Parameter> values = new ArrayList<>();
        if (accept("(")) {
            do {
                Word parameter = lexer.take();
                boolean isName = parameter.kind() == Kind.NAME && !KEYWORDS.contains(parameter.text());
                if ((!isName && parameter.kind() != Kind.VARIABLE) || parameters.size() == MAX_PARAMETERS) {
                    throw unexpected(parameter);
                }
                Parameter declared = new Parameter(parameter.text());
                parameters.add(declared);
                if (parameter.kind() == Kind.VARIABLE) {
                    values.add(declared);
                }
            } while (accept(";"));
            expect(")");
        }
        expect(":");
        Definition definition = new Definition(parameters);
        String signature = name.text() + "/" + parameters.size();
        if (isGlobal) {
            library.put(signature, definition);
        } else {
            names = new Name(signature, definition, names);
        }
        Name outer = names;
        for (Object parameter : parameters) {
            names = new Name(((Parameter) parameter).name() + "/0", parameter, names);
        }
        List<Object> variables = new ArrayList<>();
        for (Parameter value : values) {
            variables.add(bind(value.name()));
        }
        Filter body = pipe();
        for (int i = values.size() - 1; i >= 0; i--) {
            body = new Control.Bind(new Control.Argument(values.get(i)), new Pattern.Whole(variables.get(i)), body);
        }
        definition.completeWith(body);
        names = outer;
        expect(";");
        nesting--;
        return definition;
    }

    // "… \( … ) …", after the quotation mark.
    private Filter string(Format format) {
        List<Filter> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int start = lexer.position();
        for (char c = lexer.character(); c != '"'; c = lexer.character()) {
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = lexer.character();
            if (escaped == '(') {
                parts.add(literal(plain.toString()));
                plain.setLength(0);
                parts.add(pipe());
                expect(")");
            } else {
                plain.append(escaped(escaped));
            }
        }
        if (parts.isEmpty()) {
            return literal(plain.toString());
        }
        if (parts.size() > 2 * MAX_IN_STRING) {
            throw lexer.error(start, "a string with more than " + MAX_IN_STRING + " expressions in it");
        }
        parts.add(literal(plain.toString()));
        return new Construction.OfText(parts, format);
    }

    private char escaped(char c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(lexer.character(), 16);
                    if (digit < 0) {
                        throw lexer.error(lexer.position() - 1, "is no hexadecimal digit");
                    }
                    code = code * 16 + digit;
                }
                yield (char) code;
            }
            default -> throw lexer.error(lexer.position() - 1, "no such escape in a string");
        };
    }

    private static Filter literal(String text) {
        return new Control.Literal(TextNode.valueOf(text));
    }

    private boolean accept(String symbol) {
        if (!lexer.peek().is(symbol)) {
            return false;
        }
        lexer.take();
        return true;
    }

    private Operator acceptOneOf(Map<String, Operator> operators) {
        Word word = lexer.peek();
        Operator operator = word.kind() == Kind.SYMBOL ? operators.get(word.text()) : null;
        if (operator != null) {
            lexer.take();
        }
        return operator;
    }

    private void expect(String symbol) {
        Word word = lexer.take();
        if (!word.is(symbol)) {
            throw lexer.error(word.start(), "expected " + symbol + ", found " + shortened(word.text()));
        }
    }

    private ExpressionSyntaxException unexpected(Word word) {
        return lexer.error(word.start(), "unexpected " + shortened(word.text()));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
