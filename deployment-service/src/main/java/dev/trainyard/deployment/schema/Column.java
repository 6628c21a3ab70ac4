package dev.trainyard.deployment.schema;

/** A column as the database has it. */
record Column(String name, ColumnType type, boolean nullable) {

    /** Its name on the wire: started_at is startedAt. */
    String field() {
        StringBuilder field = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            boolean begins = name.charAt(i) == '_' && i + 1 < name.length();
            i += begins ? 1 : 0;
            field.append(begins ? Character.toUpperCase(name.charAt(i)) : name.charAt(i));
        }
        return field.toString();
    }

    /** Its name in a statement. */
    String sql() {
        return '"' + name + '"';
    }
}
