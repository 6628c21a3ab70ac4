package dev.trainyard.quiz.points;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rules of who sees which points. */
@ApplicationScoped
class PointService {

    // Sorts behind every id, so that the first page is read like every other: one range of one index.
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final PointStore points;

    PointService(PointStore points) {
        this.points = points;
    }

    PointsView read(String user) {
        return points.find(user).orElse(PointsView.NONE);
    }

    @Transactional
    PointsView list(String user, boolean isListed) {
        points.list(user, isListed);
        return read(user);
    }

    Page<PointEntryView> history(String user, PageQuery page) {
        UUID before = page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(AFTER_ALL);
        return Page.of(points.history(user, before, page.limitPlusOne()), page, entry -> Cursor.after(entry.id()));
    }

    Page<Standing> leaderboard(PageQuery page) {
        Optional<Cursor> after = page.cursor(2);
        List<Standing> standings = points.leaderboard(
                after.map(cursor -> cursor.decimal(0).longValue()).orElse(Long.MAX_VALUE),
                after.map(cursor -> cursor.uuid(1)).orElse(AFTER_ALL),
                page.limitPlusOne());
        return Page.of(standings, page, last -> Cursor.after(last.points(), last.id()));
    }

    /** Where somebody stands; who is not listed looks like nobody. */
    Standing rank(UUID id) {
        return points.findListed(id).orElseThrow(() -> Problem.notFound("user"));
    }
}
