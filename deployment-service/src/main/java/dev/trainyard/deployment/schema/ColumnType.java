package dev.trainyard.deployment.schema;

import com.fasterxml.jackson.databind.util.RawValue;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The types of columns that a list can show. */
enum ColumnType {
    TEXT {
        @Override
        Object read(ResultSet row, String column) throws SQLException {
            return row.getString(column);
        }

        @Override
        Object parse(String text) {
            return text;
        }
    },
    UUID {
        // What Java takes for one is more than what PostgreSQL does.
        private static final int LENGTH = 36;

        @Override
        Object read(ResultSet row, String column) throws SQLException {
            return row.getObject(column, UUID.class);
        }

        @Override
        Object parse(String text) {
            if (text.length() != LENGTH) {
                throw new IllegalArgumentException("Not a UUID");
            }
            return java.util.UUID.fromString(text);
        }
    },
    INTEGER {
        @Override
        Object read(ResultSet row, String column) throws SQLException {
            return row.getObject(column, Integer.class);
        }

        @Override
        Object parse(String text) {
            return Integer.valueOf(text);
        }
    },
    BIGINT {
        @Override
        Object read(ResultSet row, String column) throws SQLException {
            return row.getObject(column, Long.class);
        }

        @Override
        Object parse(String text) {
            return Long.valueOf(text);
        }
    },
    BOOLEAN {
        @Override
        Object read(ResultSet row, String column) throws SQLException {
            return row.getObject(column, Boolean.class);
        }

        @Override
        Object parse(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("Not a boolean");
            };
        }
    },
    INSTANT {
        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        @Override
        Object read(ResultSet row, String column) throws SQLException {
            OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        }

        @Override
        Object parse(String text) {
            Instant instant = parsed(text);
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new IllegalArgumentException("Not a time that PostgreSQL knows");
            }
            return instant;
        }

        private static Instant parsed(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException malformed) {
                throw new IllegalArgumentException(malformed);
            }
        }
    },
    /** Goes from the table to the wire as it is. */
    JSON {
        @Override
        Object read(ResultSet row, String column) throws SQLException {
            String json = row.getString(column);
            return json == null ? null : new RawValue(json);
        }

        @Override
        Object parse(String text) {
            throw new IllegalArgumentException("Not a value to compare with");
        }
    },
    TEXTS {
        @Override
        Object read(ResultSet row, String column) throws SQLException {
            Array texts = row.getArray(column);
            return texts == null ? null : List.of((String[]) texts.getArray());
        }

        @Override
        Object parse(String text) {
            throw new IllegalArgumentException("Not a value to compare with");
        }
    };

    /** The value of a column, null for null. */
    abstract Object read(ResultSet row, String column) throws SQLException;

    /**
     * The value that {@code text} means.
     *
     * @throws IllegalArgumentException when it means none
     */
    abstract Object parse(String text);

    /** Whether values have an order that a page can go on in. */
    boolean isSortable() {
        return this != JSON && this != TEXTS;
    }

    /** The type that PostgreSQL calls {@code name}; empty for those that no list shows. */
    static Optional<ColumnType> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "text", "varchar" -> TEXT;
                    case "uuid" -> UUID;
                    case "int2", "int4" -> INTEGER;
                    case "int8" -> BIGINT;
                    case "bool" -> BOOLEAN;
                    case "timestamptz" -> INSTANT;
                    case "jsonb", "json" -> JSON;
                    case "_text" -> TEXTS;
                    default -> null;
                });
    }
}
