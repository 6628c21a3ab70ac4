package dev.trainyard.workout.insight;

import java.util.List;

/** All milestones, by lift, lowest first: a fixed number, and therefore one page. */
record Milestones(List<Milestone> items) {}
