package dev.trainyard.quiz.reward;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Table reward_account: a creator's books, in the order of their key. */
@ApplicationScoped
class AccountStore {

    static final String PAGE = """
            SELECT currency, kind, holder, balance_minor
            FROM reward_account
            WHERE user_id = ? AND (currency, kind, holder) > (?, ?, ?)
            ORDER BY currency, kind, holder
            LIMIT ?
            """;

    // What is divided already counts twice while its quiz is there, which is on the safe side.
    static final String PROMISED = """
            SELECT coalesce(sum(pot_minor), 0)
                   - coalesce((SELECT balance_minor FROM reward_account
                               WHERE user_id = ? AND currency = ? AND kind = 'creator' AND holder = ''), 0) AS minor
            FROM reward
            WHERE user_id = ? AND currency = ?
            """;

    // Less than a bigint holds by as much as somebody could promise at the same moment.
    private static final BigDecimal MOST_MINOR = new BigDecimal("9e18");

    private final Database database;

    AccountStore(Database database) {
        this.database = database;
    }

    private record Row(String currency, String kind, String holder, long balanceMinor) {

        AccountView view() {
            return new AccountView(currency, kind, holder.isEmpty() ? null : holder, balanceMinor);
        }
    }

    Page<AccountView> list(String user, PageQuery page) {
        List<String> after = page.cursor(3)
                .map(cursor -> List.of(cursor.text(0), cursor.text(1), cursor.text(2)))
                .orElse(List.of("", "", ""));
        List<Row> rows = database.list(
                PAGE, AccountStore::row, user, after.get(0), after.get(1), after.get(2), page.limitPlusOne());
        return Page.of(rows, page, row -> Cursor.after(row.currency(), row.kind(), row.holder()))
                .map(Row::view);
    }

    /** Whether the books of {@code user} can hold all that is, and may yet be, booked in {@code currency}. */
    boolean holdPromises(String user, String currency) {
        return database.one(PROMISED, row -> row.getBigDecimal("minor"), user, currency, user, currency)
                .filter(minor -> minor.compareTo(MOST_MINOR) <= 0)
                .isPresent();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("currency"),
                row.getString("kind"),
                row.getString("holder"),
                row.getLong("balance_minor"));
    }
}
