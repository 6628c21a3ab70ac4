package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What makes one value of two. */
enum Operator {
    PLUS {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            if (left.isNull()) {
                return right;
            }
            if (right.isNull()) {
                return left;
            }
            if (left.isNumber() && right.isNumber()) {
                if (Values.isLong(left) && Values.isLong(right)) {
                    long sum = left.longValue() + right.longValue();
                    if (((left.longValue() ^ sum) & (right.longValue() ^ sum)) >= 0) {
                        return Values.number(sum);
                    }
                }
                return Values.number(run, left.doubleValue() + right.doubleValue());
            }
            if (left.isTextual() && right.isTextual()) {
                run.build(
                        2L * left.textValue().length() + 2L * right.textValue().length());
                return Values.text(run, left.textValue() + right.textValue());
            }
            if (left instanceof ArrayNode first && right instanceof ArrayNode second) {
                run.build(Values.SLOT_BYTES * second.size());
                return Values.copy(run, first).addAll(second);
            }
            if (left instanceof ObjectNode first && right instanceof ObjectNode second) {
                run.build(Values.FIELD_BYTES * second.size());
                return Values.copy(run, first).setAll(second);
            }
            throw cannot(left, right, "added");
        }
    },
    MINUS {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            if (left.isNumber() && right.isNumber()) {
                if (Values.isLong(left) && Values.isLong(right)) {
                    long difference = left.longValue() - right.longValue();
                    if (((left.longValue() ^ right.longValue()) & (left.longValue() ^ difference)) >= 0) {
                        return Values.number(difference);
                    }
                }
                return Values.number(run, left.doubleValue() - right.doubleValue());
            }
            if (left.isArray() && right.isArray()) {
                List<JsonNode> kept = new ArrayList<>();
                for (JsonNode element : left) {
                    if (!contains(run, right, element)) {
                        run.build(Values.SLOT_BYTES);
                        kept.add(element);
                    }
                }
                return Values.array(run, kept);
            }
            throw cannot(left, right, "subtracted");
        }
    },
    TIMES {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            if (left.isNumber() && right.isNumber()) {
                if (Values.isLong(left) && Values.isLong(right)) {
                    long high = Math.multiplyHigh(left.longValue(), right.longValue());
                    long low = left.longValue() * right.longValue();
                    if (high == low >> 63) {
                        return Values.number(low);
                    }
                }
                return Values.number(run, left.doubleValue() * right.doubleValue());
            }
            if (left.isTextual() && right.isNumber()) {
                return repeated(run, left.textValue(), right.doubleValue());
            }
            if (left.isNumber() && right.isTextual()) {
                return repeated(run, right.textValue(), left.doubleValue());
            }
            if (left instanceof ObjectNode first && right instanceof ObjectNode second) {
                return merged(run, first, second);
            }
            throw cannot(left, right, "multiplied");
        }
    },
    DIVIDED {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            if (left.isNumber() && right.isNumber()) {
                if (right.doubleValue() == 0) {
                    throw cannot(left, right, "divided because the divisor is zero");
                }
                if (Values.isLong(left)
                        && Values.isLong(right)
                        && right.longValue() != -1
                        && left.longValue() % right.longValue() == 0) {
                    return Values.number(left.longValue() / right.longValue());
                }
                return Values.number(run, left.doubleValue() / right.doubleValue());
            }
            if (left.isTextual() && right.isTextual()) {
                return Texts.split(run, left.textValue(), right.textValue());
            }
            throw cannot(left, right, "divided");
        }
    },
    MODULO {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            if (left.isNumber() && right.isNumber()) {
                if (Values.isNan(left) || Values.isNan(right)) {
                    return Values.number(run, Double.NaN);
                }
                long divisor = whole(right);
                if (divisor == 0) {
                    throw cannot(left, right, "divided because the divisor is zero");
                }
                // Java's remainder has the sign of the dividend, as jq's has; of the least long by -1 it is 0.
                return Values.number(whole(left) % divisor);
            }
            throw cannot(left, right, "divided");
        }
    },
    EQUAL {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            return BooleanNode.valueOf(Values.areEqual(run, left, right));
        }
    },
    UNEQUAL {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            return BooleanNode.valueOf(!Values.areEqual(run, left, right));
        }
    },
    LESS {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            return BooleanNode.valueOf(
                    (Values.isNan(left) && right.isNumber()) || Values.compare(run, left, right) < 0);
        }
    },
    LESS_OR_EQUAL {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            return BooleanNode.valueOf(Values.compare(run, left, right) <= 0);
        }
    },
    GREATER {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            return LESS.apply(run, right, left);
        }
    },
    GREATER_OR_EQUAL {
        @Override
        JsonNode apply(Evaluation run, JsonNode left, JsonNode right) {
            return LESS_OR_EQUAL.apply(run, right, left);
        }
    };

    abstract JsonNode apply(Evaluation run, JsonNode left, JsonNode right);

    private static boolean contains(Evaluation run, JsonNode array, JsonNode value) {
        for (JsonNode element : array) {
            if (Values.areEqual(run, element, value)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode repeated(Evaluation run, String text, double times) {
        if (!(times > 0)) {
            return NullNode.instance;
        }
        long count = Math.max(1, (long) Math.min(times, Integer.MAX_VALUE));
        run.build(2L * text.length() * count);
        return Values.text(run, text.repeat((int) count));
    }

    private static ObjectNode merged(Evaluation run, ObjectNode left, ObjectNode right) {
        run.enter();
        try {
            ObjectNode merged = Values.copy(run, left);
            right.properties().forEach(field -> {
                JsonNode old = merged.get(field.getKey());
                boolean bothAreObjects = old instanceof ObjectNode && field.getValue() instanceof ObjectNode;
                Values.put(
                        run,
                        merged,
                        field.getKey(),
                        bothAreObjects
                                ? merged(run, (ObjectNode) old, (ObjectNode) field.getValue())
                                : field.getValue());
            });
            return merged;
        } finally {
            run.leave();
        }
    }

    private static long whole(JsonNode number) {
        return Values.isLong(number) ? number.longValue() : (long) number.doubleValue();
    }

    private static Raised cannot(JsonNode left, JsonNode right, String what) {
        return new Raised(Values.type(left) + " and " + Values.type(right) + " cannot be " + what);
    }
}
